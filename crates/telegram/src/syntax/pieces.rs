//! Cutting one line of a field into its pieces: label, value, number, mark and what else can be told by its look.

use super::gates;
use super::kind::Kind;
use super::lines::is_blank;
use crate::fields::labels::label;
use crate::fields::mark;
use std::ops::Range;

/// The pieces of a line, as they are cut off from its beginning.
pub(crate) struct Pieces<'l> {
    line: &'l [u8],
    at: usize,
    pieces: [(&'static str, usize); 12],
    count: usize,
}

impl<'l> Pieces<'l> {
    pub(crate) fn new(line: &'l [u8]) -> Pieces<'l> {
        Pieces { line, at: 0, pieces: [("", 0); 12], count: 0 }
    }

    /// What is not cut yet.
    pub(crate) fn rest(&self) -> &'l [u8] {
        &self.line[self.at..]
    }

    /// Cuts `len` bytes off, and the blanks behind them.
    fn take(&mut self, kind: &'static str, len: usize) {
        self.put(kind, len);
        let blanks = self.rest().iter().take_while(|&&b| is_blank(b)).count();
        self.put("space", blanks);
    }

    /// Cuts all of the rest off.
    pub(crate) fn whole(&mut self, kind: &'static str) {
        self.put(kind, self.rest().len());
    }

    fn put(&mut self, kind: &'static str, len: usize) {
        let len = len.min(self.rest().len());
        if len > 0 && self.count < self.pieces.len() {
            self.at += len;
            self.pieces[self.count] = (kind, self.at);
            self.count += 1;
        }
    }

    /// The pieces with their places in the line. They tile it: what nothing was made of is the last one's.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&'static str, Range<usize>)> {
        let mut start = 0;
        self.pieces[..self.count].iter().enumerate().map(move |(index, &(kind, end))| {
            let end = if index + 1 == self.count { self.line.len() } else { end };
            let range = start..end;
            start = end;
            (kind, range)
        })
    }
}

/// Cuts a line of a field of this kind; `first` where the field begins with it.
pub(crate) fn cut(line: &mut Pieces<'_>, kind: Kind, first: bool) {
    match kind {
        Kind::Text => return text(line),
        Kind::Classification if first => classification(line),
        Kind::DateTime => date_time(line),
        Kind::From | Kind::To | Kind::Info | Kind::Exempt | Kind::Station | Kind::Distribution if first => {
            let word = line.rest().iter().take_while(|b| b.is_ascii_alphabetic()).count();
            let colon = usize::from(line.rest().get(word) == Some(&b':'));
            let labelled = line.rest().get(word + colon).is_some_and(|&b| is_blank(b));
            line.take("label", if labelled { word + colon } else { 0 });
        }
        Kind::Drafting if first => line.take("label", words(line.rest(), 2)),
        Kind::ExecutiveOrder if first => executive_order(line),
        Kind::Tags | Kind::Subject | Kind::Reference if first => {
            let colon = line.rest().iter().take(14).position(|&b| b == b':').map(|at| at + 1);
            line.take("label", colon.unwrap_or_else(|| words(line.rest(), 1)));
        }
        Kind::ClassifiedBy if first => {
            let colon = line.rest().iter().take(24).position(|&b| b == b':').map(|at| at + 1);
            line.take("label", colon.unwrap_or_else(|| words(line.rest(), 2)));
        }
        Kind::Label => {
            if let Some((_, len)) = label(line.rest()) {
                line.take("label", len);
            }
        }
        Kind::Attribute => {
            if let Some(colon) = line.rest().iter().take(48).position(|&b| b == b':') {
                line.take("label", colon + 1);
            }
        }
        _ => {}
    }
    line.whole("value");
}

/// The bytes of the first `count` words.
fn words(text: &[u8], count: usize) -> usize {
    let mut len = 0;
    for _ in 0..count {
        len += text[len..].iter().take_while(|&&b| is_blank(b)).count();
        len += text[len..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    }
    len
}

/// Number and mark of a paragraph (TF 6.11), the dashes before an item of a list, and the words.
fn text(line: &mut Pieces<'_>) {
    let numbered = super::fields::numbered(line.rest()).is_some();
    if numbered {
        let digits = line.rest().iter().take_while(|b| b.is_ascii_digit()).count();
        line.take("number", digits + 1);
    }
    // A mark is short: no more of a long line needs to be looked at.
    let ascii = line.rest().iter().take(48).take_while(|b| b.is_ascii()).count();
    let head = std::str::from_utf8(&line.rest()[..ascii]).unwrap_or_default();
    if head.starts_with(['(', '[']) {
        if let Some(found) = mark::read(head, numbered) {
            line.take("mark", found.len);
        }
    } else if !numbered {
        let dashes = line.rest().iter().take(3).take_while(|&&b| b == b'-').count();
        let divided = line.rest().get(dashes).is_some_and(|b| !matches!(b, b'-' | b'0'..=b'9'));
        line.take("bullet", if divided { dashes } else { 0 });
    }
    line.whole("text");
}

/// `S E C R E T SECTION 01 OF 02 PORT ALDER 000417` (TF 6.2).
fn classification(line: &mut Pieces<'_>) {
    line.take("level", gates::level(line.rest()).map_or(0, |(len, _)| len));
    if gates::starts(line.rest(), b"SECTION ") {
        let rest = &line.rest()[8..];
        let len = rest
            .iter()
            .take(12)
            .take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'O' | b'F' | b'/'))
            .count();
        let len = rest[..len].iter().rposition(u8::is_ascii_digit).map_or(0, |last| last + 9);
        line.take("section", len);
    }
    let post = line
        .rest()
        .iter()
        .take(40)
        .take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-' | b'\''))
        .count();
    let digits = line.rest()[post..].iter().take(8).take_while(|b| b.is_ascii_digit()).count();
    if post > 1 && digits > 1 && line.rest()[post - 1] == b' ' {
        line.take("mrn", post + digits);
    }
}

/// `P 261145Z DEC 06`: prosigns, and the group (TF 4).
fn date_time(line: &mut Pieces<'_>) {
    for _ in 0..2 {
        if let [b'Z' | b'O' | b'P' | b'R' | b'Y', b' ', ..] = line.rest() {
            line.take("precedence", 1);
        }
    }
    let digits = line.rest().iter().take(8).take_while(|b| b.is_ascii_digit()).count();
    let group = line.rest();
    // Digits with their zone, month and year.
    let mut len = digits;
    while len > 0 && len < group.len().min(18) && (group[len].is_ascii_alphanumeric() || group[len] == b' ') {
        len += 1;
    }
    let len = group[..len].iter().rposition(u8::is_ascii_digit).map_or(0, |last| last + 1);
    line.take("group", len);
}

/// `E.O. 12958: DECL: 11/21/2016` (TF 6.6).
fn executive_order(line: &mut Pieces<'_>) {
    let word = line.rest().iter().take(6).take_while(|&&b| !b.is_ascii_digit() && !is_blank(b)).count();
    line.take("label", word);
    let digits = line.rest().iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    line.take("order", if digits >= 4 { digits } else { 0 });
}
