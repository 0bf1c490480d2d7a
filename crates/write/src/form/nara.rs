//! The pages of the electronic files of 1973-79 (TF 12): banner, page line, heading without indicators, text, banner. What the
//! Department's centre added (distribution, relay counter, time of receipt) is not known, and left out.

use super::Sheet;
use super::heading::{self, Section};
use super::sections::{self, LIMIT};
use crate::layout::{Cut, Line};
use crate::message::Message;
use crate::problem::Problems;

/// The lines of text on a page.
const PAGE: usize = 48;

pub(crate) fn nara(message: &Message, problems: &mut Problems) -> Sheet {
    let body = sections::body(&message.body);
    let addresses = heading::addresses(message, false, problems);
    let fields = heading::fields(message, problems);
    let signature = heading::signature(message);
    let repeated = addresses.len() + heading::class_lines(message);
    let first = LIMIT.saturating_sub(repeated + fields.len());
    let parts = sections::cut(&body, first, LIMIT.saturating_sub(repeated), signature.len());
    let mut lines = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let section: Section = (parts.len() > 1).then_some((index + 1, parts.len()));
        let mut text = drafting(message, index);
        text.extend(addresses.iter().cloned());
        text.extend(heading::class(message, section, problems));
        if index == 0 {
            text.extend(fields.iter().cloned());
        }
        let heading = text.len();
        text.extend(part.iter().cloned());
        if index + 1 == parts.len() {
            text.extend(signature.iter().cloned());
        }
        pages(&mut lines, message, section, &text, heading);
        lines.push(Line::plain("NNNN"));
    }
    Sheet::of(&lines)
}

/// `DRAFTED BY OES/ENV:RROWAN`, on the Department's own telegrams.
fn drafting(message: &Message, section: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if message.station.text != "STATE" || section > 0 {
        return lines;
    }
    for (label, names) in [
        ("DRAFTED BY ", &message.drafted_by),
        ("APPROVED BY ", &message.approved_by),
        ("", &message.cleared_by),
    ] {
        for name in names {
            let mut line = Line::plain(label);
            line.glued(name);
            lines.push(line);
        }
    }
    lines
}

fn pages(lines: &mut Vec<Line>, message: &Message, section: Section, text: &[Line], heading: usize) {
    let banner = message.level.as_str();
    let mut rest = text;
    let mut page = 1;
    while !rest.is_empty() {
        let fits = rest.len() <= PAGE;
        // A page ends where a section may: in the text, not before a line that would seem to go on.
        let least = if page == 1 { heading + 1 } else { 1 };
        let good = |at: &usize| rest[*at].cut != Cut::No;
        let at = if fits {
            rest.len()
        } else {
            let before = (least..=PAGE.min(rest.len() - 1)).rev().find(good);
            before.or_else(|| (least.max(PAGE)..rest.len()).find(good)).unwrap_or(rest.len())
        };
        let (part, next) = rest.split_at(at);
        lines.extend([Line::plain(banner), Line::blank(), page_line(message, section, page), Line::blank()]);
        lines.extend(part.iter().cloned());
        lines.extend([Line::blank(), Line::plain(banner)]);
        rest = next;
        page += 1;
    }
}

/// `PAGE 01        PORT A  00417  01 OF 02`.
fn page_line(message: &Message, section: Section, page: usize) -> Line {
    let station: String = message.station.text.chars().take(6).collect();
    let part = section.map(|(this, of)| format!("  {this:02} OF {of:02}")).unwrap_or_default();
    let digits = if station == "STATE" { 6 } else { 5 };
    Line::plain(format!("PAGE {page:02}        {}  {:0digits$}{part}", station.trim_end(), message.number))
}
