//! Cutting a text into lines, and the bytes that count as blank.

use super::kind::Kind;
use crate::span::Span;

/// One line of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it begins.
    pub start: u32,
    /// Where its own characters end, trailing blanks not counted.
    pub text_end: u32,
    /// Where the next line begins: behind the line end.
    pub end: u32,
    /// How many blanks stand before its first character.
    pub indent: u16,
    /// What it is.
    pub kind: Kind,
    /// True where a field begins with it; false where it continues the field of a line before.
    pub opens: bool,
}

impl Line {
    /// The whole line, line end included.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// True for a line that tells of a telegram by itself: not text, not what surrounds it, not what any page has.
    pub fn is_heading(&self) -> bool {
        !self.kind.is_furniture()
            && !matches!(
                self.kind,
                Kind::Text | Kind::Preamble | Kind::Trailer | Kind::End | Kind::Footer | Kind::Validation
            )
    }

    /// The line's characters without the blanks around them.
    pub fn text(&self) -> Span {
        Span { start: (self.start + u32::from(self.indent)).min(self.text_end), end: self.text_end }
    }
}

/// True for blanks and for control characters, which copies sprinkle at the ends of lines.
#[inline]
pub(crate) fn is_blank(byte: u8) -> bool {
    byte <= b' ' || byte == 0x7f
}

/// Calls `each` with `(start, content end, end)` of every line. Line ends are LF, CRLF, CR CR LF, CR, and the form feed
/// (TF 2.2); the stretches tile the text.
#[inline(always)]
pub(crate) fn each_line(src: &[u8], mut each: impl FnMut(usize, usize, usize)) {
    let mut start = 0;
    let mut control = |at: usize| {
        let byte = src[at];
        // Behind CR stands the LF that was taken with it.
        if !matches!(byte, b'\n' | b'\r' | 0x0c) || at < start {
            return;
        }
        let mut end = at + 1;
        if byte == b'\r' {
            let run = src[at..].iter().take(4).take_while(|&&b| b == b'\r').count();
            if src.get(at + run) == Some(&b'\n') {
                end = at + run + 1;
            }
        }
        each(start, at, end);
        start = end;
    };
    // Lines are short: a search for each would cost more than to ask all bytes, many at once.
    let mut at = 0;
    let (rows, rest) = src.as_chunks::<64>();
    for row in rows {
        let mut found = low_bytes(row);
        while found != 0 {
            control(at + found.trailing_zeros() as usize);
            found &= found - 1;
        }
        at += row.len();
    }
    for (behind, &byte) in rest.iter().enumerate() {
        if byte < BEYOND {
            control(at + behind);
        }
    }
    if start < src.len() {
        each(start, src.len(), src.len());
    }
}

/// The control characters that end lines are below this one, and hardly any other byte is.
const BEYOND: u8 = 0x0e;

/// For each byte of a row a bit, set where it is below [`BEYOND`].
#[inline(always)]
fn low_bytes(row: &[u8; 64]) -> u64 {
    /// One in each byte.
    const EACH: u64 = u64::MAX / 0xff;
    const SEVEN: u64 = EACH * 0x7f;
    let (words, _) = row.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| {
        let word = u64::from_le_bytes(*word);
        // The highest bit of each byte: clear where the byte, which is ASCII, is below the border.
        let high = ((word & SEVEN) + EACH * (0x80 - BEYOND as u64)) | word;
        // Those bits side by side: the product adds them up without a carry.
        let low = (!high >> 7) & EACH;
        (bits << 8) | (low.wrapping_mul(0x0102_0408_1020_4080) >> 56)
    })
}

/// How many blanks stand before a line's first character, and its characters without the blanks around them.
#[inline(always)]
pub(crate) fn trim(line: &[u8]) -> (usize, &[u8]) {
    let mut text = line;
    while let [first, rest @ ..] = text
        && is_blank(*first)
    {
        text = rest;
    }
    let indent = line.len() - text.len();
    while let [rest @ .., last] = text
        && is_blank(*last)
    {
        text = rest;
    }
    (indent, text)
}
