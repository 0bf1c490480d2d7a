//! Lines that can be nothing else, as most are: blank ones, those of the text, told by their first two bytes and the last one, and
//! attributes.

use super::kind::Kind;
use super::lines::{Line, trim};
use super::scan::{Scan, Zone};

impl Scan<'_> {
    /// A line, given with its end: most are told at the first look.
    #[inline(always)]
    pub(super) fn first(&mut self, start: usize, content_end: usize, end: usize) {
        let trimmed @ (indent, text) = trim(&self.src[start..content_end]);
        // Codes in a margin, and copies with paragraph marks, have to be looked at more closely.
        if self.pilcrows || self.stamps.margin(text).is_some() {
            return self.line(start, content_end, end);
        }
        let stamp = self.stamps.may_cover(content_end, text);
        match self.first_look(start + indent, text, stamp) {
            Some(kind) => self.push(start, trimmed, end, (kind, kind == Kind::Attribute)),
            None => self.second(start, trimmed, content_end, end),
        }
    }

    /// A line that has to be looked at again.
    #[inline(never)]
    fn second(&mut self, start: usize, trimmed: (usize, &[u8]), content_end: usize, end: usize) {
        if self.may_hold_others(trimmed.1) && self.run_in(trimmed.1).is_some() {
            return self.parted(start, content_end, end);
        }
        self.closely(start, trimmed, content_end, end);
    }

    /// A line that holds no other one. `text` is what stands in it without the blanks around.
    #[inline(always)]
    pub(super) fn whole(
        &mut self,
        start: usize,
        (indent, text): (usize, &[u8]),
        content_end: usize,
        end: usize,
    ) {
        let stamp = self.stamps.may_cover(content_end, text);
        match self.first_look(start + indent, text, stamp) {
            Some(kind) => self.push(start, (indent, text), end, (kind, kind == Kind::Attribute)),
            None => self.closely(start, (indent, text), content_end, end),
        }
    }

    /// A line that holds no other one, and that the first look does not tell.
    #[inline(always)]
    fn closely(&mut self, start: usize, (indent, text): (usize, &[u8]), content_end: usize, end: usize) {
        (self.at, self.next) = (start, end);
        self.others.push(self.lines.len() as u32);
        let found = self.other(start, content_end, indent, text);
        self.push(start, (indent, text), end, found);
    }

    /// Is the line blank, of the text, or an attribute? `begin` is where its `text` begins.
    #[inline(always)]
    fn first_look(&mut self, begin: usize, text: &[u8], stamp: bool) -> Option<Kind> {
        if text.is_empty() {
            self.blanks += 1;
            Some(Kind::Blank)
        } else if self.zone == Zone::Body && !stamp && is_plain(text) && self.in_text() {
            self.blanks = 0;
            self.last_text = (begin as u32, (begin + text.len()) as u32);
            Some(Kind::Text)
        } else if self.zone == Zone::Attributes && text != b"Message Text" && !stamp {
            Some(Kind::Attribute)
        } else {
            None
        }
    }

    /// Adds a line.
    #[inline(always)]
    fn push(
        &mut self,
        start: usize,
        (indent, text): (usize, &[u8]),
        end: usize,
        (kind, opens): (Kind, bool),
    ) {
        self.kinds.add(kind);
        self.lines.push(Line {
            start: start as u32,
            text_end: (start + indent + text.len()) as u32,
            end: end as u32,
            indent: indent.min(usize::from(u16::MAX)) as u16,
            kind,
            opens,
        });
    }
}

/// The pairs that a line begins with which may be more than text; see [`is_plain`]. A blank behind the letter begins a
/// letter-spaced level.
const FIRST_TWO: [[u8; 2]; 36] = [
    *b"Pa", *b"CL", // what a printer puts on each page
    *b"PA", *b"NN", *b"RE", *b"BT", *b"VZ", *b"ZC", *b"Me", *b"UN", *b"CO", *b"SE", *b"TO", *b"LI", *b"OF",
    *b"U ", *b"C ", *b"S ", *b"T ", *b"L ", *b"O ", *b"R ", *b"--", // what stands anywhere
    *b"QU", *b"QT", *b"BE", *b"EN", // a repeated text
    *b"AC", *b"OR", *b"DE", *b"P ", *b"Z ", // the next section
    *b"<<", *b"**", // footers
    *b"E ", *b"EE", // the sign of an error
];

/// For each first byte the second ones, by their last six bits: some are asked for without need, none is left out.
const SECOND: [u64; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < FIRST_TWO.len() {
        let [first, second] = FIRST_TWO[index];
        table[first as usize] |= 1 << (second & 63);
        index += 1;
    }
    table[b'#' as usize] = u64::MAX;
    table
};

/// How far into its line the colon of a label stands at most.
const LONGEST_LABEL: usize = 24;

/// The labels behind a text begin with one of these letters and a small one; see [`super::labels::opens_tail`].
fn may_be_label(text: &[u8], second: u8) -> bool {
    let label = &text[..text.len().min(LONGEST_LABEL)];
    matches!(text[0], b'S' | b'D' | b'C' | b'A' | b'R')
        && second.is_ascii_lowercase()
        && label.iter().any(|b| matches!(b, b':' | b';'))
}

/// The longest caption of [`super::gates::joint_caption`].
const LONGEST_CAPTION: usize = 9;

/// True when a line inside the text begins like none that the pass over the lines looks at there. No empty line is to be
/// asked for.
#[inline]
pub(super) fn is_plain(text: &[u8]) -> bool {
    let second = text.get(1).copied().unwrap_or(0);
    // Section page lines end with a figure.
    let last = text[text.len() - 1];
    if text.len() <= LONGEST_CAPTION && super::gates::joint_caption(text) {
        return false;
    }
    (SECOND[text[0] as usize] >> (second & 63)) & 1 == 0
        && !last.is_ascii_digit()
        && !may_be_label(text, second)
}
