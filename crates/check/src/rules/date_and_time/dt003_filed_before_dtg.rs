//! DT003 filed-before-dtg.

use super::moment;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DT003",
    name: "filed-before-dtg",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 8.3 T2",
    summary: "A telegram is filed after it was released.",
    explanation: "On one day the time of filing (format line 3) is more than 15 minutes before the date-time \
        group. A few minutes are the clocks; more is a wrong digit in one of the two.",
    examples: examples!("DT003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let (Some(filed), Some(at)) = (heading.read.day_of_year, moment(heading)) else { continue };
        let Some(time) = heading.read.time.as_deref() else { continue };
        let Ok(filed_at) = time.parse::<i32>() else { continue };
        let minutes = filed_at / 100 * 60 + filed_at % 100;
        let released = i32::from(at.hour()) * 60 + i32::from(at.minute());
        if i32::from(filed) != i32::from(at.date().day_of_year()) || released - minutes <= 15 {
            continue;
        }
        let Some((_, place)) = heading.filed() else { continue };
        let group = &heading.date_time.as_ref().map_or("", |(_, line)| line.sent.text.as_ref());
        found.at(place, format!("it was filed at {time}, {} minutes before `{group}`", released - minutes));
    }
}
