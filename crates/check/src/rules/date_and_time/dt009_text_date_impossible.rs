//! DT009 text-date-impossible.

use super::month;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;

pub(super) static RULE: Rule = Rule {
    code: "DT009",
    name: "text-date-impossible",
    family: Family::DateAndTime,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived",
    summary: "A date in the text exists.",
    explanation: "`ON FEBRUARY 31`: the month has no such day. A digit is wrong, in the text or in the \
        copy.\n\n29 February is taken for all years. Only days up to 31 are looked at, since `JUNE 74` is a \
        year in many texts; and only where a word such as ON stands before the month or a stop behind the \
        day, since a number behind a month may count something: `IN JUNE 31 SHIPS CAME`.",
    examples: examples!("DT009"),
    check,
};

const BEFORE: [&str; 9] = ["ON", "UNTIL", "DATED", "THROUGH", "FROM", "SINCE", "OF", "TO", "BEFORE"];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let source = look.source();
    for block in &look.record().body {
        let range = block.span.range();
        let bytes = &source[range.clone()];
        // The days that some month has not are 30 and 31.
        for at in memchr::memchr_iter(b'3', bytes) {
            let alone = at > 0
                && bytes[at - 1].is_ascii_whitespace()
                && matches!(bytes.get(at + 1), Some(b'0' | b'1'))
                && !bytes.get(at + 2).is_some_and(u8::is_ascii_digit);
            let around = at.saturating_sub(40)..bytes.len().min(at + 16);
            if alone && month::has_days(&bytes[around.start..=at]) {
                one(
                    look,
                    Span::new(range.start + around.start, range.start + around.end),
                    range.start + at,
                    found,
                );
            }
        }
    }
}

/// Looks at the date whose day stands at byte `at`; `around` are a few words of the text.
fn one(look: &Look<'_, '_>, around: Span, at: usize, found: &mut Found<'_>) {
    let field = look.telegram.part(around);
    let text = field.as_str();
    for day in month::days(text) {
        let length = month::length(day.month);
        let span = field.span(day.range.clone());
        if day.day <= length || day.day > 31 || span.end as usize != at + 2 {
            continue;
        }
        let before = day.before.clone().and_then(|range| text.get(range)).unwrap_or_default();
        let led = BEFORE.iter().any(|word| word.eq_ignore_ascii_case(before));
        let stops = match day.behind {
            None => led || day.year,
            // But `JUNE 31.5 PERCENT`, `JUNE 31,000`.
            Some(b'.' | b',' | b';' | b':' | b')' | b'-') => {
                !text.as_bytes().get(day.range.end + 1).is_some_and(u8::is_ascii_digit)
            }
            Some(_) => false,
        };
        if stops {
            let printed = field.unwrapped(day.range);
            found.at(span, format!("{printed} does not exist: the month has {length} days"));
        }
    }
}
