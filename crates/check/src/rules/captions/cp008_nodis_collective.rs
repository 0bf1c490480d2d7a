//! CP008 nodis-collective.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP008",
    name: "nodis-collective",
    family: Family::Captions,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-440; registry of captions",
    summary: "A NODIS telegram names each addressee.",
    explanation: "NODIS goes to the addressee and to those whom the Executive Secretariat names. A collective \
        address (`... COLLECTIVE`, `ALL DIPLOMATIC POSTS`) stands for many, whom nobody has looked at \
        one by one. Name the posts, or use a wider caption.",
    examples: examples!("CP008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !super::has(look, "NODIS") {
        return;
    }
    let record = look.record();
    for addressee in record.to.iter().chain(&record.info).filter(|addressee| addressee.collective) {
        found.at(addressee.span, format!("{} stands for many, and the telegram is NODIS", addressee.name));
    }
}
