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
pub(crate) fn each_line(src: &[u8], mut each: impl FnMut(usize, usize, usize)) {
    let mut start = 0;
    // Nearly all copies have LF alone.
    if memchr::memchr2(b'\r', 0x0c, src).is_none() {
        for at in memchr::memchr_iter(b'\n', src) {
            each(start, at, at + 1);
            start = at + 1;
        }
    } else {
        for at in memchr::memchr3_iter(b'\n', b'\r', 0x0c, src) {
            if at < start {
                continue;
            }
            let mut end = at + 1;
            if src[at] == b'\r' {
                let run = src[at..].iter().take(4).take_while(|&&b| b == b'\r').count();
                if src.get(at + run) == Some(&b'\n') {
                    end = at + run + 1;
                }
            }
            each(start, at, end);
            start = end;
        }
    }
    if start < src.len() {
        each(start, src.len(), src.len());
    }
}

/// `(indent, text end)` of the line `[start, end)`: where its first character stands behind `start` and where the last one ends.
#[inline]
pub(crate) fn trim(src: &[u8], start: usize, end: usize) -> (usize, usize) {
    let line = &src[start..end];
    let mut first = 0;
    while first < line.len() && is_blank(line[first]) {
        first += 1;
    }
    let mut last = line.len();
    while last > first && is_blank(line[last - 1]) {
        last -= 1;
    }
    (first, start + last)
}
