//! DT002 filed-day.

use super::moment;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DT002",
    name: "filed-day",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 8.3 T1 (ACP 127)",
    summary: "The day of filing is that of the date-time group, or the next one.",
    explanation: "Format line 3 gives the day of the year on which the telegram was filed for sending, format \
        line 5 the day on which it was released. A digit of one of them is wrong, or the year: from 1 March \
        on a leap year counts one more.\n\nA telegram that was sent again (`ZDK`, or format line 5 twice) may \
        be filed on any later day.",
    examples: examples!("DT002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let (Some(filed), Some(at)) = (heading.read.day_of_year, moment(heading)) else { continue };
        let day = i32::from(at.date().day_of_year());
        let year = i32::from(at.date().days_in_year());
        let later = (i32::from(filed) - day).rem_euclid(year);
        let signals =
            heading.read.signals.iter().chain(heading.date_time.iter().flat_map(|(_, line)| &line.signals));
        let again = heading.readdressed || signals.into_iter().any(|signal| signal == "ZDK");
        let fits = later <= 1 || again && later < 180;
        if fits && i32::from(filed) <= year {
            continue;
        }
        let Some((span, _)) = heading.filed() else { continue };
        let group = &heading.date_time.as_ref().map_or("", |(_, line)| line.sent.text.as_ref());
        let message = format!("it was filed on day {filed:03} of the year, and `{group}` is day {day:03}");
        found.at(span, message);
    }
}
