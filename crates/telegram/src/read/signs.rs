//! Where in a text damage can begin: nearly all of it is passed over in wide steps.

use memchr::{Memchr3, memchr3_iter};
use std::ops::Range;

/// The signs of a stretch of text: bytes at which damage or a redaction can begin, by themselves and what stands beside them.
pub(crate) struct Signs<'t> {
    text: &'t [u8],
    range: Range<usize>,
    marks: Memchr3<'t>,
    letters: Memchr3<'t>,
    /// The next of each sort; the end of the stretch where none follows.
    mark: usize,
    letter: usize,
    odd: usize,
}

impl<'t> Signs<'t> {
    pub(crate) fn new(text: &'t [u8], range: Range<usize>) -> Signs<'t> {
        let stretch = &text[range.clone()];
        let mut signs = Signs {
            text,
            marks: memchr3_iter(b',', b'&', b'[', stretch),
            letters: memchr3_iter(b'(', b'X', b'x', stretch),
            mark: 0,
            letter: 0,
            odd: next_odd(text, range.clone()),
            range,
        };
        signs.next_mark();
        signs.next_letter();
        signs
    }

    /// The first sign from `at` on. It never goes back.
    pub(crate) fn next(&mut self, at: usize) -> Option<usize> {
        while self.mark < at && self.mark < self.range.end {
            self.next_mark();
        }
        while self.letter < at && self.letter < self.range.end {
            self.next_letter();
        }
        if self.odd < at && self.odd < self.range.end {
            self.odd = next_odd(self.text, at..self.range.end);
        }
        let sign = self.mark.min(self.letter).min(self.odd);
        (sign < self.range.end).then_some(sign)
    }

    /// `&`, `[`; a comma before a letter or, as a blank and a small letter follow, behind an `s`.
    fn next_mark(&mut self) {
        let (text, range) = (self.text, self.range.clone());
        let sign = self.marks.by_ref().map(|at| range.start + at).find(|&at| {
            text[at] != b','
                || match text[at + 1..] {
                    [b' ', small, ..] => small.is_ascii_lowercase() && text[..at].ends_with(b"s"),
                    [letter, ..] => letter.is_ascii_alphabetic(),
                    [] => false,
                }
        });
        self.mark = sign.unwrap_or(range.end);
    }

    /// `(b`, and two `X`.
    fn next_letter(&mut self) {
        let (text, range) = (self.text, self.range.clone());
        let sign = self.letters.by_ref().map(|at| range.start + at).find(|&at| {
            let wanted = if text[at] == b'(' { b'b' } else { b'x' };
            text.get(at + 1).is_some_and(|next| next | 0x20 == wanted)
        });
        self.letter = sign.unwrap_or(range.end);
    }
}

/// How many bytes are asked at once.
const WIDE: usize = 64;

/// The first byte in `range` that is a control character, line ends and tabulators apart, or no ASCII; else its end.
fn next_odd(text: &[u8], range: Range<usize>) -> usize {
    let end = range.end;
    let text = &text[..end];
    let mut at = range.start;
    while let Some(row) = text.get(at..at + WIDE) {
        // No branches: a row of bytes is asked at once.
        if row.iter().fold(false, |any, &byte| any | is_odd(byte)) {
            break;
        }
        at += WIDE;
    }
    text[at.min(end)..].iter().position(|&byte| is_odd(byte)).map_or(end, |odd| at + odd)
}

#[inline(always)]
fn is_odd(byte: u8) -> bool {
    // As signed numbers one higher, DEL and all beyond ASCII come to lie below the control characters.
    (byte.wrapping_add(1).cast_signed() <= 0x20) & (byte != b'\n') & (byte != b'\r') & (byte != b'\t')
}
