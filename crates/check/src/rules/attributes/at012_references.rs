//! AT012 references.

use super::{in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::{Reference, ReferenceKind};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "AT012",
    name: "references",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "source-formats 1.3",
    summary: "The archive's references name each telegram that the REF line names.",
    explanation: "`Reference` repeats the telegrams that this one refers to. Here it has fewer than are printed: a search of the \
        archive by reference misses this telegram.\n\n\
        Nothing is said where the archive names none. Its values of 1974 are cut at a fixed width, in the middle of a number \
        too.",
    examples: examples!("AT012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "Reference") else { return };
    let printed: Vec<u32> = look.record().references.iter().filter_map(number).collect();
    // Years have two figures, and most numbers more.
    let figures = |word: &&str| word.len() > 2;
    let kept: Vec<&str> = beside.value.split(|c: char| !c.is_ascii_digit()).filter(figures).collect();
    if kept.len() >= printed.len() {
        return;
    }
    let known: HashSet<u32> = kept.iter().filter_map(|word| word.parse().ok()).collect();
    if let Some(number) = printed.iter().find(|&number| !known.contains(number)) {
        let message = match (printed.len(), kept.len()) {
            (1, _) => format!("number {number} is referred to; the archive does not name it"),
            (all, here) => {
                format!("of {all} telegrams that are referred to the archive names {here}, and not {number}")
            }
        };
        found.at(beside.span(look), message);
    }
}

/// The number of a telegram that is referred to.
fn number(reference: &Reference<'_>) -> Option<u32> {
    let mrn = reference
        .mrn
        .as_deref()
        .filter(|_| reference.kind == ReferenceKind::Telegram && !reference.span.is_empty())?;
    let figures = mrn.bytes().rev().take_while(u8::is_ascii_digit).count();
    // Small numbers are told apart from years and days by nobody.
    mrn[mrn.len() - figures..].parse().ok().filter(|&number| number >= 100)
}
