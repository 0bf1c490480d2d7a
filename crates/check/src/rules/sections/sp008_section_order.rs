//! SP008 section-order.

use super::parts;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "SP008",
    name: "section-order",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "source-formats 1.2",
    summary: "The sections of a telegram stand in the order of their numbers.",
    explanation: "The files of 1973-79 keep sections in the order in which they were received, which need not be that of \
        sending. The text is read in the order of the numbers; the original stays as it is.",
    examples: examples!("SP008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let mut highest = 0;
    for part in parts(look) {
        if part.number < highest {
            let number = part.number;
            found.at(part.span, format!("section {number} stands behind section {highest}"));
        }
        highest = highest.max(part.number);
    }
}
