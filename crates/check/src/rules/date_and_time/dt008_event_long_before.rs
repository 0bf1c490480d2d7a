//! DT008 event-long-before.

use super::month;
use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    code: "DT008",
    name: "event-long-before",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Note)],
    fact: true,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived",
    summary: "What a telegram reports was some weeks before it was sent.",
    explanation: "The first date in the first two paragraphs that stands near a word for a meeting is two \
        weeks to half a year before the day of sending. That is no mistake: some telegrams are late. It is a \
        fact worth knowing when telegrams are put in the order of events.\n\nDates with a year are left \
        alone, and so are dates without a word such as MET, CALLED, LUNCH, TALKS or VISIT within twelve \
        words.",
    examples: examples!("DT008"),
    check,
};

const EVENTS: [&str; 14] = [
    "MEET",
    "MET",
    "MEETING",
    "MEETINGS",
    "DINNER",
    "LUNCH",
    "CALL",
    "CALLED",
    "TALKS",
    "VISIT",
    "VISITED",
    "CONVERSATION",
    "CONVERSATIONS",
    "LUNCHEON",
];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(sent) = look.sent() else { return };
    for block in look.numbered().take(2) {
        if !month::has_days(&look.source()[block.span.range()]) {
            continue;
        }
        let field = look.telegram.part(block.span);
        let text = field.as_str();
        let dates = month::days(text);
        if dates.iter().all(|day| day.year) {
            continue;
        }
        let events: Vec<usize> = words(text)
            .enumerate()
            .filter(|(_, (_, word))| is_event(word))
            .map(|(number, _)| number)
            .collect();
        let near = |word: usize| {
            let next = events.partition_point(|&event| event + 12 < word);
            events.get(next).is_some_and(|&event| event <= word + 12)
        };
        let Some(day) = dates.iter().find(|day| !day.year && near(day.word)) else { continue };
        let Some(on) = last_such_day(day.month, day.day, sent) else { continue };
        let days = sent.duration_since(on).as_hours() / 24;
        if (14..=180).contains(&days) {
            let printed = field.unwrapped(day.range.clone());
            let message = format!("{printed} is {days} days before the telegram was sent, on {sent}");
            found.at(field.span(day.range.clone()), message);
        }
        // Only the first such date counts.
        return;
    }
}

fn is_event(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    EVENTS.iter().any(|event| event.eq_ignore_ascii_case(word))
}

/// The last day of this date that is not after `sent`.
fn last_such_day(month: i8, day: u32, sent: Date) -> Option<Date> {
    let day = i8::try_from(day).ok()?;
    let on = |year: i16| Date::new(year, month, day).ok().filter(|on| *on <= sent);
    on(sent.year()).or_else(|| on(sent.year() - 1))
}
