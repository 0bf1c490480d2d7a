//! CL013 subject-classified.

use super::SBU_BEGINS;
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CL013",
    name: "subject-classified",
    family: Family::Classification,
    eras: &[Era::from(Severity::Note, SBU_BEGINS)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 1.3; that subjects are unclassified is habit, not a rule that was seen",
    summary: "The subject is unclassified.",
    explanation: "Subjects stand in lists, logs and references of lower level, so writers keep them \
        unclassified: `SUBJECT: (U) NEW PIER`. This one is marked as classified.\n\nA mark is not needed. \
        `(SBU)` is left alone: it is not classified.",
    examples: examples!("CL013"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if let Some((level, mark, span)) = portion::of_subject(look).filter(|(level, ..)| level.rank() >= 2) {
        found.at(span, format!("the subject is marked ({mark}): {}", level.as_str()));
    }
}
