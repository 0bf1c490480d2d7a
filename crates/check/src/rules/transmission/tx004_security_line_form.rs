//! TX004 security-line-form.

use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;

pub(super) static RULE: Rule = Rule {
    code: "TX004",
    name: "security-line-form",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "telegram-format 4.4 (ACP 127; ACP 117; JANAP 128)",
    summary: "The security warning of format line 4 is one letter five times.",
    explanation: "`ZNR UUUUU`, `ZNY CCCCC`: the letter of the level, five times, so that a garble shows. The \
        last two may be a release code (`UUUAA`, `SSSBB`), and `/` with five letters a special category. \
        `ZNR` goes with U alone.\n\nWhere four of the five letters agree the edit proposes the fifth; a \
        person decides, since the level hangs on it.",
    examples: examples!("TX004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some(field) = &heading.security else { continue };
        let mut all = words(field.as_str());
        let (Some((start, signal)), group) = (all.next(), all.next()) else { continue };
        let whole = field.span(start..start + signal.len());
        let Some((at, group)) = group else {
            found.at(whole, format!("no letters stand behind {signal}"));
            continue;
        };
        let (letters, special) = group.split_once('/').map_or((group, None), |(a, b)| (a, Some(b)));
        let span = field.span(at..at + letters.len());
        let same = |letters: &str| letters.len() == 5 && letters.bytes().all(|b| b == letters.as_bytes()[0]);
        if !matches!(signal, "ZNR" | "ZNY") {
            found.at(whole, format!("{signal} is neither ZNR nor ZNY"));
        } else if !is_warning(letters) {
            let finding = found.at(span, format!("{letters} is not one letter five times"));
            if let Some(letter) = majority(letters) {
                finding.edit(span, letter.to_string().repeat(5));
            }
        } else if signal == "ZNR" && !letters.starts_with('U') {
            let both = Span::new(whole.start as usize, span.end as usize);
            found.at(both, format!("ZNR goes with U alone, not with {letters}"));
        } else if let Some(special) = special.filter(|special| !same(special)) {
            let start = at + letters.len() + 1;
            found.at(
                field.span(start..start + special.len()),
                format!("{special} is not one letter five times"),
            );
        }
    }
}

/// Five equal letters of a level, or three and a release code of two.
fn is_warning(letters: &str) -> bool {
    let [a, b, c, d, e] = letters.as_bytes() else { return false };
    let level = matches!(a, b'U' | b'E' | b'R' | b'C' | b'S' | b'T') && a == b && b == c;
    let release = |letter: &u8| matches!(letter, b'A' | b'B' | b'C' | b'O' | b'U' | b'X' | b'Z');
    // The code of one nation is its letter twice, that of two their letters in alphabetical order.
    level && (a == d && d == e || release(d) && release(e) && d <= e && !(a == d || a == e))
}

/// The letter that four of five are.
fn majority(letters: &str) -> Option<char> {
    let of = |letter: char| letters.chars().filter(|&c| c == letter).count();
    ['U', 'E', 'R', 'C', 'S', 'T'].into_iter().find(|&letter| letters.len() == 5 && of(letter) == 4)
}
