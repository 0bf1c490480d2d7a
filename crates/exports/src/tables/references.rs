//! A row a reference.

use super::ColumnKind::{Day, Text, Whole};
use super::{Cell, Column, column, date, numbered, word};
use crate::export::Entry;

pub(super) const COLUMNS: &[Column] = &[
    column("telegram", Text),
    column("date", Day),
    column("position", Whole),
    column("enum", Text),
    column("kind", Text),
    column("text", Text),
    column("mrn", Text),
];

pub(super) fn rows<E>(
    entry: &Entry<'_>,
    each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>,
) -> Result<u64, E> {
    let date = date(entry);
    numbered(&entry.item.record.references, each, |position, reference| {
        [
            Cell::text(&entry.key),
            date.clone(),
            Cell::Whole(position),
            Cell::optional(reference.enumerator.as_ref()),
            word(&reference.kind),
            Cell::text(&reference.text),
            Cell::text(reference.mrn.as_deref().unwrap_or_default()),
        ]
    })
}
