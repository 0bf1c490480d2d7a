//! AD006 routing-form.

use super::{addressees, part_of};
use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::transmission;

pub(super) static RULE: Rule = Rule {
    code: "AD006",
    name: "routing-form",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 10.1 (ACP 117; 5 FAH-2 H-231)",
    summary: "A routing indicator is R or Q and three to seven letters.",
    explanation: "What stands before the oblique of an address is near to an indicator and cannot be one: a \
        figure among its letters, or too few or too many of them. Mail cannot be routed by it.\n\nAsked \
        where the telegram has other indicators, or the word begins as those of the Department do; and of the words of format line 2. Names with an oblique (`USMISSION/USNATO`) \
        are left alone.",
    examples: examples!("AD006"),
    check,
};

/// `RR RUEHC UREHLO`: what stands among the indicators of format line 2 and is none. Signals may follow them.
fn routing_lines(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some(field) = heading.routing.as_ref().filter(|_| heading.read.station.is_some()) else {
            continue;
        };
        let mut all = words(field.as_str());
        // The other form has a word of eight letters for the digraph.
        if all.next().is_none_or(|(_, digraph)| digraph.len() > 3) {
            continue;
        }
        let all: Vec<(usize, &str)> = all.collect();
        let is = |word: &str| word.starts_with('Q') || transmission::is_indicators(word.as_bytes());
        let near =
            |word: &str| (4..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric());
        let last = all.iter().rposition(|(_, word)| is(word));
        for (index, (at, word)) in all.iter().enumerate().filter(|(_, (_, word))| near(word) && !is(word)) {
            let route = word.contains("UE") || word.contains("EH") || last.is_some_and(|last| index < last);
            if route && !word.starts_with('Z') {
                let span = field.span(*at..at + word.len());
                found.at(span, format!("{word} is no routing indicator: R or Q and three to seven letters"));
            }
        }
    }
}

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    routing_lines(look, found);
    let transmitted = look.record().transmission.as_ref().is_some_and(|read| !read.routed_to.is_empty());
    let routed = transmitted || addressees(look).any(|addressee| addressee.routing.is_some());
    for addressee in
        look.record().from.iter().chain(addressees(look)).filter(|addressee| addressee.routing.is_none())
    {
        let Some((before, name)) = addressee.text.split_once('/') else { continue };
        let word = before.trim();
        let letters = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let near = match word.as_bytes() {
            [b'R' | b'Q', rest @ ..] => !(3..=7).contains(&rest.len()) || rest.iter().any(u8::is_ascii_digit),
            [_, b'U' | b'H', b'E' | b'C', b'H' | b'K' | b'N', ..] => true,
            _ => false,
        };
        if letters
            && near
            && (routed || word.starts_with("RU") || word.starts_with("RH"))
            && (3..=9).contains(&word.len())
            && !name.starts_with('/')
            && !name.trim().is_empty()
        {
            let span = part_of(look, addressee, word).unwrap_or(addressee.span);
            found.at(span, format!("{word} is no routing indicator: R or Q and three to seven letters"));
        }
    }
}
