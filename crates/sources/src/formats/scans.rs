//! Where telegrams begin in the optical reading of a file of paper (formats 7): with a printed form of 1945-73, with the
//! first page line of 1973-79, with format lines, with a heading at the top of a page.
//!
//! The head of a further sheet repeats the title of a form or the word PAGE, never the sender and the addressee below: so
//! a telegram is cut off where a complete heading begins, and nowhere else. A further section stays with the first one.

use super::lines::{Lines, trim};
use chancery_telegram::form;
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// How many lines, blank ones not counted, may stand between the first line of a heading and its sender: distribution and
/// drafting block.
const TO_SENDER: usize = 30;

/// How many lines between the sender and the first addressee.
const TO_ADDRESSEE: usize = 4;

/// How many lines between the top of a page and the heading on it: stamps, banner, handwriting.
const TOP: usize = 14;

/// How many lines an identification sheet has.
const SHEET: usize = 60;

/// How many bytes before the first heading are its own: an identification sheet, noise.
const BEFORE: usize = 6 << 10;

/// What the first line of a heading has one of.
static WORDS: LazyLock<[Finder<'static>; 3]> =
    LazyLock::new(|| [Finder::new("FM "), Finder::new("TELEGRAM"), Finder::new("ontrol")]);

/// The places where telegrams begin, in order, the first one left out where nothing but its own sheets stand above it.
pub(crate) fn begins(data: &[u8]) -> Vec<usize> {
    if !WORDS.iter().any(|word| word.find(data).is_some()) {
        return Vec::new();
    }
    let pages = Pages::new(data);
    let mut found: Vec<usize> = Vec::new();
    let mut before: Option<form::Form> = None;
    // Nothing above the last heading belongs to the next one.
    let mut floor = 0;
    for form in form::find(data) {
        let section = form.section.is_some_and(|section| section > 1)
            && before.as_ref().is_some_and(|before| before.number == form.number);
        if !section {
            found.push(pages.top(pages.line_at(form.place.start), floor));
        }
        floor = pages.line_at(form.place.end);
        before = Some(form);
    }
    let mut floor = 0;
    for index in 0..pages.lines.len() {
        // What begins between the first line of a heading and its sender is the same heading.
        if index < floor {
            continue;
        }
        if let Some((begin, sender)) = pages.heading(index, floor) {
            floor = sender + 1;
            found.extend(begin);
        }
    }
    found.sort_unstable();
    found.dedup();
    if found.first().is_some_and(|&first| first <= BEFORE) {
        found.remove(0);
    }
    found
}

/// The lines of a file that are not blank.
struct Pages<'d> {
    data: &'d [u8],
    lines: Vec<Range<usize>>,
}

impl<'d> Pages<'d> {
    fn new(data: &'d [u8]) -> Pages<'d> {
        let lines = Lines::new(data, 0).filter(|line| !trim(&data[line.clone()]).is_empty()).collect();
        Pages { data, lines }
    }

    fn line(&self, index: usize) -> &'d [u8] {
        trim(&self.data[self.lines[index].clone()])
    }

    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.end <= at)
    }

    /// Is this the first line of a heading? Where its telegram begins, none for a further section; and the sender's line.
    fn heading(&self, index: usize, floor: usize) -> Option<(Option<usize>, usize)> {
        let line = self.line(index);
        let paged = first_page(line);
        if paged.is_some() || station(line) {
            let sender = self.addressed(index + 1, TO_SENDER)?;
            let section = paged.is_some_and(section);
            return Some(((!section).then(|| self.top(index, floor)), sender));
        }
        // A heading of which the page line was lost, at the top of a page.
        if date_time(line) {
            let sender = self.addressed(index + 1, TO_ADDRESSEE)?;
            return Some((Some(self.page_break(index, floor)?), sender));
        }
        None
    }

    /// A sender within some lines, and an addressee below it.
    fn addressed(&self, from: usize, within: usize) -> Option<usize> {
        let until = self.lines.len().min(from + within);
        let sender = (from..until)
            .take_while(|&index| first_page(self.line(index)).is_none())
            .find(|&index| sender(self.line(index)))?;
        let until = self.lines.len().min(sender + 1 + TO_ADDRESSEE);
        (sender + 1..until).any(|index| addressee(self.line(index))).then_some(sender)
    }

    /// The top of the page on which a heading begins with this line, not above `floor`; the line itself where no page break
    /// is near. The sheet that identifies a record stands before its first page.
    fn top(&self, index: usize, floor: usize) -> usize {
        let top = self.page_break(index, floor).unwrap_or(self.lines[index].start);
        self.sheet(index, floor).unwrap_or(top)
    }

    fn page_break(&self, index: usize, floor: usize) -> Option<usize> {
        for at in (index.saturating_sub(TOP).max(floor)..=index).rev() {
            let range = self.lines[at].clone();
            if let Some(feed) = self.data[range.clone()].iter().rposition(|&b| b == 0x0c) {
                return Some(range.start + feed + 1);
            }
            let line = self.line(at);
            if line.starts_with(b"## Page ") {
                return Some(range.start);
            }
            // What the release prints at the foot of each page.
            if at < index && foot(line) {
                return Some(self.lines[at + 1].start);
            }
            // A form feed alone on its line.
            let gap = at.checked_sub(1).map_or(0, |before| self.lines[before].end)..range.start;
            if let Some(feed) = self.data[gap.clone()].iter().rposition(|&b| b == 0x0c) {
                return Some(gap.start + feed + 1);
            }
            if at < index && line.len() > 60 {
                return None;
            }
        }
        None
    }

    fn sheet(&self, index: usize, floor: usize) -> Option<usize> {
        let first = index.saturating_sub(SHEET).max(floor);
        let form = (first..index).rev().find(|&at| self.line(at).starts_with(b"JFK ASSASSINATION SYSTEM"))?;
        let own = |line: &[u8]| {
            let release = memchr::memmem::find(line, b"RELEASE UNDER THE PRESIDENT").is_some();
            let number = line.len() <= 24 && line.iter().filter(|b| b.is_ascii_digit()).count() >= 8;
            release || number || line.starts_with(b"# ") || line == b"## Page 1" || line.starts_with(b"Date:")
        };
        let begin =
            (form.saturating_sub(6).max(floor)..form).rev().take_while(|&at| own(self.line(at))).last();
        Some(self.lines[begin.unwrap_or(form)].start)
    }
}

/// `PAGE 01 LONDON 01641  311204Z`, its figures misread: `PAGE 81 LONDON 91641`, `PAGE Ot`. What stands behind the number.
fn first_page(line: &[u8]) -> Option<&[u8]> {
    let start = line.iter().take(4).position(|&b| b == b'P')?;
    let rest = line[start..].strip_prefix(b"PAGE ")?;
    let rest = trim(rest);
    let number = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    // The last figure tells the page; what is read for 1 is seldom anything but a stroke.
    let one = (1..=2).contains(&number) && matches!(rest[number - 1], b'1' | b'I' | b'l' | b't' | b'i');
    let behind = trim(&rest[number..]);
    let name =
        behind.iter().take_while(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b',' | b';')).count();
    let figures = behind[name..].iter().filter(|b| b.is_ascii_digit()).count();
    (one && name >= 3 && figures >= 4 && line.len() <= 90).then_some(behind)
}

/// `01 OF 02` in what stands behind a page's number.
fn section(behind: &[u8]) -> bool {
    memchr::memmem::find(behind, b" OF ").is_some()
}

/// `DE RUEHC #9886 0140951`.
fn station(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"DE R") else { return false };
    let letters = rest.iter().take_while(|b| b.is_ascii_uppercase()).count();
    (3..=7).contains(&letters) && rest[letters..].iter().filter(|b| b.is_ascii_digit()).count() >= 6
}

/// `R 311204Z JAN 78`, its figures misread.
fn date_time(line: &[u8]) -> bool {
    let start = line.iter().take(3).position(|b| matches!(b, b'R' | b'P' | b'O' | b'Z'));
    let Some(rest) = start.map(|at| &line[at + 1..]).filter(|rest| rest.starts_with(b" ")) else {
        return false;
    };
    const MONTHS: [&[u8]; 12] = [
        b" JAN ", b" FEB ", b" MAR ", b" APR ", b" MAY ", b" JUN ", b" JUL ", b" AUG ", b" SEP ", b" OCT ",
        b" NOV ", b" DEC ",
    ];
    let rest = trim(rest);
    let head = &rest[..rest.len().min(16)];
    let figures = head.iter().take(7).filter(|b| b.is_ascii_digit()).count();
    figures >= 5 && MONTHS.iter().any(|month| memchr::memmem::find(head, month).is_some())
}

/// `FM AMEMBASSY LONDON`, `/ FM SECSTATE WASHDC`: a sender of the Department.
fn sender(line: &[u8]) -> bool {
    const SENDERS: [&[u8]; 9] =
        [b"SECSTATE", b"AMEMB", b"AMCON", b"USMISSION", b"USUN", b"USDEL", b"USINT", b"USLO", b"USOFFICE"];
    let Some(at) = line.windows(3).take(5).position(|part| part == b"FM ") else { return false };
    let name = trim(&line[at + 3..]);
    SENDERS.iter().any(|kind| name.starts_with(kind))
}

fn addressee(line: &[u8]) -> bool {
    line.windows(3).take(5).any(|part| part == b"TO ") && line.len() > 6
}

/// `NW 65360 Docld:32989749 Page 12`.
fn foot(line: &[u8]) -> bool {
    line.len() <= 60
        && line.iter().any(u8::is_ascii_digit)
        && memchr::memmem::find(line, b"oc").is_some()
        && memchr::memmem::find(line, b" Page ").is_some()
}
