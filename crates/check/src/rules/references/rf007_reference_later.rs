//! RF007 reference-later.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "RF007",
    name: "reference-later",
    family: Family::References,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived",
    summary: "A telegram refers to earlier ones.",
    explanation: "The year that is printed with the reference lies behind that of sending. It is misread or \
        mistyped, or the telegram's own date is. In the last two days of a year the next one is allowed, \
        since posts east of Washington are in it already.",
    examples: examples!("RF007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((_, last)) = look.sent_between() else { return };
    let turns = last.month() == 12 && last.day() >= 30;
    for reference in &look.record().references {
        let digits = reference.mrn.as_deref().and_then(|mrn| mrn.get(..2)?.parse::<i16>().ok());
        let Some(digits) = digits else { continue };
        let year = if digits >= 45 { 1900 + digits } else { 2000 + digits };
        // The reader takes an unprinted year from the telegram's own: a later one is printed.
        if year > last.year() + i16::from(turns) {
            found.at(
                reference.span,
                format!("{} is of {year}, and this was sent in {}", reference.text, last.year()),
            );
        }
    }
}
