//! The lines around a place, as they are shown to a person.

use chancery_telegram::{Span, Telegram};
use std::ops::Range;

/// The whole lines around a place, as characters, without what a terminal would obey.
pub(crate) struct Window {
    pub(crate) text: String,
    /// The line on which it begins.
    pub(crate) line: usize,
    /// Where it begins in the telegram's text.
    start: usize,
}

/// The longest stretch of a line that is shown before and behind a place, in bytes.
const AROUND: usize = 400;

impl Window {
    /// The lines of a span; the telegram's first line is `first_line`.
    pub(crate) fn around(telegram: &Telegram<'_>, span: Span, first_line: usize) -> Window {
        let source = telegram.source();
        let range = span.range();
        let (from, to) = (range.start.min(source.len()), range.end.min(source.len()));
        // A span may take a line end with it: the line that it ends is shown, not the next one.
        let last = if to > from && source[to - 1] == b'\n' { to - 1 } else { to };
        let start = source[..from].iter().rposition(|&b| b == b'\n').map_or(0, |found| found + 1);
        let end = source[last..].iter().position(|&b| b == b'\n').map_or(source.len(), |found| last + found);
        let start = start.max(from.saturating_sub(AROUND));
        let end = end.min(last + AROUND).max(from);
        let line = first_line + line_of(telegram, start);
        Window { text: seen(&telegram.text(Span::new(start, end))), line, start }
    }

    /// Where a span stands in the window's text.
    pub(crate) fn range(&self, telegram: &Telegram<'_>, span: Span) -> Range<usize> {
        let place = |byte: u32| {
            let before = Span::new(self.start, (byte as usize).max(self.start));
            seen(&telegram.text(before)).len().min(self.text.len())
        };
        place(span.start)..place(span.end)
    }
}

/// The line on which a byte of the text stands, counted from 0.
pub(crate) fn line_of(telegram: &Telegram<'_>, at: usize) -> usize {
    let lines = telegram.lines();
    lines.partition_point(|line| line.end as usize <= at).min(lines.len().saturating_sub(1))
}

/// Control characters as blanks: one character for one, so that places stay.
fn seen(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
