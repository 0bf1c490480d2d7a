//! A table as rows of strings: what the typed rows are made from, and what a command shows and searches.

use crate::error::TableError;
use std::cell::Cell;
use std::collections::HashMap;

/// One table: named columns, and rows of as many cells.
///
/// The cells' characters are kept until the program ends, so that rows can be borrowed freely. A program reads its tables
/// once.
#[derive(Clone, Debug, Default)]
pub struct Table {
    name: &'static str,
    columns: Vec<&'static str>,
    cells: Vec<&'static str>,
    /// The line in its file of each row.
    lines: Vec<u32>,
}

impl Table {
    /// Reads a table that is compiled in.
    pub(crate) fn compiled_in(name: &'static str, csv: &'static str) -> Result<Table, TableError> {
        Table::read_plain(name, csv).map_or_else(|| Table::read(name, csv), Ok)
    }

    /// Reads CSV as the compiled-in tables are written, its cells borrowed: rows of as many cells on a line each. None where
    /// anything else stands, which is for [`Table::read`] to read or to refuse.
    fn read_plain(name: &'static str, csv: &'static str) -> Option<Table> {
        let bytes = csv.as_bytes();
        if csv.starts_with('\u{feff}') || memchr::memchr(b'\r', bytes).is_some() {
            return None;
        }
        let mut columns: Vec<&'static str> = Vec::new();
        let mut cells: Vec<&'static str> = Vec::with_capacity(csv.len() / 10);
        let mut rows = 0;
        let mut at = 0;
        while at < bytes.len() {
            let begun = cells.len();
            loop {
                let (cell, end) = plain_cell(csv, at)?;
                if rows == 0 { &mut columns } else { &mut cells }.push(cell);
                at = end + 1;
                if bytes.get(end) != Some(&b',') {
                    break;
                }
            }
            if rows > 0 && (cells.len() - begun != columns.len() || cells.get(begun) == Some(&"")) {
                return None;
            }
            rows += 1;
        }
        let named = columns.first().is_some_and(|first| !first.is_empty());
        named.then(|| Table { name, columns, cells, lines: (2..=rows).collect() })
    }

    /// Reads CSV with a line of column names.
    pub(crate) fn read(name: &'static str, csv: &str) -> Result<Table, TableError> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let mut text = String::with_capacity(csv.len());
        let mut ends: Vec<usize> = Vec::with_capacity(csv.len() / 8);
        let mut lines: Vec<u32> = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return Err(csv_error(name, &error)),
            }
            lines.push(record.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX)));
            for cell in &record {
                text.push_str(cell.trim());
                ends.push(text.len());
            }
        }
        let text: &'static str = String::leak(text);
        let mut start = 0;
        let mut cells: Vec<&'static str> = Vec::with_capacity(ends.len());
        for end in ends {
            cells.push(&text[start..end]);
            start = end;
        }
        if lines.is_empty() {
            return Err(TableError::new(
                name,
                "the file is empty".into(),
                "its first line must name the columns".into(),
            ));
        }
        let rest = cells.split_off(cells.len() / lines.len());
        if let Some(first) = cells.first_mut() {
            *first = first.trim_start_matches('\u{feff}');
        }
        Ok(Table { name, columns: cells, cells: rest, lines: lines.split_off(1) })
    }

    /// Adds the rows of a table with the same columns.
    pub(crate) fn append(&mut self, other: Table) {
        debug_assert_eq!(self.columns, other.columns);
        self.cells.extend(other.cells);
        self.lines.extend(other.lines);
    }

    /// The table's name: `posts`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The columns' names.
    pub fn columns(&self) -> &[&'static str] {
        &self.columns
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// True when it has no row.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A row: a cell a column.
    pub fn row(&self, index: usize) -> Option<&[&'static str]> {
        let width = self.columns.len();
        self.cells.get(index * width..(index + 1) * width)
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = &[&'static str]> {
        self.cells.chunks_exact(self.columns.len().max(1))
    }

    /// The rows in which a word stands, best first: those whose first cell (the code) it is, those whose first cell begins
    /// with it, those where any cell holds it. Case does not count.
    pub fn search(&self, word: &str) -> Vec<&[&'static str]> {
        let word = word.trim().to_lowercase();
        let mut found: Vec<(u8, &[&'static str])> = Vec::new();
        for row in self.rows() {
            let code = row.first().map(|cell| cell.to_lowercase()).unwrap_or_default();
            if code == word {
                found.push((0, row));
            } else if code.starts_with(&word) {
                found.push((1, row));
            } else if row.iter().any(|cell| cell.to_lowercase().contains(&word)) {
                found.push((2, row));
            }
        }
        found.sort_by_key(|&(rank, _)| rank);
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// A table read from a user's file, with all the columns of this one in this one's order. A column that it does not have
    /// keeps what the row of the same key has here, or is empty.
    pub(crate) fn complete(&self, own: &Table, keys: &[&str]) -> Result<Table, TableError> {
        for column in &own.columns {
            if !self.columns.contains(column) {
                let help = format!("name it as one of {}", self.columns.join(", "));
                return Err(TableError::new(self.name, "there is no such column".into(), help)
                    .line(1)
                    .column(column));
            }
        }
        let from: Vec<Option<usize>> = self.columns.iter().map(|column| own.column(column)).collect();
        let key_columns: Vec<usize> = keys.iter().filter_map(|key| self.column(key)).collect();
        for key in keys {
            if own.column(key).is_none() {
                let help = format!("name it in the first line: {}", self.columns.join(","));
                return Err(TableError::new(self.name, "the column is missing".into(), help)
                    .line(1)
                    .column(key));
            }
        }
        let mut below: HashMap<Vec<&str>, usize> = HashMap::new();
        for (index, row) in self.rows().enumerate() {
            below.entry(key_columns.iter().map(|&c| row[c]).collect()).or_insert(index);
        }
        let mut full = Table {
            name: self.name,
            columns: self.columns.clone(),
            cells: Vec::new(),
            lines: own.lines.clone(),
        };
        for row in own.rows() {
            let key: Vec<&str> = key_columns.iter().map(|&c| from[c].map_or("", |own| row[own])).collect();
            let old = below.get(&key).and_then(|&index| self.row(index));
            for (column, from) in from.iter().enumerate() {
                full.cells.push(match from {
                    Some(own) => row[*own],
                    None => old.map_or("", |old| old[column]),
                });
            }
        }
        Ok(full)
    }

    /// This table with the rows of another, which has the same columns, in place of those with the same key.
    pub(crate) fn overlaid(&self, over: &Table, keys: &[&str]) -> Table {
        let key_columns: Vec<usize> = keys.iter().filter_map(|key| self.column(key)).collect();
        let key = |row: &[&'static str]| key_columns.iter().map(|&c| row[c]).collect::<Vec<_>>();
        let new: std::collections::HashSet<Vec<&str>> = over.rows().map(key).collect();
        let mut table = Table { name: self.name, columns: self.columns.clone(), ..Table::default() };
        for (row, &line) in self.rows().zip(&self.lines) {
            if !new.contains(&key(row)) {
                table.cells.extend(row);
                table.lines.push(line);
            }
        }
        table.append(over.clone());
        table
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|&column| column == name)
    }

    /// As [`Table::column`], the column at `next` tried first.
    fn column_at(&self, next: usize, name: &str) -> Option<usize> {
        if self.columns.get(next) == Some(&name) { Some(next) } else { self.column(name) }
    }

    /// Walks the rows with a reader of cells by column name.
    pub(crate) fn read_rows<T>(
        &self,
        mut read: impl FnMut(&Row<'_>) -> Result<T, TableError>,
    ) -> Result<Vec<T>, TableError> {
        let mut rows = Vec::with_capacity(self.len());
        for (cells, &line) in self.rows().zip(&self.lines) {
            rows.push(read(&Row { table: self, cells, line, next: Cell::new(0) })?);
        }
        Ok(rows)
    }
}

/// One row while it is read.
pub(crate) struct Row<'t> {
    table: &'t Table,
    cells: &'t [&'static str],
    line: u32,
    /// The column behind the last one that was asked for: most are asked for in their order.
    next: Cell<usize>,
}

impl Row<'_> {
    /// A cell, perhaps empty.
    pub(crate) fn text(&self, column: &str) -> &'static str {
        let Some(index) = self.table.column_at(self.next.get(), column) else { return "" };
        self.next.set(index + 1);
        self.cells[index]
    }

    /// A cell that must hold something.
    pub(crate) fn needed(&self, column: &str) -> Result<&'static str, TableError> {
        match self.text(column) {
            "" => Err(self.error(column, "the cell is empty".into(), "every row needs it")),
            text => Ok(text),
        }
    }

    /// A cell, none where empty.
    pub(crate) fn optional(&self, column: &str) -> Option<&'static str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// A cell of several values divided by `|`.
    pub(crate) fn list(&self, column: &str) -> Vec<&'static str> {
        match self.text(column) {
            "" => Vec::new(),
            text => text.split('|').map(str::trim).filter(|text| !text.is_empty()).collect(),
        }
    }

    /// A number, none where empty.
    pub(crate) fn number<N: std::str::FromStr>(&self, column: &str) -> Result<Option<N>, TableError> {
        match self.optional(column) {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(self.error(
                    column,
                    format!("`{text}` is no number that fits"),
                    "write digits, or leave the cell empty",
                )),
            },
        }
    }

    /// A date `YYYY-MM-DD`, none where empty.
    pub(crate) fn date(&self, column: &str) -> Result<Option<&'static str>, TableError> {
        let Some(text) = self.optional(column) else { return Ok(None) };
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if matches!(i, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() })
            && (1..=12).contains(&text[5..7].parse().unwrap_or(0))
            && (1..=31).contains(&text[8..10].parse().unwrap_or(0));
        if shaped {
            return Ok(Some(text));
        }
        Err(self.error(
            column,
            format!("`{text}` is no date"),
            "write it as 1973-07-01, or leave the cell empty",
        ))
    }

    /// An error at a cell of this row.
    pub(crate) fn error(&self, column: &str, problem: String, help: &str) -> TableError {
        TableError::new(self.table.name, problem, help.to_owned()).line(self.line.into()).column(column)
    }
}

/// The cell that begins at byte `at`, and where what ends it stands: a comma, a line end or the text's end. None for a cell
/// that cannot be borrowed as it stands: a double quote or a line end between quotes.
fn plain_cell(csv: &'static str, at: usize) -> Option<(&'static str, usize)> {
    let bytes = csv.as_bytes();
    let until = |at: usize, mark: u8| {
        let length = bytes.get(at..).and_then(|rest| memchr::memchr2(mark, b'\n', rest));
        length.map_or(bytes.len(), |length| at + length)
    };
    let (from, to, end) = match bytes.get(at) {
        Some(b'"') => {
            let to = until(at + 1, b'"');
            (at + 1, to, to + 1)
        }
        _ => {
            let to = until(at, b',');
            (at, to, to)
        }
    };
    let quoted = from > at;
    if quoted && bytes.get(to) != Some(&b'"') || !matches!(bytes.get(end), None | Some(b',' | b'\n')) {
        return None;
    }
    let cell = &csv[from..to];
    let plain = |b: Option<&u8>| b.is_none_or(u8::is_ascii_graphic);
    let ends_plain = plain(cell.as_bytes().first()) && plain(cell.as_bytes().last());
    Some((if ends_plain { cell } else { cell.trim() }, end))
}

fn csv_error(table: &str, error: &csv::Error) -> TableError {
    let (problem, help) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => (
            format!("the row has {len} cells, the first line has {expected_len}"),
            "put a cell with a comma in it between double quotes, and end no row early",
        ),
        _ => (error.to_string(), "save the file as CSV in UTF-8"),
    };
    let new = TableError::new(table, problem, help.to_owned());
    match error.position() {
        Some(position) => new.line(position.line()),
        None => new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_tables_are_borrowed_as_they_would_be_read() {
        let csv = "code,name\nA,\"Port Alder, north\"\nB, Greyhaven \nC,\n";
        let plain = Table::read_plain("posts", csv).map(|table| (table.columns, table.cells, table.lines));
        let read = Table::read("posts", csv).ok().map(|table| (table.columns, table.cells, table.lines));
        assert!(plain.is_some());
        assert_eq!(plain, read);
        for other in [
            "a,b\n\"x\"\"y\",1\n",
            "a,b\nx\n",
            "a\n\nx\n",
            "a,b\r\nx,y\r\n",
            "a\n\"x\ny\"\n",
            "a\n\"x\"y\n",
            "",
        ] {
            assert!(Table::read_plain("posts", other).is_none(), "{other:?}");
        }
    }
}
