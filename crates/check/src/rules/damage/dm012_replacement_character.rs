//! DM012 replacement-character.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::DamageKind;

pub(super) static RULE: Rule = Rule {
    code: "DM012",
    name: "replacement-character",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "source-formats 1",
    summary: "No character was lost in a conversion.",
    explanation: "A conversion could not read some characters and put `¿` or the sign U+FFFD in their place. Which ones stood there \
        cannot be told from this copy; the number of signs need not be theirs.\n\n\
        The `¿` that begins a question in Spanish is left alone, and so is what is no telegram.",
    examples: examples!("DM012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    // Bytes that are no text at all have lost nothing.
    if !look.telegram.is_recognised() {
        return;
    }
    for damage in look.record().damage.iter().filter(|damage| damage.kind == DamageKind::MissingText) {
        let Some(span) = damage.span.filter(|span| !span.is_empty()) else { continue };
        let message = match look.telegram.text(span).chars().count() {
            1 => "a character was lost in a conversion".to_owned(),
            count => format!("characters were lost in a conversion; {count} signs stand in their place"),
        };
        found.at(span, message);
    }
}
