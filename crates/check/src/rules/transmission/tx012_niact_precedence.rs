//! TX012 niact-precedence.

use super::{of_heading, precedence_span};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Precedence;

pub(super) static RULE: Rule = Rule {
    code: "TX012",
    name: "niact-precedence",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 15 (5 FAH-2 H-420)",
    summary: "NIACT goes with IMMEDIATE or FLASH.",
    explanation: "NIACT calls an addressee in at any hour of the night. That is asked only of what is \
        IMMEDIATE or FLASH; with a lower prosign in the date-time group line the word, or the prosign, is \
        wrong.",
    examples: examples!("TX012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let Some((heading, second)) = of_heading(look) else { return };
    let urgent =
        |of: Precedence| matches!(of, Precedence::Immediate | Precedence::NiactImmediate | Precedence::Flash);
    if urgent(heading) || second.is_some_and(urgent) {
        return;
    }
    let niact = |precedence: Option<Precedence>| precedence == Some(Precedence::NiactImmediate);
    for addressee in record.to.iter().chain(&record.info).filter(|addressee| niact(addressee.precedence)) {
        let message =
            format!("{} is called in by NIACT, and the heading says {}", addressee.name, heading.as_str());
        found.at(precedence_span(look, addressee), message);
    }
}
