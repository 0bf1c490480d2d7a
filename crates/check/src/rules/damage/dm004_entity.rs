//! DM004 entity.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::Kind;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM004",
    name: "entity",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17; markings-and-indexing 9.4",
    summary: "No entity of HTML or XML stands in the text.",
    explanation: "The copy comes from a web page or a table whose entities were not resolved: `&amp;` for `&`, `&quot;` for a quotation mark. Names that \
        HTML does not know are left alone.",
    examples: examples!("DM004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for proposal in look.proposals().iter().filter(|proposal| proposal.kind == Kind::Entity) {
        found.at(proposal.span, proposal.reason.as_str()).edit(proposal.span, proposal.text.as_str());
    }
}
