//! TG002 no-subject-tag.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_registry::TagKind;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TG002",
    name: "no-subject-tag",
    family: Family::Tags,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-210; 5 FAH-3",
    summary: "Among the TAGS is one of a subject or a program.",
    explanation: "A country alone does not say what the telegram is about. A code that is in no list may be the \
        subject's, garbled: it is left to TG003, and this rule is silent. Add the code of the subject.",
    examples: examples!("TG002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(place) = super::place(look) else { return };
    let says = |tag: &chancery_telegram::record::Tag<'_>| {
        if !super::is_code(tag) {
            return false;
        }
        let entries = look.registry.tag_entries(tag.code.as_bytes());
        let subject = entries.iter().any(|entry| matches!(entry.kind, TagKind::Subject | TagKind::Program));
        subject || entries.is_empty() && (4..=6).contains(&tag.text.len())
    };
    if !look.record().tags.iter().any(says) {
        found.at(place, "no code of a subject or program stands among the TAGS");
    }
}
