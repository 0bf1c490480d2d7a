//! Telegrams as they went over the wire, one or many back to back (TF 4 and 5).
//!
//! A telegram begins at its format line 1 (`VZCZCQXO0231`). Copies without one are cut behind format line 16 (`NNNN`) where
//! a heading follows. Each byte belongs to a telegram: blank lines and whatever else stands between two of them belong to
//! the first, so that telegrams put one after the other are the same bytes as each alone. Pilots (TF 11.2) stand behind
//! format line 1 and stay with their telegram. A telegram quoted in a text has neither line.
//!
//! Of copies without both, one begins where `plain` says.
//!
//! Met in copies: `NNNN` fused with the next format line 1; an older format line 1 left under the relay's new one; a few
//! lines of a page's title above the first telegram, which stay with it.

use super::cutting::{self, Cutter, LOOKAHEAD, Next, Search};
use super::heading::{Heading, heading};
use super::lines::{Lines, all_blank, line_end, line_start, trim};
use super::{Format, Sniff, nara, plain};
use crate::run::{Emit, Flow};
use crate::window::Window;
use memchr::memmem;

/// Telegrams as they went over the wire, one or many back to back.
pub static FORMAT: Format =
    Format { id: "teletype", title: "teletype: one telegram, or a stream of them", sniff, cut };

/// How many lines behind `NNNN` are looked at for a heading.
const LINES_BEHIND: usize = 40;

/// How many lines of something else may stand above the first telegram and are still taken as its title.
const TITLE_LINES: usize = 5;

/// In how many lines, blank ones not counted, a heading without format line 1 has to begin.
const HEADING_WITHIN: usize = 12;

fn sniff(head: &[u8]) -> Sniff {
    let mut likely = Sniff::No;
    let mut lines = 0;
    for range in Lines::new(head, 0) {
        let line = trim(&head[range.clone()]);
        if line.is_empty() {
            continue;
        }
        lines += 1;
        match heading(line) {
            Some(Heading::Transmission) => return Sniff::Yes,
            Some(Heading::Other) if lines <= HEADING_WITHIN => {
                likely = Sniff::Maybe("it begins as a heading does")
            }
            None if line == b"NNNN" && likely == Sniff::No && following(head, range.end).is_some() => {
                likely = Sniff::Maybe("a heading follows the end of a telegram");
            }
            _ => {}
        }
    }
    likely
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    cutting::cut(window, emit, Stream::new())
}

/// What is searched for, by its place in the search.
const WORDS: [&[u8]; 3] = [b"ZCZC", b"NNNN", b"FM "];

struct Stream {
    search: Search<{ WORDS.len() }>,
    /// True while no telegram was cut off.
    first: bool,
    /// Where the last format line 1 of this telegram ends.
    transmission: Option<usize>,
    /// True where a sender was seen in this telegram.
    sent: bool,
}

impl Stream {
    fn new() -> Stream {
        Stream { search: Search::new(WORDS), first: true, transmission: None, sent: false }
    }

    /// Looks at a `ZCZC`: where the next telegram begins, if one does here.
    fn begins(&mut self, data: &[u8], hit: usize, ended: bool) -> Option<usize> {
        let word = if hit > 0 && data[hit - 1] == b'V' { hit - 1 } else { hit };
        let end = line_end(data, word);
        if heading(&data[word..end]) != Some(Heading::Transmission) {
            return None;
        }
        // A file before this one may have had no line end at its end.
        let start = line_start(data, word).or_else(|| routed(data, end).then_some(word))?;
        let older = self.transmission.replace(end);
        // A form feed begins a line for this search, but does not end one: both can stand on one line.
        let below = older.is_some_and(|older| older >= start || all_blank(&data[older..start]));
        if below || all_blank(&data[..start]) {
            return None;
        }
        if older.is_none() && self.first && is_title(&data[..start]) {
            return None;
        }
        confirmed(data, word, end, ended).then_some(start)
    }

    /// Looks at an `NNNN`: where the next telegram begins, if this ends one.
    fn ends(&self, data: &[u8], hit: usize, ended: bool) -> Option<usize> {
        line_start(data, hit)?;
        let end = line_end(data, hit);
        let rest = &data[hit + 4..end];
        if !all_blank(rest) {
            // `NNNNVZCZCQXO0232`, `NNNNMAFVVZCZ` (TF 4.1, 12.6).
            let word = end - rest.len() + rest.iter().take_while(|b| **b == b' ').count();
            let rest = &data[word..end];
            let letters = rest.iter().all(u8::is_ascii_uppercase);
            let garbled = letters && rest.len() <= 16 && memmem::find(rest, b"ZCZ").is_some_and(|n| n > 0);
            let fused = heading(rest) == Some(Heading::Transmission) || garbled;
            return (fused && confirmed(data, word, end, ended)).then_some(word);
        }
        following(&data[..data.len().min(end + LOOKAHEAD)], end)
    }

    /// Looks at an `FM `: where the next telegram begins, if this is its sender. Where format line 1 was copied once it stands above
    /// the next one, too.
    fn sends(&mut self, data: &[u8], hit: usize) -> Option<usize> {
        let sender = line_start(data, hit)?;
        let date = plain::date_above(data, sender)?;
        let later = std::mem::replace(&mut self.sent, true);
        if later && self.transmission.is_none() { plain::begins(data, date) } else { None }
    }
}

impl Cutter for Stream {
    fn next(&mut self, window: &mut Window<'_>) -> Next {
        loop {
            let (word, hit) = match self.search.next(window) {
                Ok(found) => found,
                Err(none) => return none,
            };
            let (data, ended) = (window.data(), window.ended());
            let found = match WORDS[word] {
                b"ZCZC" => self.begins(data, hit, ended),
                b"NNNN" => self.ends(data, hit, ended),
                _ => self.sends(data, hit),
            };
            if let Some(cut) = found.filter(|cut| *cut > 0) {
                return Next::Cut(cut);
            }
        }
    }

    fn shift(&mut self, n: usize) {
        self.search.shift(n);
        self.first = false;
        self.transmission = None;
        self.sent = false;
    }
}

/// True where the first lines are a heading without format line 1: date and time, sender, addressee.
pub(super) fn begins_plainly(head: &[u8]) -> bool {
    let lines = Lines::new(head, 0).filter(|line| !trim(&head[line.clone()]).is_empty());
    lines.take(HEADING_WITHIN).any(|line| plain::is_heading(head, line.start))
}

/// Where a telegram begins in a stream of another form, with the `ZCZC` at `hit`.
pub(super) fn opening(data: &[u8], hit: usize) -> Option<usize> {
    let word = if hit > 0 && data[hit - 1] == b'V' { hit - 1 } else { hit };
    let start = line_start(data, word)?;
    let end = line_end(data, word);
    let begins = heading(&data[word..end]) == Some(Heading::Transmission) && confirmed(data, word, end, true);
    begins.then_some(start)
}

/// From where on a `ZCZC` in a telegram of another form is the next telegram's. The text of a record of the National Archives, and a
/// telegram of 1973-2009 in a rendering of SMART, may have kept its own format line 1.
pub(super) fn foreign(own: &str, data: &[u8]) -> Option<usize> {
    match own {
        "nara" => memmem::find(data, nara::ATTRIBUTES),
        "smart" => {
            let first = memmem::find(data, b"ZCZC")?;
            let its_own = memmem::find(&data[..first], b"Archive Copy").is_some();
            Some(first + usize::from(its_own))
        }
        _ => Some(0),
    }
}

/// True for a few lines that are no part of a telegram.
fn is_title(above: &[u8]) -> bool {
    let mut lines = 0;
    for line in Lines::new(above, 0) {
        let line = &above[line];
        if trim(line).is_empty() {
            continue;
        }
        lines += 1;
        if lines > TITLE_LINES || heading(line).is_some() || trim(line) == b"NNNN" {
            return false;
        }
    }
    true
}

/// True when the next line is one of a heading.
fn routed(data: &[u8], end: usize) -> bool {
    let ahead = &data[..data.len().min(end + LOOKAHEAD)];
    let mut lines = Lines::new(ahead, end).map(|line| trim(&ahead[line])).filter(|line| !line.is_empty());
    lines.next().is_some_and(|line| heading(line) == Some(Heading::Other))
}

/// True when what stands behind a format line 1 is a heading. A sentence about a channel number is not followed by one.
fn confirmed(data: &[u8], word: usize, end: usize, ended: bool) -> bool {
    if memmem::find(&data[word..end], b" R").is_some() && data[word..end].len() > 20 {
        return true;
    }
    let ahead = &data[..data.len().min(end + LOOKAHEAD)];
    let mut lines =
        Lines::new(ahead, end).map(|line| trim(&ahead[line])).filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_none() {
        return ended;
    }
    lines.take(4).any(|line| heading(line) == Some(Heading::Other))
}

/// Where the telegram begins whose heading comes first in `data[from..]`; `None` when something else comes.
///
/// Up to two lines directly above the heading are its own, garbled; a classification or a number alone is (TF 12.1).
fn following(data: &[u8], from: usize) -> Option<usize> {
    let mut own = None;
    let mut unknown = 0;
    for range in Lines::new(data, from).skip(1).take(LINES_BEHIND) {
        let line = trim(&data[range.clone()]);
        if line.is_empty() {
            if unknown > 0 {
                own = None;
                unknown = 0;
            }
            continue;
        }
        match heading(line) {
            Some(Heading::Transmission) => return Some(range.start),
            Some(Heading::Other) => return Some(own.unwrap_or(range.start)),
            Some(Heading::Above) => own = own.or(Some(range.start)),
            None if line == b"NNNN" => return None,
            None => {
                unknown += 1;
                own = if unknown <= 2 { own.or(Some(range.start)) } else { None };
            }
        }
    }
    None
}

/// Where each telegram of a stream in memory begins and ends. For a stream that is not all blank, the ranges tile it.
pub fn ranges(bytes: &[u8]) -> Vec<(u64, u64)> {
    super::cut(&FORMAT, bytes).into_iter().flatten().filter_map(|item| item.span).collect()
}
