//! TX011 addressee-above-heading.

use super::{of_heading, precedence_span, rank};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TX011",
    name: "addressee-above-heading",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 15 (5 FAH-2 H-420)",
    summary: "No addressee has a higher precedence than the heading.",
    explanation: "The first prosign of the date-time group line is the highest precedence of all. An action \
        addressee whose own word is above it is handled later than the word asks for.\n\nNIACT counts as \
        IMMEDIATE. An addressee without a word has the precedence of the heading.",
    examples: examples!("TX011"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let Some((heading, _)) = of_heading(look) else { return };
    for to in &record.to {
        if let Some(own) = to.precedence.filter(|&own| rank(own) > rank(heading)) {
            let message =
                format!("{} gets it as {}, and the heading says {}", to.name, own.as_str(), heading.as_str());
            found.at(precedence_span(look, to), message);
        }
    }
}
