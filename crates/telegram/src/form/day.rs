//! Days in a form: those of the number's line, without a year, and those with one.

use super::line::{is_near, letters, skip};
use crate::fields::date::MONTHS;
use std::ops::Range;

/// A day of a month without a year, as far as it can be read, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) place: Range<usize>,
    pub(crate) month: i8,
    pub(crate) day: Option<i8>,
    /// A time of day stands behind it.
    pub(crate) timed: bool,
}

/// The month that begins at `at`, in full or by its first three letters, with one letter wrong in a long name; and where
/// the word ends.
pub(crate) fn month(line: &[u8], at: usize) -> Option<(i8, usize)> {
    let end = letters(line, at);
    let word = &line[at..end];
    // Most words leave here: no month has fewer letters, nor more with one added.
    if !(3..=10).contains(&word.len()) {
        return None;
    }
    let found = MONTHS.iter().position(|name| {
        let short = matches!(word.len(), 3..=4)
            && name.as_bytes().get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        short || is_near(word, name.as_bytes(), usize::from(name.len() >= 6))
    })?;
    Some((found as i8 + 1, end))
}

/// The month and the day that begin at `at`, and where they end.
fn calendar(line: &[u8], at: usize) -> Option<(i8, Option<i8>, usize)> {
    let (month, end) = month(line, at)?;
    let figures = skip(line, end);
    let stop = figures + line[figures..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if noise(line, end, figures) > 3 || stop == figures {
        return None;
    }
    // A third figure is noise, and nobody knows which one.
    let day = line[figures..stop].iter().fold(0, |n: i16, b| n * 10 + i16::from(b - b'0'));
    let day = i8::try_from(day).ok().filter(|day| stop <= figures + 2 && (1..=31).contains(day));
    Some((month, day, stop))
}

/// `October 19, 1 PM`, from its month on.
pub(crate) fn day(line: &[u8], at: usize) -> Option<Day> {
    let (month, day, stop) = calendar(line, at)?;
    let hour = skip(line, stop);
    let hour_end =
        hour + line[hour..].iter().take(5).take_while(|b| b.is_ascii_digit() || **b == b':').count();
    let half = skip(line, hour_end);
    let clock = hour_end > hour
        && hour_end <= hour + 5
        && half <= hour_end + 3
        && matches!(line.get(half), Some(b'A' | b'a' | b'P' | b'p'));
    let word = &line[hour..letters(line, hour)];
    let named = [&b"NOON"[..], b"MIDNIGHT"].iter().any(|name| word.eq_ignore_ascii_case(name));
    let timed = hour <= stop + 4 && (clock || named);
    let end = if !timed {
        stop
    } else if named {
        hour + word.len()
    } else {
        // `P.M.`, `pm`, `p.n`: up to the blank, the comma or the bracket.
        half + line[half..].iter().take(5).take_while(|b| b.is_ascii_alphabetic() || **b == b'.').count()
    };
    Some(Day { place: at..end, month, day, timed })
}

/// A day with its year: `OCTOBER 19, 1963`, the clock's `1963 NOV 5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) place: Range<usize>,
    pub(crate) month: i8,
    pub(crate) day: i8,
    pub(crate) year: u16,
}

/// The first day with its year in a text; none where its days are of several years.
pub(crate) fn dated(text: &[u8]) -> Option<Dated> {
    let mut found: Option<Dated> = None;
    let mut at = 0;
    // Where the last word began and ended.
    let mut before = 0..0;
    while at < text.len() {
        at = skip(text, at);
        let end = letters(text, at);
        if end == at {
            let digits = text[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count().max(1);
            before = at..(at + digits).min(text.len());
            at += digits;
            continue;
        }
        if (3..=10).contains(&(end - at))
            && let Some((month, Some(day), behind)) = calendar(text, at)
        {
            let next = skip(text, behind);
            let stop = next + text[next..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let behind = (noise(text, behind, next) <= 4).then(|| year(&text[next..stop])).flatten();
            let ahead = || {
                let near = noise(text, before.end, at) == 0;
                near.then(|| year(&text[before.clone()])).flatten()
            };
            let place = if behind.is_some() { at..stop } else { before.start..next };
            if let Some(year) = behind.or_else(ahead) {
                match &found {
                    None => found = Some(Dated { place, month, day, year }),
                    Some(first) if first.year != year => return None,
                    Some(_) => {}
                }
            }
        }
        before = at..end;
        at = end;
    }
    found
}

/// How many signs stand between two places, blanks and line ends apart; many where the places lie far from each other.
fn noise(text: &[u8], from: usize, to: usize) -> usize {
    let between = &text[from..to];
    if between.len() > 24 {
        between.len()
    } else {
        between.iter().filter(|b| !b.is_ascii_whitespace()).count()
    }
}

/// A year in which the forms were used.
fn year(word: &[u8]) -> Option<u16> {
    if word.len() != 4 || !word.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = word.iter().fold(0, |n, b| n * 10 + u16::from(b - b'0'));
    (1940..=1979).contains(&year).then_some(year)
}
