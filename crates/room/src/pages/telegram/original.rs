//! The original, line for line, with the places of what was read from it.

use chancery_telegram::Span;
use chancery_telegram::record::Record;
use chancery_view::Shown;
use std::collections::BTreeSet;

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
    let text = shown.original;
    let places = Places::of(shown.record);
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, line) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let end = start + line.len();
        lines.push(Line { number: at + 1, runs: places.runs(text, start, end) });
        start = end;
    }
    lines
}

/// The places of a record's values.
struct Places {
    parts: Vec<(Span, String)>,
    damage: Vec<(Span, String)>,
    redactions: Vec<Span>,
    /// Where a run may begin or end.
    edges: BTreeSet<usize>,
}

impl Places {
    fn of(record: &Record<'_>) -> Places {
        let mut parts: Vec<(Span, String)> = Vec::new();
        let mut put = |span: Span, part: &str| {
            if span.start < span.end {
                parts.push((span, part.to_owned()));
            }
        };
        if let Some(mrn) = &record.mrn {
            put(mrn.span, "number");
        }
        if let Some(sent) = &record.sent {
            put(sent.span, "sent");
        }
        if let Some(from) = &record.from {
            put(from.span, "from");
        }
        record.to.iter().for_each(|to| put(to.span, "to"));
        record.info.iter().for_each(|info| put(info.span, "info"));
        if let Some(class) = &record.classification {
            put(class.span, "level");
        }
        if let Some(order) = &record.executive_order {
            put(order.span, "order");
        }
        record.classified_by.iter().for_each(|by| put(by.span, "classified"));
        record.tags.iter().for_each(|tag| put(tag.span, "tags"));
        record.references.iter().for_each(|reference| put(reference.span, "references"));
        let mut numbered = BTreeSet::new();
        for (at, block) in record.body.iter().enumerate() {
            match block.number.filter(|number| numbered.insert(*number)) {
                Some(number) => put(block.span, &format!("p{number}")),
                None => put(block.span, &format!("b{}", at + 1)),
            }
        }
        let damage = record.damage.iter().filter_map(|damage| {
            let note =
                damage.note.as_deref().map_or_else(|| super::body::kind_of(damage.kind), str::to_owned);
            Some((damage.span?, note))
        });
        let damage: Vec<(Span, String)> = damage.collect();
        let redactions: Vec<Span> = record.redactions.iter().map(|redaction| redaction.span).collect();
        let spans = parts.iter().map(|(span, _)| *span).chain(damage.iter().map(|(span, _)| *span));
        let edges = spans.chain(redactions.iter().copied()).flat_map(|span| [span.start, span.end]).collect();
        Places { parts, damage, redactions, edges }
    }

    /// The runs of a line.
    fn runs(&self, text: &[u8], start: usize, end: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut from = start;
        let inner = self.edges.range(start + 1..end.max(start + 1)).copied();
        for to in inner.chain([end]) {
            let piece = text.get(from..to).unwrap_or_default();
            let holds = |span: &Span| span.start <= from && from < span.end;
            // The shortest part that holds it is the one that says most.
            let part = self
                .parts
                .iter()
                .filter(|(span, _)| holds(span))
                .min_by_key(|(span, _)| span.end - span.start);
            runs.push(Run {
                text: shown(piece),
                part: part.map(|(_, part)| part.clone()).unwrap_or_default(),
                damage: self.damage.iter().find(|(span, _)| holds(span)).map(|(_, note)| note.clone()),
                redacted: self.redactions.iter().any(holds),
            });
            from = to;
        }
        runs
    }
}

/// Bytes as they can be shown: without line ends; control characters as their pictures.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches(['\n', '\r']);
    let picture = |c: char| match c {
        '\t' => '\t',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or(c),
        c => c,
    };
    text.chars().map(picture).collect()
}
