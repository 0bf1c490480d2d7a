//! CP007 stadis-outside.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Addressee;

pub(super) static RULE: Rule = Rule {
    code: "CP007",
    name: "stadis-outside",
    family: Family::Captions,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-252.1; registry of addressees",
    summary: "A STADIS telegram goes to the Department and its posts alone.",
    explanation: "STADIS is State distribution only. An addressee of another department, a military command or an \
        agency cannot get the telegram. Posts, missions, and addressees of which nobody knows whose they \
        are, are left alone. Take out the addressee, or the caption.",
    examples: examples!("CP007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !super::has(look, "STADIS") {
        return;
    }
    let record = look.record();
    for addressee in record.to.iter().chain(&record.info) {
        if is_outside(look, addressee) {
            found.at(
                addressee.span,
                format!("{} is outside the Department, and STADIS keeps within it", addressee.name),
            );
        }
    }
}

fn is_outside(look: &Look<'_, '_>, addressee: &Addressee<'_>) -> bool {
    let outside = |kind: &str| matches!(kind, "agency" | "military");
    match addressee.post.as_deref().and_then(|code| look.registry.post(code)) {
        Some(post) => outside(post.kind),
        None => look.registry.addressee(&addressee.name).is_some_and(|known| outside(known.kind)),
    }
}
