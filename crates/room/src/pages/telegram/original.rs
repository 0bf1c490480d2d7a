//! The text as its source has it, line for line, with the places of what was read from it.

use super::body::ids;
use chancery_telegram::Span;
use chancery_telegram::record::Record;
use chancery_view::Shown;
use std::collections::BTreeSet;
use std::ops::Range;

/// A line of the original.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) runs: Vec<Run>,
}

/// A run of characters that belong to the same part.
pub(super) struct Run {
    pub(super) text: String,
    /// The part of the page that says it; empty for none.
    pub(super) part: String,
    /// What is wrong with the copy here.
    pub(super) damage: Option<String>,
    pub(super) redacted: bool,
}

/// The lines of what is shown.
pub(super) fn lines(shown: &Shown<'_>) -> Vec<Line> {
    let record = shown.record;
    let mut parts = Places::new(parts(record));
    let mut damage = Places::new(
        record.damage.iter().filter_map(|damage| Some((damage.span?, super::body::said(damage)))),
    );
    let mut redactions =
        Places::new(record.redactions.iter().map(|redaction| (redaction.span, String::new())));
    let edges: BTreeSet<usize> = [&parts, &damage, &redactions].into_iter().flat_map(Places::edges).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, line) in shown.text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let end = start + line.len();
        let mut runs = Vec::new();
        let mut from = start;
        for to in edges.range(start + 1..end.max(start + 1)).copied().chain([end]) {
            runs.push(Run {
                text: pictured(shown.text.get(from..to).unwrap_or_default()),
                part: parts.at(from).map(str::to_owned).unwrap_or_default(),
                damage: damage.at(from).map(str::to_owned),
                redacted: redactions.at(from).is_some(),
            });
            from = to;
        }
        lines.push(Line { number: at + 1, runs });
        start = end;
    }
    lines
}

/// The places of what the page shows, with the names of its parts.
fn parts(record: &Record<'_>) -> Vec<(Span, String)> {
    let mut parts: Vec<(Span, String)> = Vec::new();
    let mut put = |span: Span, part: &str| parts.push((span, part.to_owned()));
    record.mrn.iter().for_each(|mrn| put(mrn.span, "number"));
    record.sent.iter().for_each(|sent| put(sent.span, "sent"));
    record.from.iter().for_each(|from| put(from.span, "from"));
    record.to.iter().for_each(|to| put(to.span, "to"));
    record.info.iter().for_each(|info| put(info.span, "info"));
    record.classification.iter().for_each(|class| put(class.span, "level"));
    record.executive_order.iter().for_each(|order| put(order.span, "order"));
    record.classified_by.iter().for_each(|by| put(by.span, "classified"));
    record.tags.iter().for_each(|tag| put(tag.span, "tags"));
    record.references.iter().for_each(|reference| put(reference.span, "references"));
    for (block, id) in record.body.iter().zip(ids(record)) {
        put(block.span, &id);
    }
    parts
}

/// Places in a text, asked from its beginning to its end.
struct Places {
    /// By their beginnings, the last one first.
    rest: Vec<(Range<usize>, String)>,
    /// Those that have begun and not ended.
    open: Vec<(Range<usize>, String)>,
}

impl Places {
    fn new(places: impl IntoIterator<Item = (Span, String)>) -> Places {
        let places = places.into_iter().map(|(span, name)| (span.start as usize..span.end as usize, name));
        let mut rest: Vec<_> = places.filter(|(range, _)| !range.is_empty()).collect();
        rest.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        Places { rest, open: Vec::new() }
    }

    fn edges(&self) -> impl Iterator<Item = usize> {
        self.rest.iter().flat_map(|(range, _)| [range.start, range.end])
    }

    /// The name of the shortest one that holds a place: it says most.
    fn at(&mut self, place: usize) -> Option<&str> {
        while let Some(next) = self.rest.pop_if(|(range, _)| range.start <= place) {
            self.open.push(next);
        }
        self.open.retain(|(range, _)| place < range.end);
        self.open.iter().min_by_key(|(range, _)| range.len()).map(|(_, name)| &**name)
    }
}

/// Bytes as they can be shown: without line ends; control characters as their pictures.
fn pictured(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches(['\n', '\r']);
    let picture = |c: char| match c {
        '\t' => '\t',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or(c),
        c => c,
    };
    text.chars().map(picture).collect()
}
