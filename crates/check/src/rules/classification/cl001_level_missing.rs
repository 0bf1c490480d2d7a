//! CL001 level-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "CL001",
    name: "level-missing",
    family: Family::Classification,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.1, 6.2 (5 FAH-1 H-246)",
    summary: "A heading has a level.",
    explanation: "Who handles a telegram looks for its level at the head of the text: `UNCLAS`, `C O N F I D \
        E N T I A L`. A heading that names a sender or bears a number and no level was garbled, or lost its \
        class line.\n\nA level with a letter wrong is read all the same and is left to DM006. Fragments \
        without sender and number, and printed forms of 1945-73, are left alone. Look the level up in another \
        copy; treat the text as classified until then.",
    examples: examples!("CL001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    // What editors or the source say beside the text is no heading of its own.
    let sender = record.from.as_ref().is_some_and(|from| from.post.is_some() || from.routing.is_some());
    let from = sender && look.lines(Kind::From).next().is_some();
    let mrn = record.mrn.as_ref().is_some_and(|mrn| !mrn.span.is_empty());
    let headed = from || mrn && !record.is_edited();
    if !headed
        || look.level().is_some()
        || look.is(&[Dialect::Form, Dialect::Fragment])
        || record.body.is_empty()
    {
        return;
    }
    let what = match &record.mrn {
        Some(mrn) => format!("the heading of {} has no level that can be read", mrn.text),
        None => "the heading has no level that can be read".to_owned(),
    };
    let number = record.mrn.as_ref().map(|mrn| mrn.span).filter(|span| !span.is_empty());
    found.at(number.unwrap_or_else(|| look.place_of_heading()), what);
}
