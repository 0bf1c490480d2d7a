//! RF004 cited-letter-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "RF004",
    name: "cited-letter-missing",
    family: Family::References,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.9",
    summary: "A letter that the text cites is in the list of references.",
    explanation: "The text says `REF C`, and the list ends with B. Either the letter is mistyped, or the copy has \
        lost a reference. Lists without letters, and of one reference, are left alone. Compare with the \
        source.",
    examples: examples!("RF004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let mut listed = [false; 26];
    for letter in look.record().references.iter().filter_map(super::letter) {
        listed[usize::from(letter - b'A')] = true;
    }
    let Some(last) = listed.iter().rposition(|there| *there) else { return };
    if listed.iter().filter(|there| **there).count() < 2 {
        return;
    }
    let last = b'A' + last as u8;
    for cited in super::cited::all(look) {
        let Some(letter) = cited.letter.filter(|letter| !listed[usize::from(letter - b'A')]) else {
            continue;
        };
        // What lies far behind the list is no citation of it.
        if letter <= last.saturating_add(4) {
            let (letter, last) = (char::from(letter), char::from(last));
            found.at(cited.span, format!("reference {letter} is cited, and the list goes to {last}"));
        }
    }
}
