//! RF003 letters-gap.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "RF003",
    name: "letters-gap",
    family: Family::References,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.9",
    summary: "The letters of the references follow each other from A.",
    explanation: "A letter is missing in the list, or the list does not begin with A: a reference was lost, or a \
        letter was misread. Where the missing letter stands on the line, but what follows it was not \
        understood, nothing is said. Compare with the source; the text may cite the letter.",
    examples: examples!("RF003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let mut last = b'A' - 1;
    let lettered = record.references.iter().filter_map(|one| Some((one, super::letter(one)?)));
    for (reference, letter) in lettered {
        if letter > last + 1 && !(last + 1..letter).any(|missing| stands(look, missing)) {
            let expected = char::from(last + 1);
            let place = super::letter_place(look, reference, letter);
            found.at(place, format!("{} stands where {expected} is expected", char::from(letter)));
        }
        last = last.max(letter);
    }
}

/// True where the lines of references bear this letter alone, as of an item that was not read.
fn stands(look: &Look<'_, '_>, letter: u8) -> bool {
    look.lines(Kind::Reference).any(|line| {
        let bytes = look.bytes(line);
        memchr::memchr_iter(letter, bytes).any(|at| {
            let apart = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
            apart && bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric())
        })
    })
}
