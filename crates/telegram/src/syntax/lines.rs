//! Cutting a text into lines, and the bytes that count as blank.

use super::kind::Kind;
use crate::span::Span;
use crate::wide::{self, ROW};

/// What some programs put in front of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// One line of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it begins.
    pub start: u32,
    /// Where its own characters end, trailing blanks not counted.
    pub text_end: u32,
    /// Where the next line begins: behind the line end.
    pub end: u32,
    /// How many bytes stand before its first character: blanks, the paragraph marks of web editions, an e-mail's signs of quotation.
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

    /// The line's characters without the blanks around them, and without the paragraph mark of a web edition before them.
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
/// (TF 2.2); the stretches tile the text. Gives whether an odd byte stands in the text; see [`is_odd`].
#[inline(always)]
#[must_use]
pub(crate) fn each_line(src: &[u8], mut each: impl FnMut(usize, usize, usize)) -> bool {
    let mut start = 0;
    let mut odd = false;
    // A byte order mark is a blank line of its own, so that nobody takes it for a part of the first one.
    let mut marked = src.starts_with(MARK);
    // Lines are short: a search for each would cost more than to ask all bytes, many at once. Bits of what was found in the row, and
    // where the row and the next one begin.
    let (mut found, mut row, mut next) = (0u64, 0, 0);
    // `each` is called at one place, so that it can stand there in full.
    loop {
        let (at, end) = if found != 0 {
            let at = row + found.trailing_zeros() as usize;
            found &= found - 1;
            match src[at] {
                b'\n' | 0x0c => (at, at + 1),
                b'\r' => (at, line_end(src, at)),
                b'\t' => continue,
                _ => {
                    odd = true;
                    continue;
                }
            }
        } else if marked {
            marked = false;
            (0, MARK.len())
        } else if next < src.len() {
            (row, next) = (next, next + ROW);
            found = low(&src[row..]);
            continue;
        } else if start < src.len() {
            (src.len(), src.len())
        } else {
            return odd;
        };
        // Behind CR stands the LF that was taken with it.
        if at >= start {
            each(start, at, end);
            start = end;
        }
    }
}

/// The control characters and all beyond ASCII among the first bytes of a text, a row of them, as bits.
#[inline(always)]
fn low(text: &[u8]) -> u64 {
    if let Some(row) = text.first_chunk() {
        return wide::bits(row, is_low);
    }
    let mut row = [b' '; ROW];
    row[..text.len()].copy_from_slice(text);
    wide::bits(&row, is_low)
}

/// Where the line end that begins with the CR at `at` ends.
fn line_end(src: &[u8], at: usize) -> usize {
    let run = src[at..].iter().take(4).take_while(|&&b| b == b'\r').count();
    if src.get(at + run) == Some(&b'\n') { at + run + 1 } else { at + 1 }
}

/// True for control characters and for all beyond ASCII: line ends, and what is odd, and tabulators.
#[inline(always)]
fn is_low(byte: u8) -> bool {
    // As signed numbers one higher, DEL and all beyond ASCII come to lie below the control characters.
    byte.wrapping_add(1).cast_signed() <= 0x20
}

/// True for a byte that is no ASCII, and for a control character, line ends and tabulators apart: an ordinary copy has none.
#[inline(always)]
pub(crate) fn is_odd(byte: u8) -> bool {
    is_low(byte) & (byte != b'\n') & (byte != b'\r') & (byte != 0x0c) & (byte != b'\t')
}

/// How many paragraph marks are passed over at most: a page puts one, a copy of a copy two.
const MARKS: usize = 4;

/// How many bytes the paragraph mark of a web edition takes at the beginning of a text; 0 where there is none. In UTF-8, in Latin-1,
/// and in UTF-8 that was read as Latin-1 (TF 17, pilcrow).
pub(crate) fn pilcrow_sign(text: &[u8]) -> usize {
    match text {
        [0xc3, 0x82, 0xc2, 0xb6, ..] => 4,
        [0xc2, 0xb6, ..] => 2,
        [0xb6, ..] => 1,
        _ => 0,
    }
}

/// True where a paragraph mark of a web edition stands in what stands before a line's first character.
pub(crate) fn has_pilcrow(lead: &[u8]) -> bool {
    lead.contains(&0xb6)
}

/// How many bytes the paragraph mark of a web edition takes, with the blanks behind it, where number or mark of a paragraph
/// follow: `\u{b6}1. (S)`, `\u{b6} (S)`. It is furniture of the page, put before each paragraph.
#[cold]
pub(crate) fn pilcrow(text: &[u8]) -> usize {
    let mut rest = text;
    let mut left = MARKS;
    while left > 0
        && let sign @ 1.. = pilcrow_sign(rest)
    {
        rest = &rest[sign..];
        left -= 1;
        loop {
            rest = match rest {
                [0xc2, 0xa0, behind @ ..] | [0xa0, behind @ ..] => behind,
                [first, behind @ ..] if is_blank(*first) => behind,
                _ => break,
            };
        }
    }
    let opens = rest.first() == Some(&b'(') || super::fields::numbered(rest).is_some();
    if opens { text.len() - rest.len() } else { 0 }
}

/// How many bytes the signs take that an e-mail puts before each line it quotes, with the blanks behind them: `> `, `>> `, `> > `.
#[cold]
fn quote_signs(text: &[u8]) -> usize {
    let signs = text.iter().take_while(|b| matches!(b, b'>' | b' ')).count();
    // A sign that stands at a word is its own: `>50 PERCENT`.
    let apart = signs == text.len() || signs > 0 && (text[signs - 1] == b' ' || is_blank(text[signs]));
    if text.first() == Some(&b'>') && apart {
        signs + text[signs..].iter().take_while(|b| is_blank(**b)).count()
    } else {
        0
    }
}

/// How many bytes stand before a line's first character, and its characters without the blanks around them; see [`pilcrow`].
#[inline(always)]
pub(crate) fn trim(line: &[u8]) -> (usize, &[u8]) {
    // Around most lines nothing stands.
    if let [first, .., last] = line
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
        && *first != b'>'
    {
        return (0, line);
    }
    let mut text = line;
    while let [first, rest @ ..] = text
        && is_blank(*first)
    {
        text = rest;
    }
    if let Some(0xb6 | 0xc2 | 0xc3 | b'>') = text.first() {
        text = &text[pilcrow(text)..];
        text = &text[quote_signs(text)..];
    }
    let indent = line.len() - text.len();
    while let [rest @ .., last] = text
        && is_blank(*last)
    {
        text = rest;
    }
    (indent, text)
}
