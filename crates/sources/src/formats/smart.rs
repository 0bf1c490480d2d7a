//! Telegrams of 2009 and later as SMART shows them, alone or inside e-mails from State's releases (TF 14; formats 8).
//!
//! A file is one telegram with the mail around it. Where several are in one file, each later one begins at the e-mail that
//! brought it, or else at the level line above its labels. FOIA stamps, page breaks and mail belong to the telegram's text
//! as stored; which of it is the telegram is for its reader to say.
//!
//! Met in 25 files of the 2015-16 releases: labels garbled by optical reading (`Date!DTG`), labels and values on lines of
//! their own with blank lines between; 2 drafts without `MRN:`.

use super::heading::{Heading, heading};
use super::lines::{Lines, all_blank, trim};
use super::{Format, Sniff};
use crate::error::{At, ItemErrorKind};
use crate::limits::MAX_ITEM;
use crate::run::{Emit, Flow};
use crate::window::Window;
use memchr::memmem;
use std::ops::Range;

/// A telegram as SMART shows it, alone or inside an e-mail.
pub static FORMAT: Format =
    Format { id: "smart", title: "SMART telegram (2009 on), alone or inside an e-mail", sniff, cut };

/// How many lines below `MRN:` the next label stands at most, blank ones not counted.
const LABEL_DISTANCE: usize = 6;

/// How many lines above `MRN:` the e-mail header begins at most: `Cc` can have dozens of names.
const MAIL_HEADER: usize = 60;

fn sniff(head: &[u8]) -> Sniff {
    let lines: Vec<_> = Lines::new(head, 0).collect();
    let first = lines.iter().map(|line| trim(&head[line.clone()])).find(|line| !line.is_empty());
    let wire = lines.iter().position(|line| heading(&head[line.clone()]) == Some(Heading::Transmission));
    let label = (0..lines.len()).find(|n| is_label(head, &lines, *n));
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

/// True when the line is the `MRN:` label of a telegram: `Date/DTG`, or what was read for it, comes soon.
fn is_label(data: &[u8], lines: &[Range<usize>], n: usize) -> bool {
    trim(&data[lines[n].clone()]).starts_with(b"MRN:")
        && lines[n + 1..]
            .iter()
            .map(|line| trim(&data[line.clone()]))
            .filter(|line| !line.is_empty())
            .take(LABEL_DISTANCE)
            .any(|line| line.starts_with(b"Date") && matches!(line.get(5..7), Some(b"DT" | b"DI")))
}

fn cut(window: &mut Window<'_>, emit: &mut Emit<'_>) -> Flow {
    let whole = window.fill_all(MAX_ITEM);
    if window.broken() {
        return Flow::Continue(());
    }
    if all_blank(window.data()) {
        return emit.fail(None, ItemErrorKind::Empty);
    }
    let mut done = 0;
    for begin in begins(&window.data()[..window.data().len().min(MAX_ITEM)]) {
        let item = emit.item(window.start(), window.take(begin - done));
        emit.send(item)?;
        done = begin;
    }
    let item = emit.item(window.start(), window.take(MAX_ITEM - done));
    emit.send(item)?;
    if whole {
        return Flow::Continue(());
    }
    let what = "its first part was kept, the rest was not read";
    emit.fail(Some(At::Byte(window.start())), ItemErrorKind::TooLong { limit: MAX_ITEM, what })
}

/// Where the second and each later telegram begins.
fn begins(data: &[u8]) -> Vec<usize> {
    let lines: Vec<_> = Lines::new(data, 0).collect();
    let mut found = Vec::new();
    let mut last = None;
    for n in 0..lines.len() {
        if !is_label(data, &lines, n) {
            continue;
        }
        if let Some(last) = last {
            found.push(lines[beginning(data, &lines, last + 1, n)].start);
        }
        last = Some(n);
    }
    found
}

/// The line where the telegram begins whose `MRN:` is line `label`; not before line `floor`.
fn beginning(data: &[u8], lines: &[Range<usize>], floor: usize, label: usize) -> usize {
    let line = |n: usize| trim(&data[lines[n].clone()]);
    let lowest = floor.max(label.saturating_sub(MAIL_HEADER));
    let mail = (lowest..label).rev().find(|n| {
        line(*n).starts_with(b"From:")
            && (n + 1..(n + 4).min(label)).any(|next| line(next).starts_with(b"Sent:"))
    });
    if let Some(mail) = mail {
        return mail;
    }
    let mut begin = label;
    while begin > lowest {
        let above = line(begin - 1);
        let banner = heading(above) == Some(Heading::Above) || above == b"SBU";
        if !(above.is_empty() || banner || foia_stamp(above)) {
            break;
        }
        begin -= 1;
    }
    // Blank lines belong to what stands before them.
    while begin < label && line(begin).is_empty() {
        begin += 1;
    }
    begin
}
