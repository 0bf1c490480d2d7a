//! The National Archives' 1973-79 release (AAD) as text: message part first, attributes after (formats 1 and 2).
//!
//! One file is one record, with all sections of its telegram. Files put together into one are cut where, behind a
//! `Message Attributes`, the next record's page begins: at its form feed, its release stamps, its `Message Text`. The whole
//! record is the telegram's text, stamps and attributes included; the attributes are copied beside it.
//!
//! Met: records with two `Message Text`, with none (text lost), with the attributes in front. Layout-keeping text centres
//! the headings and doubles blank lines; line text has two stamps at each page's head and none at its foot.

use super::cutting::{self, Cutter, Next, Search};
use super::lines::{Lines, line_end, line_start, trim};
use super::nara_attributes::{self as attributes, stamp};
use super::{Format, Sniff};
use crate::run::{Emit, Flow};
use crate::window::Window;
use bytes::Bytes;
use memchr::{memmem, memrchr};

/// A 1973-79 record of the National Archives, as text.
pub static FORMAT: Format =
    Format { id: "nara", title: "National Archives AAD record (1973-79), as text", sniff, cut };

const TEXT: &[u8] = b"Message Text";
pub(super) const ATTRIBUTES: &[u8] = b"Message Attributes";

fn sniff(head: &[u8]) -> Sniff {
    let mut first = true;
    for range in Lines::new(head, 0) {
        let line = trim(&head[range]);
        if line == TEXT || line == ATTRIBUTES || first && stamp(line) {
            return Sniff::Yes;
        }
        first &= line.is_empty();
    }
    Sniff::No
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    cutting::cut(window, emit, Records::new())
}

struct Records {
    search: Search<2>,
    first: bool,
    /// Where this record's `Message Text` and `Message Attributes` stand.
    text_at: Option<usize>,
    attributes_at: Option<usize>,
    /// True when the attributes stand in front of the text.
    reversed: bool,
}

impl Records {
    fn new() -> Records {
        Records {
            search: Search::new([TEXT, ATTRIBUTES]),
            first: true,
            text_at: None,
            attributes_at: None,
            reversed: false,
        }
    }

    /// Takes note of a heading line; says where the next record begins, if it is the next record's.
    fn heading(&mut self, data: &[u8], hit: usize, is_text: bool) -> Option<usize> {
        let start = heading_line(data, hit, if is_text { TEXT } else { ATTRIBUTES })?;
        if let (true, true, None, Some(at)) = (is_text, self.first, self.text_at, self.attributes_at) {
            // The first record of all has its attributes in front, unless they say that its text is lost.
            self.reversed = memmem::find(&data[at..hit], b"TEXT ON-LINE").is_some();
        }
        let next = match (is_text, self.reversed) {
            (true, false) => self.attributes_at.is_some(),
            (true, true) => false,
            (false, false) => self.attributes_at.is_some(),
            (false, true) => self.text_at.is_some(),
        };
        if next {
            return Some(page_head(data, start));
        }
        let known = if is_text { &mut self.text_at } else { &mut self.attributes_at };
        known.get_or_insert(hit);
        None
    }
}

impl Cutter for Records {
    fn next(&mut self, window: &mut Window<'_>) -> Next {
        loop {
            let (word, hit) = match self.search.next(window) {
                Ok(found) => found,
                Err(none) => return none,
            };
            let cut = self.heading(window.data(), hit, word == 0);
            if let Some(cut) = cut.filter(|cut| *cut > 0) {
                return Next::Cut(cut);
            }
        }
    }

    fn shift(&mut self, n: usize) {
        self.search.shift(n);
        self.first = false;
        self.text_at = None;
        self.attributes_at = None;
    }

    fn send(&mut self, emit: &mut Emit<'_>, start: u64, bytes: Bytes) -> Flow {
        let mut item = emit.item(start, bytes);
        describe(&mut item, self.attributes_at, self.text_at.filter(|_| self.reversed));
        emit.send(item)
    }
}

/// Where the first record begins in the head of a stream; what stands above attributes may be a text without a heading.
pub(super) fn begin(head: &[u8]) -> Option<usize> {
    let mut lines = Lines::new(head, 0);
    let line = lines.find(|line| [TEXT, ATTRIBUTES].contains(&trim(&head[line.clone()])))?;
    (trim(&head[line.clone()]) == TEXT).then(|| page_head(head, line.start))
}

/// Where a record begins in a stream of another form, with the `Message Text` at `hit`.
pub(super) fn opening(data: &[u8], hit: usize) -> Option<usize> {
    Some(page_head(data, heading_line(data, hit, TEXT)?))
}

/// Where the line begins that is this heading, with the word at `hit`.
fn heading_line(data: &[u8], hit: usize, word: &[u8]) -> Option<usize> {
    let start = line_start_wide(data, hit)?;
    (trim(&data[start..line_end(data, hit)]) == word).then_some(start)
}

/// Copies the attributes at `from` beside the telegram; they end where the text begins, when that stands behind them.
fn describe(item: &mut crate::Item, from: Option<usize>, to: Option<usize>) {
    let Some(from) = from.filter(|from| *from <= item.bytes.len()) else { return };
    let to = to.filter(|to| *to > from).unwrap_or(item.bytes.len()).min(item.bytes.len());
    item.attributes_at = Some((from, to));
    item.describe();
}

/// Names and values, in their order.
type Attributes = Vec<(String, String)>;

/// The attributes that stand in this part of a text, and the telegram's name and date by them.
pub(crate) fn said(text: &[u8]) -> (Attributes, Option<String>, Option<String>) {
    let all = attributes::read(text);
    let value = |name: &str| all.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let id = value("Document Number").filter(|id| !id.eq_ignore_ascii_case("n/a")).map(str::to_owned);
    let date = value("Draft Date").or_else(|| value("Sent Date")).and_then(attributes::date);
    (all, id, date)
}

/// The line of a centred heading has a long indent.
fn line_start_wide(data: &[u8], hit: usize) -> Option<usize> {
    let floor = hit.saturating_sub(120);
    match memrchr(b'\n', &data[floor..hit]) {
        Some(n) => Some(floor + n + 1),
        None if floor == 0 => Some(0),
        None => line_start(data, hit),
    }
}

/// Where the page begins whose heading line is at `line`: above it are blank lines, stamps, and a form feed at most.
fn page_head(data: &[u8], line: usize) -> usize {
    let mut head = line;
    if let Some(feed) = memrchr(b'\x0c', &data[line..line_end(data, line)]) {
        return line + feed + 1;
    }
    while head > 0 {
        let start = memrchr(b'\n', &data[..head - 1]).map_or(0, |n| n + 1);
        let above = &data[start..head];
        if !trim(above).is_empty() && !stamp(above) {
            break;
        }
        if let Some(feed) = memrchr(b'\x0c', above) {
            // A form feed alone on its line takes its line end with it.
            let after = start + feed + 1;
            return if trim(&data[after..head]).is_empty() { head } else { after };
        }
        head = start;
    }
    head
}
