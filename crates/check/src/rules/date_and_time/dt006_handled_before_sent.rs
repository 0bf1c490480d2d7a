//! DT006 handled-before-sent.

use super::moment;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::page_line;
use chancery_telegram::syntax::Kind;
use jiff::ToSpan;
use jiff::civil::{DateTime, date};

pub(super) static RULE: Rule = Rule {
    code: "DT006",
    name: "handled-before-sent",
    family: Family::DateAndTime,
    eras: &[Era::between(Severity::Note, date(1973, 1, 1), date(1979, 12, 31))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 8.3 T6, 12.2, 12.4",
    summary: "A telegram is handled after it was sent.",
    explanation: "Page lines and the line of dashes give the time at which the Department's relay handled the \
        telegram. It is more than an hour before the date-time group: a digit of one of them is wrong. Hours \
        and days after it are normal.\n\nThe day has no month; it is taken as the nearest such day to the \
        date-time group. The same time on further pages is not named again.",
    examples: examples!("DT006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.telegram.has(Kind::PageLine) && !look.telegram.has(Kind::Dash) {
        return;
    }
    let Some((heading, sent)) = look.headings().iter().find_map(|heading| Some((heading, moment(heading)?)))
    else {
        return;
    };
    let group = heading.date_time.as_ref().map_or("", |(_, line)| line.sent.text.as_ref());
    let mut told: Vec<Vec<u8>> = Vec::new();
    let mut last: &[u8] = b"";
    for line in look.telegram.lines().iter().filter(|line| matches!(line.kind, Kind::PageLine | Kind::Dash)) {
        let bytes = look.bytes(line);
        let time = match line.kind {
            Kind::PageLine => page_line::page_line(bytes).and_then(|page| page.time),
            _ => page_line::dash_line(bytes).and_then(|dash| dash.time),
        };
        let Some(range) = time else { continue };
        let printed = &bytes[range.clone()];
        // Each page says the same.
        if std::mem::replace(&mut last, printed) == printed {
            continue;
        }
        let Some(minutes) = before(printed, sent).filter(|&minutes| minutes > 60) else { continue };
        if told.iter().any(|time| time == printed) || told.len() > 8 {
            continue;
        }
        told.push(printed.to_vec());
        let start = line.text().start as usize;
        let span = chancery_telegram::Span::new(start + range.start, start + range.end);
        let printed = String::from_utf8_lossy(printed);
        let how_long = format!("{} hours {} minutes", minutes / 60, minutes % 60);
        found.at(span, format!("{printed} is {how_long} before the date-time group, `{group}`"));
    }
}

/// How many minutes a time `ddhhmmZ` is before the moment of sending, taken as the nearest such day.
fn before(printed: &[u8], sent: DateTime) -> Option<i64> {
    let figures = std::str::from_utf8(printed.get(..6)?).ok()?;
    let two = |at: usize| figures.get(at..at + 2)?.parse::<i8>().ok();
    let (day, hour, minute) = (two(0)?, two(2)?, two(4)?);
    // Most are handled later on the same day.
    if day == sent.day() && (hour, minute) >= (sent.hour(), sent.minute()) {
        return None;
    }
    let first = sent.date().first_of_month();
    let months = [first.checked_sub(1.month()).ok()?, first, first.checked_add(1.month()).ok()?];
    let moments = months.into_iter().filter_map(|month| {
        let date = jiff::civil::Date::new(month.year(), month.month(), day).ok()?;
        let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
        Some(sent.duration_since(date.to_datetime(time)).as_mins())
    });
    moments.min_by_key(|minutes| minutes.abs()).filter(|minutes| minutes.abs() <= 15 * 24 * 60)
}
