//! DE014 reason-letter.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE014",
    name: "reason-letter",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Error, date(1995, 10, 14))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "registry of classification reasons",
    summary: "The letters of the reasons are those that the section has.",
    explanation: "Section 1.5 of order 12958 had the reasons (a) to (g), section 1.4 has (a) to (h). Another \
        letter is mistyped, and the reason is not known. Compare with the source.",
    examples: examples!("DE014"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_classified() {
        return;
    }
    for paragraph in super::paragraphs(look) {
        for super::Reasons { digit, letters, .. } in super::reasons(paragraph.reach()) {
            let last = match digit {
                b'4' => b'H',
                b'5' => b'G',
                _ => continue,
            };
            for (letter, at) in letters.into_iter().filter(|(letter, _)| letter.to_ascii_uppercase() > last) {
                let (section, letter, last) = (char::from(digit), char::from(letter), char::from(last));
                let message =
                    format!("section 1.{section} has no reason ({letter}): its reasons are (A) to ({last})");
                found.at(paragraph.field.span(at..at + 1), message);
            }
        }
    }
}
