//! DE018 date-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE018",
    name: "date-missing",
    family: Family::Declassification,
    eras: &[Era::between(Severity::Warning, date(1978, 12, 1), date(1982, 7, 31))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 12065 s.1-4",
    summary: "Under order 12065 the line bears a date.",
    explanation: "`GDS` and `RDS` of order 12065 are no schedules with fixed years, as GDS of 11652 was: the line \
        gives the date on which the marking ends or is reviewed. Without it nobody can tell. Compare \
        with the source.",
    examples: examples!("DE018"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order().filter(|line| line.order == Some(12065)) else { return };
    if !matches!(line.code, Some(Code::Gds | Code::Rds)) || line.places.date.is_some() {
        return;
    }
    // Figures that are no date any more are garbled, not missing.
    let behind = line.places.words.as_ref().map_or(0, |words| words.end);
    let rest = line.field.as_str().get(behind..).unwrap_or_default();
    if !rest.bytes().any(|b| b.is_ascii_digit()) {
        found.at(line.instruction_span(), format!("{} has no date behind it", line.words));
    }
}
