//! A row a telegram, flat: what one wants to see of it in a spreadsheet. All of it is in Parquet and in the JSON forms.

use super::ColumnKind::{Day, Flag, Moment, Text, Texts, Whole};
use super::{Cell, Column, column, date, moment};
use crate::export::Entry;
use crate::words;
use chancery_telegram::record::{Block, Record};
use std::fmt::Write as _;

pub(super) const COLUMNS: &[Column] = &[
    column("telegram", Text),
    column("mrn", Text),
    column("date", Day),
    column("sent_at", Moment),
    column("sent", Text),
    column("precedence", Text),
    column("from", Text),
    column("from_post", Text),
    column("to", Texts),
    column("to_posts", Texts),
    column("info", Texts),
    column("info_posts", Texts),
    column("level", Text),
    column("caveats", Texts),
    column("declassified", Flag),
    column("captions", Texts),
    column("executive_order", Text),
    column("declassify_on", Day),
    column("tags", Texts),
    column("subject", Text),
    column("subject_mark", Text),
    column("references", Texts),
    column("summary", Text),
    column("text", Text),
    column("signature", Texts),
    column("drafted_by", Texts),
    column("cleared_by", Texts),
    column("approved_by", Texts),
    column("paragraphs", Whole),
    column("redactions", Whole),
    column("damage", Whole),
    column("format", Text),
    column("file", Text),
    column("member", Text),
    column("id", Text),
    column("sha256", Text),
];

pub(super) fn rows<E>(
    entry: &Entry<'_>,
    each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>,
) -> Result<u64, E> {
    let record = entry.item.record;
    let classification = record.classification.as_ref();
    let order = record.executive_order.as_ref();
    let from = record.from.as_ref();
    let level = classification.and_then(|c| c.level);
    each(&[
        Cell::text(&entry.key),
        record.mrn.as_ref().map_or(Cell::None, |mrn| Cell::text(&mrn.text)),
        date(entry),
        moment(entry),
        record.sent.as_ref().map_or(Cell::None, |sent| Cell::text(&sent.text)),
        record.precedence.map_or(Cell::None, |precedence| Cell::text(precedence.as_str())),
        from.map_or(Cell::None, |from| Cell::text(words::name(from))),
        Cell::optional(from.and_then(|from| from.post.as_ref())),
        Cell::some(record.to.iter().map(words::name)),
        Cell::some(record.to.iter().filter_map(|addressee| addressee.post.as_ref())),
        Cell::some(record.info.iter().map(words::name)),
        Cell::some(record.info.iter().filter_map(|addressee| addressee.post.as_ref())),
        level.map_or(Cell::None, |level| Cell::text(level.as_str())),
        classification.map_or(Cell::Texts(Vec::new()), |c| Cell::texts(&c.caveats)),
        Cell::Flag(classification.is_some_and(|c| c.declassified)),
        Cell::texts(&record.captions),
        Cell::optional(order.and_then(|order| order.order.as_ref())),
        order.and_then(|order| order.declassify_on).map_or(Cell::None, Cell::Day),
        Cell::some(record.tags.iter().map(words::tag)),
        Cell::optional(record.subject.as_ref()),
        Cell::optional(record.subject_mark.as_ref()),
        Cell::some(record.references.iter().map(|r| r.mrn.as_deref().unwrap_or(&r.text))),
        Cell::optional(record.summary.as_ref()),
        Cell::owned(Some(text(record))),
        Cell::texts(&record.signature),
        Cell::texts(&record.drafted_by),
        Cell::texts(&record.cleared_by),
        Cell::texts(&record.approved_by),
        Cell::count(record.body.len()),
        Cell::count(record.redactions.len()),
        Cell::count(record.damage.len()),
        Cell::text(&record.source.format),
        Cell::optional(record.source.file.as_ref()),
        Cell::optional(record.source.member.as_ref()),
        Cell::optional(record.source.id.as_ref()),
        Cell::optional(record.source.sha256.as_ref()),
    ])?;
    Ok(1)
}

/// The body in one text: an empty line between two blocks, numbers and marks as they are printed.
fn text(record: &Record<'_>) -> String {
    let mut text = String::with_capacity(record.body.iter().map(|block| block.text.len() + 16).sum());
    for block in &record.body {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        lead(block, &mut text);
        text.push_str(&block.text);
    }
    text
}

fn lead(block: &Block<'_>, out: &mut String) {
    if let Some(number) = block.number {
        let _ = write!(out, "{number}. ");
    }
    if let Some(mark) = &block.mark {
        let _ = write!(out, "({mark}) ");
    }
}
