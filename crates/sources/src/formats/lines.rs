//! Lines as stored copies have them: ended by LF, CR, CRLF or CRCRLF (TF 2.2).

use memchr::memchr2;
use std::ops::Range;

/// The lines of `data` from `at` on: the place of each without its line end. `at` has to be the beginning of a line.
pub(crate) struct Lines<'d> {
    data: &'d [u8],
    at: usize,
}

impl<'d> Lines<'d> {
    pub(crate) fn new(data: &'d [u8], at: usize) -> Lines<'d> {
        Lines { data, at }
    }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.data.len() {
            return None;
        }
        let start = self.at;
        let end = line_end(self.data, start);
        self.at = (end + 1).min(self.data.len());
        if self.data.get(end) == Some(&b'\r') && self.data.get(end + 1) == Some(&b'\n') {
            self.at += 1;
        }
        Some(start..end)
    }
}

/// Where the line that goes through `at` ends; its line end is not counted in.
pub(crate) fn line_end(data: &[u8], at: usize) -> usize {
    memchr2(b'\n', b'\r', &data[at..]).map_or(data.len(), |n| at + n)
}

/// A line without the blanks, form feeds and control characters at its ends. A byte order mark counts as one.
pub(crate) fn trim(line: &[u8]) -> &[u8] {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let start = line.iter().position(|b| !blank(*b)).unwrap_or(line.len());
    let end = line.iter().rposition(|b| !blank(*b)).map_or(start, |n| n + 1);
    &line[start..end]
}

/// A blank or a control character: LTRS and DEL fill the ends of transmissions (TF 2.2).
pub(crate) fn blank(byte: u8) -> bool {
    byte <= b' ' || byte == 0x7f
}

/// How many bytes may stand between the beginning of a line and its first letter.
const INDENT: usize = 12;

/// Where the line begins whose first letter is at `at`; `None` when something else stands before it on the line.
pub(crate) fn line_start(data: &[u8], at: usize) -> Option<usize> {
    let floor = at.saturating_sub(INDENT);
    let mut start = at;
    while start > floor {
        match data[start - 1] {
            b'\n' | b'\r' => return Some(start),
            // A form feed begins a page, and a line.
            b'\x0c' => return Some(start),
            byte if blank(byte) || matches!(byte, 0xef | 0xbb | 0xbf) => start -= 1,
            _ => return None,
        }
    }
    (start == 0).then_some(0)
}

/// True when nothing but blanks is in it.
pub(crate) fn all_blank(data: &[u8]) -> bool {
    data.iter().all(|b| blank(*b))
}
