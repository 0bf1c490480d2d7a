//! From lines to running text.

use super::blocks::BodyLine;
use crate::record::Text;
use crate::span::Span;
use crate::text::SourceText;
use memchr::memmem::{self, Finder};
use std::ops::Range;
use std::sync::LazyLock;

/// Two blanks.
static BLANKS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"  "));

/// Puts lines together to running text: one blank for a line end and for each run of blanks; none behind a hyphen, which
/// divides a word or joins two (`DIVER-` / `SIONARY`, `TWO-` / `DAY`). The text of one line is borrowed.
#[derive(Debug)]
pub(crate) struct Unwrap<'b, 's> {
    source: &'b SourceText<'s>,
    lines: &'b [BodyLine],
    /// The first two blanks of the source from `asked` on; its length where none follow.
    blanks: usize,
    asked: usize,
}

impl<'b, 's> Unwrap<'b, 's> {
    pub(crate) fn new(source: &'b SourceText<'s>, lines: &'b [BodyLine]) -> Unwrap<'b, 's> {
        Unwrap { source, lines, blanks: 0, asked: 0 }
    }

    /// The text of the lines `range`, the first from `from` on. The lines `breaks`, in order, begin lines of their own (the
    /// items of a list).
    pub(crate) fn text(&mut self, range: Range<usize>, from: u32, breaks: &[usize]) -> Text<'s> {
        let Some((first, mut rest)) = self.lines[range.clone()].split_first() else { return Text::default() };
        let mut before = Span { start: from, end: first.span.end };
        let mut index = range.start;
        if before.is_empty() {
            // A number with nothing behind it.
            let Some((second, others)) = rest.split_first() else { return Text::default() };
            (before, rest) = (second.span, others);
            index += 1;
        }
        if rest.is_empty() && self.blanks_in(before).is_none() {
            return self.source.slice(before);
        }
        let begin = index;
        if let Some(text) = self.copied(before, rest, begin, breaks) {
            return Text::Owned(text);
        }
        let mut breaks = breaks.iter().copied().filter(|&line| line > begin).peekable();
        let length = rest.iter().fold(before.len(), |sum, line| sum + line.span.len() + 1);
        let mut text = String::with_capacity(length);
        self.push(&mut text, before);
        let bytes = self.source.bytes();
        for line in rest {
            index += 1;
            if breaks.next_if_eq(&index).is_some() {
                text.push('\n');
            } else if !hyphen(&bytes[before.range()]) {
                text.push(' ');
            }
            before = line.span;
            self.push(&mut text, before);
        }
        Text::Owned(text)
    }

    /// The text of `before` and the lines behind it in one copy, of which only the line ends are changed: as most text
    /// lies, each line right behind the one before, without hyphens and runs of blanks. Else nothing.
    fn copied(&mut self, before: Span, rest: &[BodyLine], begin: usize, breaks: &[usize]) -> Option<String> {
        let bytes = self.source.bytes();
        let mut whole = before;
        for line in rest {
            if line.span.start != whole.end + 1 || hyphen(&bytes[whole.range()]) {
                return None;
            }
            whole.end = line.span.end;
        }
        if self.blanks_in(whole).is_some() {
            return None;
        }
        let mut text = self.source.str(whole)?.as_bytes().to_vec();
        for line in rest {
            text[(line.span.start - 1 - whole.start) as usize] = b' ';
        }
        for &line in breaks.iter().filter(|&&line| line > begin) {
            text[(self.lines[line].span.start - 1 - whole.start) as usize] = b'\n';
        }
        String::from_utf8(text).ok()
    }

    /// Adds a line, or a part of one.
    fn push(&mut self, text: &mut String, mut span: Span) {
        let Some(mut line) = self.source.str(span) else {
            return push_collapsed(text, &self.source.slice(span));
        };
        while let Some(at) = self.blanks_in(span) {
            let (before, behind) = line.split_at(at - span.start as usize + 1);
            text.push_str(before);
            line = behind.trim_start_matches(' ');
            span.start = span.end - line.len() as u32;
        }
        text.push_str(line);
    }

    /// Where two blanks stand in a stretch. The stretches of a text are asked for one after the other, nearly always, so
    /// that the source is gone through once.
    #[inline(always)]
    fn blanks_in(&mut self, span: Span) -> Option<usize> {
        let Range { start, end } = span.range();
        // Behind the last place that was asked for, and before the next blanks.
        if self.asked <= start && end <= self.blanks { None } else { self.find_blanks(start, end) }
    }

    #[inline(never)]
    fn find_blanks(&mut self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.source.bytes();
        if start < self.asked {
            return BLANKS.find(&bytes[start..end]).map(|at| start + at);
        }
        if start > self.blanks || self.asked == self.blanks {
            self.blanks = BLANKS.find(&bytes[start..]).map_or(bytes.len(), |at| start + at);
            self.asked = start;
        }
        (self.blanks + 1 < end).then_some(self.blanks)
    }
}

/// A single hyphen behind a letter or digit at the end.
fn hyphen(text: &[u8]) -> bool {
    matches!(text, [.., before, b'-'] if before.is_ascii_alphanumeric())
}

fn push_collapsed(text: &mut String, line: &str) {
    let mut rest = line;
    while let Some(at) = memmem::find(rest.as_bytes(), b"  ") {
        text.push_str(&rest[..=at]);
        rest = rest[at..].trim_start_matches(' ');
    }
    text.push_str(rest);
}
