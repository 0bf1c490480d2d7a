//! DT001 dtg-impossible.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    code: "DT001",
    name: "dtg-impossible",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 8.3 T3 (ACP 127 s.113)",
    summary: "The date-time group is a moment that exists.",
    explanation: "`DDHHMMZ`: the day is one of its month, the hour 00 to 23 (`2400`, the end of the day, is \
        met and taken), the minute 00 to 59. The group identifies the telegram for all who get it; with a day \
        that does not exist it cannot be placed in time.\n\nOther witnesses are the filing time of format \
        line 3, the page lines, and the telegrams with the numbers before and after.",
    examples: examples!("DT001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found) {
    for heading in look.headings() {
        let Some((field, line)) = &heading.date_time else { continue };
        let group = &line.group;
        // Without a zone letter the Z was read as a figure: nobody can tell which figures are those of the day.
        let zoned = group.zone.is_some();
        let (Some(day), Some(hour), Some(minute), true) = (group.day, group.hour, group.minute, zoned) else {
            continue;
        };
        let year = group.year.or_else(|| look.year().and_then(|year| u16::try_from(year).ok()));
        // Without a year February may have 29 days.
        let year = year.and_then(|year| i16::try_from(year).ok()).unwrap_or(2000);
        let month = group.month.and_then(|month| i8::try_from(month).ok());
        let length = month.and_then(|month| Date::new(year, month, 1).ok()).map_or(31, Date::days_in_month);
        let of = &field.as_str()[group.range.clone()];
        let what = if day == 0 || i32::from(day) > i32::from(length) {
            format!("day {day:02} of `{of}` does not exist: the month has {length} days")
        } else if hour > 24 || hour == 24 && minute > 0 {
            format!("{hour:02}{minute:02} of `{of}` is no time of day")
        } else if minute > 59 {
            format!("{minute:02} of `{of}` is no minute")
        } else {
            continue;
        };
        found.at(field.span(group.range.clone()), what);
    }
}
