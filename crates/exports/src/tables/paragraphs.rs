//! A row a block of a telegram's body.

use super::ColumnKind::{Day, Text, Texts, Whole};
use super::{Cell, Column, column, date, numbered, word};
use crate::export::Entry;

pub(super) const COLUMNS: &[Column] = &[
    column("telegram", Text),
    column("date", Day),
    column("position", Whole),
    column("kind", Text),
    column("number", Whole),
    column("mark", Text),
    column("level", Text),
    column("caveats", Texts),
    column("heading", Text),
    column("text", Text),
    column("span_start", Whole),
    column("span_end", Whole),
];

pub(super) fn rows<E>(
    entry: &Entry<'_>,
    each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>,
) -> Result<u64, E> {
    let date = date(entry);
    numbered(&entry.item.record.body, each, |position, block| {
        [
            Cell::text(&entry.key),
            date.clone(),
            Cell::Whole(position),
            word(&block.kind),
            block.number.map_or(Cell::None, Cell::whole),
            Cell::optional(block.mark.as_ref()),
            block.level.map_or(Cell::None, |level| Cell::text(level.as_str())),
            Cell::texts(&block.caveats),
            Cell::optional(block.heading.as_ref()),
            Cell::text(&block.text),
            Cell::whole(block.span.start),
            Cell::whole(block.span.end),
        ]
    })
}
