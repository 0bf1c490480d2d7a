//! Telegrams back to back of which neither format line 1 nor format line 16 was copied: one begins where, below the end of another,
//! date and time, sender and addressee stand together (TF 4.5 to 4.7).
//!
//! A telegram that is repeated in the text of another has them too. So one begins only below a signature, a level, a number of
//! transmission or `BT`, and not inside a quotation.

use super::heading::{Heading, date_time, from, heading};
use super::lines::{Lines, line_end, trim};
use memchr::{memmem, memrchr};

/// How many lines between the sender and the first addressee, blank ones not counted.
const TO_ADDRESSEE: usize = 4;

/// How many lines between a date and what ends the telegram above it: format lines 2 and 3, a level, blank lines.
const ABOVE: usize = 12;

/// How far back the beginning of a quotation is looked for.
const QUOTATION: usize = 16 << 10;

/// What stands above a telegram that is repeated.
const REPEATING: [&[u8]; 14] = [
    b"QTE",
    b"QUOTE",
    b"BEGIN",
    b"TEXT",
    b"FOLLOWS",
    b"FOLLOWING",
    b"REPEAT",
    b"REPEATED",
    b"REPEATS",
    b"RPT",
    b"TEL",
    b"TELEGRAM",
    b"CABLE",
    b"MESSAGE",
];

/// True where the line that begins at `start` tells date and time, and a sender and an addressee stand below it.
pub(super) fn is_heading(data: &[u8], start: usize) -> bool {
    if !date_time(trim(&data[start..line_end(data, start)])) {
        return false;
    }
    let below = Lines::new(data, start).skip(1).map(|line| trim(&data[line]));
    let mut below = below.filter(|line| !line.is_empty());
    below.next().is_some_and(from) && below.take(TO_ADDRESSEE).any(|line| line.starts_with(b"TO "))
}

/// The date above the sender's line that begins at `sender`, if the two are a heading.
pub(super) fn date_above(data: &[u8], sender: usize) -> Option<usize> {
    let (start, _) = above(data, sender).find(|(_, line)| !line.is_empty())?;
    is_heading(data, start).then_some(start)
}

/// Where the telegram begins whose date stands in the line at `date`, if another one ends above it.
pub(super) fn begins(data: &[u8], date: usize) -> Option<usize> {
    let mut begin = date;
    for (start, line) in above(data, date).take(ABOVE) {
        match heading(line) {
            _ if line.is_empty() => {}
            Some(Heading::Other) => begin = start,
            _ => return (ends(line) && !is_quoted(&data[..start])).then_some(begin),
        }
    }
    None
}

/// The lines above the one that begins at `at`, the nearest first, each with where it begins.
fn above(data: &[u8], at: usize) -> impl Iterator<Item = (usize, &[u8])> {
    let mut end = at;
    std::iter::from_fn(move || {
        let last = end.checked_sub(1)?;
        let start = memrchr(b'\n', &data[..last]).map_or(0, |n| n + 1);
        let line = trim(&data[start..last]);
        end = start;
        Some((start, line))
    })
}

/// True for a line with which a telegram ends: a signature, a level, `BT`, `#0417`.
fn ends(line: &[u8]) -> bool {
    if heading(line) == Some(Heading::Above)
        || line.strip_prefix(b"#").is_some_and(|n| n.iter().all(u8::is_ascii_digit))
    {
        return true;
    }
    let name = |word: &[u8]| word.iter().all(|b| b.is_ascii_uppercase() || matches!(b, b'-' | b'.' | b'\''));
    let mut words = line.split(|b| *b == b' ').filter(|word| !word.is_empty());
    line.len() <= 30
        && words.clone().count() <= 4
        && words.all(|word| name(word) && !REPEATING.contains(&word))
}

/// True where a quotation has begun and not ended.
fn is_quoted(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(QUOTATION)..];
    let last =
        [&b"QTE"[..], b"QUOTE", b"BEGIN TEXT"].into_iter().filter_map(|word| memmem::rfind(near, word)).max();
    last.is_some_and(|at| {
        let closed = near[..at].ends_with(b"UN") || near[..at].ends_with(b"END ");
        !closed && memmem::find(&near[at..], b"END TEXT").is_none()
    })
}
