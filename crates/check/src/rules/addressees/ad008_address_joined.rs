//! AD008 address-joined.

use super::address_fields;
use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;

pub(super) static RULE: Rule = Rule {
    code: "AD008",
    name: "address-joined",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 10.2",
    summary: "The words of an address are parted by blanks.",
    explanation: "A word of the address, its precedence or its continuity number was run into its neighbour: \
        `PRIORITY5120`, `AMEMBASSYGREYHAVEN`. A reader that takes the words one by one does not know \
        them.\n\nOnly lines of `FM`, `TO` and `INFO` are looked at. The edit puts the blank where it is \
        missing.",
    examples: examples!("AD008"),
    check,
};

const HEADS: [&str; 4] = ["AMEMBASSY", "AMCONSUL", "SECSTATE", "USMISSION"];
const PRECEDENCES: [&str; 5] = ["IMMEDIATE", "PRIORITY", "ROUTINE", "NIACT", "FLASH"];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for lines in address_fields(look) {
        let field = look.telegram.field(lines);
        let text = field.as_str();
        for (at, word) in words(text) {
            // Shorter ones are nothing joined.
            if word.len() < 6 {
                continue;
            }
            let from = memchr::memrchr(b'/', word.as_bytes()).map_or(0, |slash| slash + 1);
            let name = word[from..].trim_end_matches([',', ';', '.']);
            let Some(joint) = joint(name) else { continue };
            let start = at + from;
            let span = field.span(start..start + name.len());
            let place = field.span(start + joint..start + joint + 1).start as usize;
            let (left, right) = name.split_at(joint);
            let finding = found.at(span, format!("{name} is {left} and {right} in one word"));
            finding.edit(Span::new(place, place), " ");
        }
    }
}

/// Where a blank is missing in a word.
fn joint(word: &str) -> Option<usize> {
    // `FLASH1` is the shortest, and without a figure a name and `FLASH`.
    let figure = word.as_bytes().last().is_some_and(u8::is_ascii_digit);
    if word.len() < if figure { 6 } else { 9 } {
        return None;
    }
    if !word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return None;
    }
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let figures = word.len() - letters;
    let serial = (1..=6).contains(&figures) && word[letters..].bytes().all(|b| b.is_ascii_digit());
    if PRECEDENCES.contains(&&word[..letters]) || &word[..letters] == "WASHDC" {
        return serial.then_some(letters);
    }
    let head = HEADS.iter().find_map(|head| Some((head.len(), word.strip_prefix(head)?)));
    if let Some((end, rest)) = head {
        return (rest.len() > 2 && rest.bytes().all(|b| b.is_ascii_uppercase())).then_some(end);
    }
    // Behind a name: `WASHDCPRIORITY`, `GREYHAVENIMMEDIATE`.
    let before = PRECEDENCES.iter().find_map(|end| word.strip_suffix(end))?;
    (before.len() > 3 && before.bytes().all(|b| b.is_ascii_uppercase())).then_some(before.len())
}
