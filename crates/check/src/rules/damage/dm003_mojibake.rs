//! DM003 mojibake.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::Kind;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM003",
    name: "mojibake",
    family: Family::Damage,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17; markings-and-indexing 9.3",
    summary: "The text is in one encoding.",
    explanation: "Somebody read UTF-8 as Windows-1252 and wrote that as UTF-8: one character became two or three (`â€™` for `’`). It is mended where the \
        whole run of such characters gives letters or signs again; other accented letters are left alone.",
    examples: examples!("DM003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for proposal in look.proposals().iter().filter(|proposal| proposal.kind == Kind::Mojibake) {
        found.at(proposal.span, proposal.reason.as_str()).edit(proposal.span, proposal.text.as_str());
    }
}
