//! A row an addressee, the sender first.

use super::ColumnKind::{Day, Flag, Text, Texts, Whole};
use super::{Cell, Column, column, date, numbered};
use crate::export::Entry;

pub(super) const COLUMNS: &[Column] = &[
    column("telegram", Text),
    column("date", Day),
    column("role", Text),
    column("position", Whole),
    column("text", Text),
    column("name", Text),
    column("post", Text),
    column("routing", Text),
    column("precedence", Text),
    column("serial", Text),
    column("collective", Flag),
    column("exempt", Texts),
];

pub(super) fn rows<E>(
    entry: &Entry<'_>,
    each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>,
) -> Result<u64, E> {
    let record = entry.item.record;
    let date = date(entry);
    let from = record.from.as_slice();
    let mut rows = 0;
    for (role, list) in [("from", from), ("to", &record.to), ("info", &record.info)] {
        rows += numbered(list, each, |position, addressee| {
            [
                Cell::text(&entry.key),
                date.clone(),
                Cell::text(role),
                Cell::Whole(position),
                Cell::text(&addressee.text),
                Cell::text(&addressee.name),
                Cell::optional(addressee.post.as_ref()),
                Cell::optional(addressee.routing.as_ref()),
                addressee.precedence.map_or(Cell::None, |precedence| Cell::text(precedence.as_str())),
                Cell::optional(addressee.serial.as_ref()),
                Cell::Flag(addressee.collective),
                Cell::texts(&addressee.exempt),
            ]
        })?;
    }
    Ok(rows)
}
