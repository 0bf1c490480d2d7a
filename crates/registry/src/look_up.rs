//! Rows of a table by any word, as a person looks for them; and a row as an object.

use crate::registry::Registry;
use crate::table::Table;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Columns that hold several values, divided by `|`.
const LISTS: [&str; 3] = ["variants", "printed_forms", "routing_indicators"];

/// Columns of numbers.
const NUMBERS: [&str; 3] = ["lat", "lon", "rank"];

impl Registry {
    /// The rows of a table in which a word stands, best first; where there is none, the row that the registry finds by any
    /// spelling.
    pub fn look_up<'t>(&self, table: &'t Table, word: &str) -> Vec<&'t [&'static str]> {
        let found = table.search(word);
        if !found.is_empty() {
            return found;
        }
        let upper = word.to_uppercase();
        let code = match table.name() {
            "posts" => self.post_named(word).map(|post| post.code),
            "tags" => self.tag_alias(&upper),
            "captions" => self.caption(&upper).map(|caption| caption.caption),
            "levels" => self.level(&upper).map(|level| level.code),
            "addressees" => self.addressee(&upper).map(|addressee| addressee.name),
            "abbreviations" => self.abbreviation(word).next().map(|entry| entry.abbreviation),
            _ => None,
        };
        match code {
            Some(code) => table.rows().filter(|row| row.first() == Some(&code)).collect(),
            None => Vec::new(),
        }
    }
}

/// A row as an object, in the order of its columns; empty cells are left out.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'t> {
    /// The table.
    pub table: &'t Table,
    /// The row.
    pub row: &'t [&'static str],
}

impl Cells<'_> {
    /// True for a column that holds several values.
    pub fn is_list(column: &str) -> bool {
        LISTS.contains(&column)
    }

    /// The values of a cell that holds several.
    pub fn values(cell: &str) -> impl Iterator<Item = &str> {
        cell.split('|').map(str::trim).filter(|value| !value.is_empty())
    }
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        let cells = self.table.columns().iter().zip(self.row);
        for (column, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            if Cells::is_list(column) {
                object.serialize_entry(column, &Cells::values(cell).collect::<Vec<_>>())?;
            } else if let Some(number) = cell.parse::<f64>().ok().filter(|_| NUMBERS.contains(column)) {
                object.serialize_entry(column, &number)?;
            } else {
                object.serialize_entry(column, cell)?;
            }
        }
        object.end()
    }
}
