//! Where in a text damage can begin: nearly all of it is passed over in wide steps.

use crate::syntax::is_odd;
use crate::wide::{self, ROW};
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
    /// The signs of `range`; `odd` tells whether the text has an odd byte at all.
    pub(crate) fn new(text: &'t [u8], range: Range<usize>, odd: bool) -> Signs<'t> {
        let stretch = &text[range.clone()];
        let mut signs = Signs {
            text,
            marks: memchr3_iter(b',', b'&', b'[', stretch),
            letters: memchr3_iter(b'(', b'X', b'x', stretch),
            mark: 0,
            letter: 0,
            odd: if odd { next_odd(text, range.clone()) } else { range.end },
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

/// The first odd byte in `range`; else its end.
fn next_odd(text: &[u8], range: Range<usize>) -> usize {
    let (rows, rest) = text[range.clone()].as_chunks::<ROW>();
    let free = rows.iter().take_while(|row| !wide::any(row, is_odd)).count();
    let rest = rows.get(free).map_or(rest, |row| &row[..]);
    let odd = rest.iter().position(|&byte| is_odd(byte));
    odd.map_or(range.end, |odd| range.start + free * ROW + odd)
}
