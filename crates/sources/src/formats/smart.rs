//! Telegrams of 2009 and later as SMART shows them, alone or inside e-mails from State's releases (TF 14; formats 8).
//!
//! A file is one telegram with the mail around it. Where several are in one file, each later one begins at the e-mail that
//! brought it, or else at the level line above its labels. FOIA stamps, page breaks and mail belong to the telegram's text
//! as stored; which of it is the telegram is for its reader to say.
//!
//! Met in 25 files of the 2015-16 releases: labels garbled by optical reading (`Date!DTG`), labels and values on lines of
//! their own with blank lines between; 2 drafts without `MRN:`.

use super::cutting::{self, Cutter, Next, Search};
use super::heading::{Heading, heading};
use super::lines::{Lines, line_end, line_start, trim};
use super::{Format, Sniff};
use crate::run::{Emit, Flow};
use crate::window::Window;
use memchr::memmem;
use std::ops::Range;

/// A telegram as SMART shows it, alone or inside an e-mail.
pub static FORMAT: Format =
    Format { id: "smart", title: "SMART telegram (2009 on), alone or inside an e-mail", sniff, cut };

const LABEL: &[u8] = b"MRN:";

/// How many lines below `MRN:` the next label stands at most, blank ones not counted.
const LABEL_DISTANCE: usize = 6;

/// How many lines above `MRN:` the e-mail header begins at most: `Cc` can have dozens of names.
const MAIL_HEADER: usize = 60;

/// How many bytes these lines have at most.
const MAIL_BYTES: usize = 16 << 10;

fn sniff(head: &[u8]) -> Sniff {
    let lines: Vec<_> = Lines::new(head, 0).collect();
    let first = lines.iter().map(|line| trim(&head[line.clone()])).find(|line| !line.is_empty());
    let wire = lines.iter().position(|line| heading(&head[line.clone()]) == Some(Heading::Transmission));
    let label = memmem::find_iter(head, LABEL).find_map(|hit| label(head, hit));
    let label = label.map(|start| lines.partition_point(|line| line.end <= start));
    match (label, wire) {
        (Some(label), Some(wire)) if wire < label => Sniff::No,
        (Some(_), _) => Sniff::Yes,
        (None, None) if first.is_some_and(foia_stamp) => {
            Sniff::Maybe("the stamp of a release of the Department")
        }
        _ => Sniff::No,
    }
}

/// `UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05785999 Date: 12/31/2015`.
fn foia_stamp(line: &[u8]) -> bool {
    memmem::find(line, b"U.S. Department of State").is_some() && memmem::find(line, b"Case No").is_some()
}

/// Where the line begins that is the `MRN:` label of a telegram, with the word at `hit`: `Date/DTG`, or what was read for it, comes
/// soon.
fn label(data: &[u8], hit: usize) -> Option<usize> {
    let start = line_start(data, hit)?;
    let below = Lines::new(data, line_end(data, hit)).skip(1).map(|line| trim(&data[line]));
    let dated = below
        .filter(|line| !line.is_empty())
        .take(LABEL_DISTANCE)
        .any(|line| line.starts_with(b"Date") && matches!(line.get(5..7), Some(b"DT" | b"DI")));
    dated.then_some(start)
}

/// Where the first telegram begins in the head of a stream.
pub(super) fn begin(head: &[u8]) -> Option<usize> {
    memmem::find_iter(head, LABEL).find_map(|hit| opening(head, hit))
}

/// Where a telegram begins in a stream of another form, with the `MRN:` at `hit`.
pub(super) fn opening(data: &[u8], hit: usize) -> Option<usize> {
    Some(beginning(data, 0, label(data, hit)?, true))
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    cutting::cut(window, emit, Renderings { search: Search::new([LABEL]), own: None })
}

struct Renderings {
    search: Search<1>,
    /// Where this telegram's label ends.
    own: Option<usize>,
}

impl Cutter for Renderings {
    fn next(&mut self, window: &mut Window<'_>) -> Next {
        loop {
            let hit = match self.search.next(window) {
                Ok((_, hit)) => hit,
                Err(none) => return none,
            };
            let data = window.data();
            let Some(label) = label(data, hit) else { continue };
            let Some(floor) = self.own.replace(line_end(data, hit)) else { continue };
            let bannered = first_line(data).is_some_and(is_banner);
            return Next::Cut(beginning(data, floor, label, bannered));
        }
    }

    fn shift(&mut self, n: usize) {
        self.search.shift(n);
        self.own = None;
    }
}

fn first_line(data: &[u8]) -> Option<&[u8]> {
    Lines::new(data, 0).map(|line| trim(&data[line])).find(|line| !line.is_empty())
}

/// A level alone.
fn is_banner(line: &[u8]) -> bool {
    heading(line) == Some(Heading::Above) || line == b"SBU"
}

/// Where the telegram begins whose label begins at `label`; not before `floor`. The level printed last above the label is its own if
/// telegrams of this stream are `bannered` at their heads; what stands above another one ends the telegram before.
fn beginning(data: &[u8], floor: usize, label: usize, bannered: bool) -> usize {
    let floor = floor.max(label.saturating_sub(MAIL_BYTES));
    let lines: Vec<_> = Lines::new(&data[..label], floor).collect();
    // Only the rest of a line may stand behind the floor.
    let lines = if floor > 0 { lines.get(1..).unwrap_or_default() } else { &lines[..] };
    let lines = &lines[lines.len().saturating_sub(MAIL_HEADER)..];
    let line = |range: &Range<usize>| trim(&data[range.clone()]);
    let mail = (0..lines.len()).rev().find(|n| {
        line(&lines[*n]).starts_with(b"From:")
            && lines[n + 1..].iter().take(3).any(|next| line(next).starts_with(b"Sent:"))
    });
    if let Some(mail) = mail {
        return lines[mail].start;
    }
    let mut begin = label;
    let mut banner = !bannered;
    for range in lines.iter().rev() {
        let above = line(range);
        if is_banner(above) && std::mem::replace(&mut banner, true) {
            break;
        }
        if !(above.is_empty() || is_banner(above) || foia_stamp(above)) {
            break;
        }
        // Blank lines belong to what stands before them.
        if !above.is_empty() {
            begin = range.start;
        }
    }
    begin
}
