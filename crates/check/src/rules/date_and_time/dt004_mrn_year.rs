//! DT004 mrn-year.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DT004",
    name: "mrn-year",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 8.3 T8",
    summary: "The year of the number is the year of sending.",
    explanation: "Numbers begin again at 1 each January, so that a number means a telegram only with its \
        year. Around New Year, from 30 December to 3 January, the two may differ by one.\n\nA class line \
        prints no year; the rule speaks where one is printed, as in SMART renderings (`MRN: 07 PORT ALDER \
        417`).",
    examples: examples!("DT004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let Some(mrn) = record.mrn.as_ref().filter(|mrn| !mrn.span.is_empty()) else { return };
    let (Some(year), Some(at)) = (mrn.year, record.sent.as_ref().and_then(|sent| sent.at)) else { return };
    let (year, date) = (i32::from(year), at.date());
    let apart = (year - i32::from(date.year())).abs();
    let new_year = date.month() == 12 && date.day() >= 30 || date.month() == 1 && date.day() <= 3;
    if apart > i32::from(new_year) {
        found.at(mrn.span, format!("the number is one of {year}, and the telegram was sent on {date}"));
    }
}
