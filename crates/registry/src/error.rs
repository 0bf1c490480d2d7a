//! What is wrong with a table.

/// Why a table could not be read: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("table {table}{}{}: {problem}; {help}", .line.map(|n| format!(", line {n}")).unwrap_or_default(), .column.as_ref().map(|c| format!(", column {c}")).unwrap_or_default())]
pub struct TableError {
    /// The table: `posts`.
    pub table: String,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub help: String,
}

impl TableError {
    pub(crate) fn new(table: &str, problem: String, help: String) -> TableError {
        TableError { table: table.to_owned(), line: None, column: None, problem, help }
    }

    pub(crate) fn line(mut self, line: u64) -> TableError {
        self.line = Some(line);
        self
    }

    pub(crate) fn column(mut self, column: &str) -> TableError {
        self.column = Some(column.to_owned());
        self
    }
}
