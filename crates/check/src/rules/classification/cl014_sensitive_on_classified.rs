//! CL014 sensitive-on-classified.

use super::{SBU_BEGINS, level_span, overall};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::rules::captions;

pub(super) static RULE: Rule = Rule {
    code: "CL014",
    name: "sensitive-on-classified",
    family: Family::Classification,
    eras: &[Era::from(Severity::Warning, SBU_BEGINS)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-246.2",
    summary: "SENSITIVE stands below UNCLAS only.",
    explanation: "The caption SENSITIVE says that an unclassified telegram is sensitive (SBU). In a \
        classified one it says less than the level does, so that either the level or the caption is wrong.",
    examples: examples!("CL014"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = overall(look).filter(|&level| level.is_classified()) else { return };
    if captions::has(look, "SENSITIVE") {
        let span = captions::place(look, "SENSITIVE").unwrap_or_else(|| level_span(look));
        found.at(span, format!("SENSITIVE stands in a {} telegram", level.as_str()));
    }
}
