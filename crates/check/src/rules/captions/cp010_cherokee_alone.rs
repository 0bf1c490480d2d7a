//! CP010 cherokee-alone.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP010",
    name: "cherokee-alone",
    family: Family::Captions,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "registry of captions",
    summary: "CHEROKEE stands with NODIS.",
    explanation: "CHEROKEE is a closed circle within NODIS: the Secretary and very few others. Without NODIS the \
        telegram would be handled as any other. Add NODIS, if the copy has not lost it.",
    examples: examples!("CP010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !super::has(look, "CHEROKEE") || super::has(look, "NODIS") {
        return;
    }
    if let Some(caption) = super::printed(look).iter().find(|caption| caption.name == "CHEROKEE") {
        found.at(caption.span(), "CHEROKEE stands without NODIS");
    }
}
