//! Sections: at most 100 lines from format line 5 on (TF 7).

use crate::layout::{Cut, Line};
use crate::message::{Block, Kind};

/// The lines of a section (ACP 127 s.208; as observed at State).
pub(super) const LIMIT: usize = 100;

/// The least lines of text that a section gets, however long its heading is.
const LEAST: usize = 12;

/// The lines of the text, blank ones between its blocks.
pub(super) fn body(blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut headed = false;
    for block in blocks {
        if !lines.is_empty() {
            lines.push(Line::blank());
        }
        let from = lines.len();
        lines.extend(block.lines.iter().cloned());
        // A heading is not left alone at a section's end.
        if let (true, Some(first)) = (headed, lines.get_mut(from)) {
            first.cut = Cut::No;
        }
        headed = block.kind == Kind::Heading;
    }
    lines
}

/// Cuts the text: `first` lines at most into the first section, `later` into the others; the last one also holds `end` lines.
pub(super) fn cut(lines: &[Line], first: usize, later: usize, end: usize) -> Vec<&[Line]> {
    let mut parts = Vec::new();
    let mut rest = lines;
    loop {
        let room = if parts.is_empty() { first } else { later }.max(LEAST);
        // A signature alone is not divided, however long.
        if rest.is_empty() || rest.len() + end <= room {
            parts.push(rest);
            return parts;
        }
        let at = place(rest, room);
        let (part, next) = rest.split_at(at);
        parts.push(trimmed(part));
        rest = trimmed(next);
        if rest.is_empty() {
            return parts;
        }
    }
}

/// Where to cut: before the last paragraph that begins in the last quarter of the room, else within one.
fn place(lines: &[Line], room: usize) -> usize {
    let last = room.min(lines.len() - 1).max(1);
    let find = |from: usize, cut: Cut| (from.max(1)..=last).rev().find(|&at| lines[at].cut == cut);
    find(room * 3 / 4, Cut::Between)
        .or_else(|| find(1, Cut::Within))
        .or_else(|| find(1, Cut::Between))
        .unwrap_or(last)
}

/// Without blank lines at its ends.
fn trimmed(mut lines: &[Line]) -> &[Line] {
    while let [first, rest @ ..] = lines
        && first.text.is_empty()
    {
        lines = rest;
    }
    while let [rest @ .., last] = lines
        && last.text.is_empty()
    {
        lines = rest;
    }
    lines
}
