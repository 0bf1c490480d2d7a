//! CP012 informal-subject.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP012",
    name: "informal-subject",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-252.1; registry of captions",
    summary: "OFFICIAL INFORMAL stands in the subject too.",
    explanation: "A letter by telegram bears OFFICIAL INFORMAL as a caption and again at the head of the subject, \
        so that whoever reads a list of subjects knows it for one. Write `SUBJECT: OFFICIAL INFORMAL: \
        ...`.",
    examples: examples!("CP012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(subject) = look.record().subject.as_deref() else { return };
    if !super::has(look, "OFFICIAL INFORMAL") {
        return;
    }
    let words = super::letters(subject);
    if words.contains("OFFICIALINFORMAL") || subject.to_ascii_uppercase().contains("O-I") {
        return;
    }
    found.at(
        look.subject_place().unwrap_or_else(|| look.place_of_heading()),
        "OFFICIAL INFORMAL is a caption here and not in the subject",
    );
}
