//! What stands below a line that is looked at.

use super::fields::{self, Sure};
use super::gates::{self, Class};
use super::kind::Kind;
use super::lines::trim;
use super::scan::{Scan, Zone};
use super::stations::addressee;

impl Scan<'_> {
    /// Does a field of the heading that is not here yet begin within the next lines?
    pub(super) fn heading_ahead(&self) -> bool {
        const LINES: usize = 12;
        const BYTES: usize = 1200;
        let ahead = &self.src[self.next..self.src.len().min(self.next + BYTES)];
        for line in ahead
            .split(|b| matches!(b, b'\n' | b'\r'))
            .map(|line| trim(line).1)
            .filter(|l| !l.is_empty())
            .take(LINES)
        {
            if fields::numbered(line).is_some() || gates::end_mark(line) {
                return false;
            }
            let field = fields::heading_field(line);
            if field.is_some_and(|(kind, sure)| {
                sure == Sure::Yes && !(kind == Kind::Subject && self.subject_seen)
            }) {
                return true;
            }
            let class = !self.class_seen && gates::class_line(line) == Some(Class::Line);
            let group = matches!(line[0], b'Z' | b'O' | b'P' | b'R') && gates::date_time(line, false);
            if group && matches!(self.zone, Zone::Start | Zone::Front) {
                return true;
            }
            let address = self.zone != Zone::Heading
                && (line.starts_with(b"FM ") || line.starts_with(b"TO ") && addressee(&line[3..]));
            if class || address {
                return true;
            }
        }
        false
    }

    /// A line of text below a field whose line had room for its first word (TF 17, missing blank lines): it fills its line, and so
    /// does the one below.
    pub(super) fn is_prose(&self, text: &[u8], indent: usize) -> bool {
        /// Shorter lines may be a field's second one.
        const FILLED: usize = 50;
        if indent > 2 || text.len() < FILLED || !super::continues::had_room(self.open_field_text(), text) {
            return false;
        }
        let (below_indent, below) = self.line_below();
        below_indent <= 2 && below.len() >= FILLED && !self.heading_ahead()
    }

    /// Do the telegram's own sender and the classification line of a section stand below? Then the heading of a section begins that was
    /// pasted behind the one before (TF 7, 17).
    pub(super) fn section_below(&self) -> bool {
        const BYTES: usize = 4000;
        let below = self.line_below().1;
        if self.from.is_none_or(|(start, end)| &self.src[start..end] != below) {
            return false;
        }
        let heading = &self.src[self.next..self.src.len().min(self.next + BYTES)];
        let mut lines = heading.split(|b| matches!(b, b'\n' | b'\r')).map(|line| trim(line).1);
        let class = lines.find(|line| !line.is_empty() && gates::class_line(line) == Some(Class::Line));
        class.is_some_and(|line| memchr::memmem::find(line, b"SECTION").is_some())
    }

    /// The beginning of the next line: how many blanks, and what stands behind them.
    pub(super) fn line_below(&self) -> (usize, &[u8]) {
        const BYTES: usize = 120;
        let below = &self.src[self.next.min(self.src.len())..self.src.len().min(self.next + BYTES)];
        trim(&below[..memchr::memchr3(b'\n', b'\r', 0x0c, below).unwrap_or(below.len())])
    }

    /// Does the line stand between blank lines?
    pub(super) fn stands_apart(&self) -> bool {
        self.blanks > 0 && self.line_below().1.is_empty()
    }
}
