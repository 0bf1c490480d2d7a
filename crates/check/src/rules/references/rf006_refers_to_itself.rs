//! RF006 refers-to-itself.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "RF006",
    name: "refers-to-itself",
    family: Family::References,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived",
    summary: "A telegram does not refer to itself.",
    explanation: "The number of a reference is the telegram's own. One of the two is misread or mistyped: mostly a \
        digit, or the year of the reference. Compare with the source.",
    examples: examples!("RF006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let Some(own) = record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_deref()) else { return };
    for reference in record.references.iter().filter(|one| one.mrn.as_deref() == Some(own)) {
        found.at(reference.span, format!("{} is the telegram's own number", reference.text));
    }
}
