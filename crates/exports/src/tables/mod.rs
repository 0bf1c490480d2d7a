//! Flat tables: what a spreadsheet or a data frame takes.

mod addressees;
mod paragraphs;
mod references;
mod telegrams;

use crate::export::Entry;
use chancery_telegram::record::{SentAt, Text};
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;
use std::fmt;

/// A table of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row a telegram.
    #[default]
    Telegrams,
    /// A row a block of a telegram's body.
    Paragraphs,
    /// A row a reference.
    References,
    /// A row an addressee, the sender included.
    Addressees,
}

impl Table {
    /// All tables.
    pub const ALL: &'static [Table] =
        &[Table::Telegrams, Table::Paragraphs, Table::References, Table::Addressees];

    /// Its name behind `--table`.
    pub fn as_str(self) -> &'static str {
        match self {
            Table::Telegrams => "telegrams",
            Table::Paragraphs => "paragraphs",
            Table::References => "references",
            Table::Addressees => "addressees",
        }
    }

    /// The table of this name.
    pub fn by_id(id: &str) -> Option<Table> {
        Table::ALL.iter().copied().find(|table| table.as_str() == id)
    }

    /// Its columns, flat. (Parquet's table of telegrams is nested instead.)
    pub fn columns(self) -> &'static [Column] {
        match self {
            Table::Telegrams => telegrams::COLUMNS,
            Table::Paragraphs => paragraphs::COLUMNS,
            Table::References => references::COLUMNS,
            Table::Addressees => addressees::COLUMNS,
        }
    }

    /// Hands over the rows that a telegram makes. Each has a cell for each of the columns.
    pub(crate) fn rows<E>(
        self,
        entry: &Entry<'_>,
        each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<u64, E> {
        match self {
            Table::Telegrams => telegrams::rows(entry, each),
            Table::Paragraphs => paragraphs::rows(entry, each),
            Table::References => references::rows(entry, each),
            Table::Addressees => addressees::rows(entry, each),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A column of a flat table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: the record's key, where the record has it.
    pub name: &'static str,
    /// What is in its cells.
    pub kind: ColumnKind,
}

/// What is in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Several texts: in CSV one cell, `; ` between them.
    Texts,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
    /// A day.
    Day,
    /// A moment in UTC.
    Moment,
}

/// Hands over a row for each item of a list, with its position from 1, and says how many there were.
fn numbered<'e, T, E, const N: usize>(
    items: &'e [T],
    each: &mut dyn FnMut(&[Cell<'_>]) -> Result<(), E>,
    row: impl Fn(i64, &'e T) -> [Cell<'e>; N],
) -> Result<u64, E> {
    for (position, item) in (1..).zip(items) {
        each(&row(position, item))?;
    }
    Ok(items.len() as u64)
}

const fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column { name, kind }
}

/// A cell; of the kind of its column, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    None,
    Text(Cow<'a, str>),
    Texts(Vec<Cow<'a, str>>),
    Whole(i64),
    Flag(bool),
    Day(Date),
    Moment(DateTime),
}

impl<'a> Cell<'a> {
    fn text(text: &'a str) -> Cell<'a> {
        if text.is_empty() { Cell::None } else { Cell::Text(Cow::Borrowed(text)) }
    }

    fn optional(text: Option<&'a Text<'_>>) -> Cell<'a> {
        text.map_or(Cell::None, |text| Cell::text(text))
    }

    fn owned(text: Option<String>) -> Cell<'a> {
        text.filter(|text| !text.is_empty()).map_or(Cell::None, |text| Cell::Text(Cow::Owned(text)))
    }

    fn texts(texts: &'a [Text<'_>]) -> Cell<'a> {
        Cell::Texts(texts.iter().map(|text| Cow::Borrowed(text.as_ref())).collect())
    }

    fn some<T: AsRef<str> + ?Sized + 'a>(texts: impl Iterator<Item = &'a T>) -> Cell<'a> {
        Cell::Texts(texts.map(|text| Cow::Borrowed(text.as_ref())).filter(|text| !text.is_empty()).collect())
    }

    fn whole(number: impl Into<i64>) -> Cell<'a> {
        Cell::Whole(number.into())
    }

    /// How many bytes of text the cell holds.
    pub(crate) fn text_bytes(&self) -> usize {
        match self {
            Cell::Text(text) => text.len(),
            Cell::Texts(texts) => texts.iter().map(|text| text.len()).sum(),
            Cell::None | Cell::Whole(_) | Cell::Flag(_) | Cell::Day(_) | Cell::Moment(_) => 0,
        }
    }

    fn count(count: usize) -> Cell<'a> {
        i64::try_from(count).map_or(Cell::None, Cell::Whole)
    }
}

/// The day on which a telegram was sent.
fn date<'a>(entry: &Entry<'_>) -> Cell<'a> {
    let at = entry.item.record.sent.as_ref().and_then(|sent| sent.at);
    at.map_or(Cell::None, |at| Cell::Day(at.date()))
}

/// The minute in which a telegram was sent, where its source gives a time.
fn moment<'a>(entry: &Entry<'_>) -> Cell<'a> {
    match entry.item.record.sent.as_ref().and_then(|sent| sent.at) {
        Some(SentAt::Minute(at)) => Cell::Moment(at),
        _ => Cell::None,
    }
}

/// The word that stands in JSON for a value that has one.
fn word<'a>(value: &impl serde::Serialize) -> Cell<'a> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(Cow::Owned(word)),
        _ => Cell::None,
    }
}
