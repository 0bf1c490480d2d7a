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

fn check(look: &Look<'_, '_>, found: &mut Found) {
    if !look.is_classified() {
        return;
    }
    for paragraph in super::paragraphs(look) {
        for (digit, letters, range) in super::reason_sections(paragraph.reach(look)) {
            let last = match digit {
                b'4' => b'H',
                b'5' => b'G',
                _ => continue,
            };
            let is_letter = |b: &u8| b.is_ascii_alphabetic();
            let words = letters.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() == 1);
            for letter in words.filter_map(|word| word.bytes().find(is_letter)) {
                if letter.to_ascii_uppercase() > last {
                    let message = format!(
                        "section 1.{} has no reason ({}): its reasons are (A) to ({})",
                        char::from(digit),
                        char::from(letter),
                        char::from(last)
                    );
                    found.at(paragraph.field.span(range.clone()), message);
                }
            }
        }
    }
}
