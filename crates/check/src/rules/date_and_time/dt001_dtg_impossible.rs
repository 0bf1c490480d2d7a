//! DT001 dtg-impossible.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::confusion::{Misread, confusions};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::field::Field;
use chancery_telegram::fields::date_time_group::Group;
use jiff::civil::Date;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    code: "DT001",
    name: "dtg-impossible",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 8.3 T3 (ACP 127 s.113)",
    summary: "The date-time group is a moment that exists.",
    explanation: "`DDHHMMZ`: the day is one of its month, the hour 00 to 23 (`2400`, the end of the day, is \
        met and taken), the minute 00 to 59. The group identifies the telegram for all who get it; with a day \
        that does not exist it cannot be placed in time.\n\nOther witnesses are the filing time of format \
        line 3, the page lines, and the telegrams with the numbers before and after.\n\nA word in the month's place that is \
        none (`MRA`) leaves the telegram without a day: then rules that hang on one go by the year alone. Where the word is one slip \
        from one month only, or the filing day says which, there is a proposal. A figure too few or too many, and half of a year, are found too.",
    examples: examples!("DT001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some((field, line)) = &heading.date_time else { continue };
        let group = &line.group;
        if let Some(word) = &group.no_month {
            no_month(look, field, word.clone(), &field.as_str()[group.range.clone()], found);
            continue;
        }
        if let Some(what) = lost(&field.as_str()[group.range.clone()], group, line.sent.at.is_some()) {
            found.at(field.span(group.range.clone()), what);
            continue;
        }
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

/// A figure too few or too many for a moment, or a year of which one figure is left. Letters among the figures are for DM010.
fn lost(of: &str, group: &Group, is_moment: bool) -> Option<String> {
    let (figures, behind) = of.split_at(of.find('Z')?);
    if is_moment || !figures.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if group.day.is_none() {
        return Some(format!(
            "{figures}Z of `{of}` is no day and time: two figures each for day, hour and minute"
        ));
    }
    let lone = behind
        .rsplit(' ')
        .next()
        .is_some_and(|year| year.len() == 1 && year.bytes().all(|b| b.is_ascii_digit()));
    (group.month.is_some() && group.year.is_none() && lone).then(|| format!("`{of}` has half of a year"))
}

/// `MRA`, and the month that it should be where that can be told.
fn no_month(look: &Look<'_, '_>, field: &Field<'_>, word: Range<usize>, of: &str, found: &mut Found<'_>) {
    let printed = &field.as_str()[word.clone()];
    let span = field.span(word.clone());
    let finding = found.at(span, format!("`{printed}` of `{of}` is no month"));
    let meant = confusions(look).iter().find(|one| one.what == Misread::Month && one.span == span);
    if let Some(meant) = meant {
        finding.edit(span, meant.text.as_str());
    }
}
