//! The text of one field, put together from the lines that it stands on.

use crate::fields::words::{is_white, trim};
use crate::record::Text;
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// The text of a field: one line of the source, or several with what does not belong to the field (page breaks, stamps,
/// transmission lines) taken out. Lines are divided by `\n`; a `\r` may stand before it. Each character knows its place
/// in the source.
///
/// Readers of fields work on [`Field::as_str`] with byte offsets, and give values with [`Field::slice`] (borrowed from
/// the source where the field lies there in one piece) and their places with [`Field::span`].
#[derive(Clone, Debug, Default)]
pub struct Field<'s> {
    text: Text<'s>,
    /// The stretches that `text` is put together from, in order; the first begins at 0.
    runs: Vec<Run>,
    /// Where the field begins in the source, when it lies there in one piece and `runs` is empty.
    base: u32,
}

/// A stretch of a field's text.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where it begins in the text.
    at: u32,
    /// Where it begins in the source.
    source: u32,
    /// How many bytes it takes in the source: fewer than in the text where a byte there is a character of several here.
    length: u32,
}

impl<'s> Field<'s> {
    /// A field that lies in the source in one piece, beginning at byte `base`.
    pub fn contiguous(text: &'s str, base: usize) -> Field<'s> {
        Field { text: Cow::Borrowed(text), runs: Vec::new(), base: clamp(base) }
    }

    /// An empty field, to which lines are added with [`Field::push`].
    pub fn new() -> Field<'s> {
        Field::default()
    }

    /// Adds characters that stand at byte `at` of the source.
    pub fn push(&mut self, text: &str, at: usize) {
        self.push_decoded(text, at, text.len());
    }

    /// Adds characters that stand at byte `at` of the source and take `length` bytes there.
    pub(crate) fn push_decoded(&mut self, text: &str, at: usize, length: usize) {
        self.runs.push(Run { at: clamp(self.text.len()), source: clamp(at), length: clamp(length) });
        self.text.to_mut().push_str(text);
    }

    /// The field's characters.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True when it has no characters.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A part of the field as a field of its own, by byte offsets into [`Field::as_str`].
    pub fn part(&self, range: Range<usize>) -> Field<'s> {
        match &self.text {
            Cow::Borrowed(text) => Field::contiguous(&text[range.clone()], self.place(range.start)),
            Cow::Owned(text) => {
                let mut part = Field::new();
                let mut at = range.start;
                while at < range.end {
                    let run = self.runs.partition_point(|run| run.at as usize <= at);
                    let end = self.runs.get(run).map_or(range.end, |run| (run.at as usize).min(range.end));
                    let place = self.place(at);
                    part.push_decoded(&text[at..end], place, self.place_behind(end).saturating_sub(place));
                    at = end;
                }
                part
            }
        }
    }

    /// The field with a plain blank for each one at which no line may be broken: readers of fields know the plain one alone.
    pub(crate) fn with_plain_blanks(self) -> Field<'s> {
        const NO_BREAK: char = '\u{a0}';
        if !self.text.contains(NO_BREAK) {
            return self;
        }
        let mut plain = Field::new();
        let mut from = 0;
        for (at, text) in self.text.match_indices(NO_BREAK) {
            plain.append(&self.part(from..at));
            let span = self.span(at..at + text.len());
            plain.push_decoded(" ", span.start as usize, (span.end - span.start) as usize);
            from = at + text.len();
        }
        plain.append(&self.part(from..self.text.len()));
        plain
    }

    /// Adds another field behind this one.
    fn append(&mut self, more: &Field<'_>) {
        if more.runs.is_empty() && !more.is_empty() {
            self.push(&more.text, more.base as usize);
        }
        for (index, run) in more.runs.iter().enumerate() {
            let end = more.runs.get(index + 1).map_or(more.text.len(), |next| next.at as usize);
            self.push_decoded(&more.text[run.at as usize..end], run.source as usize, run.length as usize);
        }
    }

    /// A part of the field, by byte offsets into [`Field::as_str`]; borrowed from the source where that is possible.
    #[inline]
    pub fn slice(&self, range: Range<usize>) -> Text<'s> {
        match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => copied(&text[range]),
        }
    }

    /// A part of the field with each run of white space made one blank and none at its ends; borrowed where nothing changes.
    pub fn unwrapped(&self, range: Range<usize>) -> Text<'s> {
        let range = trim(&self.text, range);
        let trimmed = &self.text[range.clone()];
        if !may_have_run(trimmed.as_bytes()) || !has_run(trimmed) {
            return self.slice(range);
        }
        let mut text = String::with_capacity(trimmed.len());
        if trimmed.is_ascii() {
            let bytes = trimmed.as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                let end = bytes[at..].iter().position(|&b| is_white(b)).map_or(bytes.len(), |n| at + n);
                text.push_str(&trimmed[at..end]);
                at = bytes[end..].iter().position(|&b| !is_white(b)).map_or(bytes.len(), |n| end + n);
                if at < bytes.len() {
                    text.push(' ');
                }
            }
            return Cow::Owned(text);
        }
        for word in trimmed.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Cow::Owned(text)
    }

    /// Where a part of the field stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.place(range.start);
            return Span::new(at, at);
        }
        Span::new(self.place(range.start), self.place_behind(range.end))
    }

    /// Where the character at `offset` begins in the source.
    fn place(&self, offset: usize) -> usize {
        if self.runs.is_empty() {
            return self.base as usize + offset;
        }
        self.in_run(offset, offset)
    }

    /// Where the character that ends before `offset` ends in the source; `offset` is not 0.
    fn place_behind(&self, offset: usize) -> usize {
        if self.runs.is_empty() {
            return self.base as usize + offset;
        }
        self.in_run(offset - 1, offset)
    }

    /// The place of `offset`, counted from the run in which the byte `of` of the text lies.
    fn in_run(&self, of: usize, offset: usize) -> usize {
        let run = self.runs.partition_point(|run| run.at as usize <= of).saturating_sub(1);
        let run = self.runs[run];
        run.source as usize + (offset - run.at as usize).min(run.length as usize)
    }
}

#[cold]
fn copied<'s>(text: &str) -> Text<'s> {
    Cow::Owned(text.to_owned())
}

/// False where each white space is one blank: looks at eight bytes at a time.
fn may_have_run(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    if text.len() < 8 {
        let strange = |b: &u8| !(0x20..0x80).contains(b);
        return text.iter().any(strange) || text.windows(2).any(|two| two == b"  ");
    }
    let look = |at: usize, blank_before: &mut u64| {
        let word = text.get(at..at + 8).and_then(|chunk| chunk.try_into().ok()).map_or(0, u64::from_le_bytes);
        // Bytes below 20 and from 80 on; then the blanks, and those that stand behind a blank.
        let strange = (word.wrapping_sub(0x20 * ONES) | word) & HIGH;
        let other = word ^ (0x20 * ONES);
        let blanks = other.wrapping_sub(ONES) & !other & HIGH;
        let double = blanks & (blanks << 8 | *blank_before);
        *blank_before = blanks >> 56;
        strange | double != 0
    };
    let (mut at, mut blank_before) = (0, 0);
    while at + 8 <= text.len() {
        if look(at, &mut blank_before) {
            return true;
        }
        at += 8;
    }
    // The last eight, some of them once more.
    at < text.len() && look(text.len() - 8, &mut 0)
}

fn has_run(text: &str) -> bool {
    if !text.is_ascii() && text.chars().any(|c| c.is_whitespace() && c != ' ') {
        return true;
    }
    let mut before = 0;
    for &byte in text.as_bytes() {
        if is_white(byte) && (byte != b' ' || before == b' ') {
            return true;
        }
        before = byte;
    }
    false
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
