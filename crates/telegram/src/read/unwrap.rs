//! From lines to running text.

use super::blocks::BodyLine;
use crate::record::Text;
use crate::span::Span;
use crate::text::SourceText;
use memchr::memmem::{self, Finder};
use std::ops::Range;
use std::sync::LazyLock;

/// Two blanks.
pub(super) static BLANKS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"  "));

/// Puts lines together to running text: one blank for a line end and for each run of blanks; none behind a hyphen, which
/// divides a word or joins two (`DIVER-` / `SIONARY`, `TWO-` / `DAY`). The text of one line is borrowed.
#[derive(Debug)]
pub(crate) struct Unwrap<'b, 's> {
    source: &'b SourceText<'s>,
    lines: &'b [BodyLine],
    /// Of each line, whether two blanks stand side by side in it.
    spaced: Vec<bool>,
}

impl<'b, 's> Unwrap<'b, 's> {
    pub(crate) fn new(
        source: &'b SourceText<'s>,
        lines: &'b [BodyLine],
        spaced: Vec<bool>,
    ) -> Unwrap<'b, 's> {
        Unwrap { source, lines, spaced }
    }

    /// The text of the lines `range`, the first from `from` on. The lines `breaks`, in order, begin lines of their own (the
    /// items of a list).
    pub(crate) fn text(&self, range: Range<usize>, from: u32, breaks: &[usize]) -> Text<'s> {
        let Some((first, mut rest)) = self.lines[range.clone()].split_first() else { return Text::default() };
        let mut before = Span { start: from, end: first.span.end };
        let mut index = range.start;
        if before.is_empty() {
            // A number with nothing behind it.
            let Some((second, others)) = rest.split_first() else { return Text::default() };
            (before, rest) = (second.span, others);
            index += 1;
        }
        if rest.is_empty() && self.blanks_in(index, before).is_none() {
            return self.source.slice(before);
        }
        let begin = index;
        if let Some(text) = self.copied(before, rest, begin, breaks) {
            return Text::Owned(text);
        }
        let mut breaks = breaks.iter().copied().filter(|&line| line > begin).peekable();
        let length = rest.iter().fold(before.len(), |sum, line| sum + line.span.len() + 1);
        let mut text = String::with_capacity(length);
        self.push(&mut text, index, before);
        let bytes = self.source.bytes();
        for line in rest {
            index += 1;
            if breaks.next_if_eq(&index).is_some() {
                text.push('\n');
            } else if !hyphen(&bytes[before.range()]) {
                text.push(' ');
            }
            before = line.span;
            self.push(&mut text, index, before);
        }
        Text::Owned(text)
    }

    /// The text of `before` and the lines behind it in one copy, of which only the line ends are changed: as most text
    /// lies, each line right behind the one before, without hyphens and runs of blanks. Else nothing.
    fn copied(&self, before: Span, rest: &[BodyLine], begin: usize, breaks: &[usize]) -> Option<String> {
        let bytes = self.source.bytes();
        let spaced = &self.spaced[begin + 1..][..rest.len()];
        if self.blanks_in(begin, before).is_some() || spaced.contains(&true) {
            return None;
        }
        let mut whole = before;
        // A blank between two parts of a line may stand beside one of theirs.
        let mut beside = false;
        for line in rest {
            if line.span.start != whole.end + 1 || hyphen(&bytes[whole.range()]) {
                return None;
            }
            beside |= bytes[whole.end as usize] == b' ';
            whole.end = line.span.end;
        }
        if beside && BLANKS.find(&bytes[whole.range()]).is_some() {
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

    /// Adds the line at `index`, or a part of it.
    fn push(&self, text: &mut String, index: usize, mut span: Span) {
        let Some(mut line) = self.source.str(span) else {
            return push_collapsed(text, &self.source.slice(span));
        };
        while let Some(at) = self.blanks_in(index, span) {
            let (before, behind) = line.split_at(at - span.start as usize + 1);
            text.push_str(before);
            line = behind.trim_start_matches(' ');
            span.start = span.end - line.len() as u32;
        }
        text.push_str(line);
    }

    /// Where two blanks stand in a stretch of the line at `index`.
    #[inline(always)]
    fn blanks_in(&self, index: usize, span: Span) -> Option<usize> {
        if !self.spaced[index] {
            return None;
        }
        BLANKS.find(&self.source.bytes()[span.range()]).map(|at| span.start as usize + at)
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
