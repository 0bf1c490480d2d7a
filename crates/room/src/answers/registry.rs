//! The registry's tables.

use crate::problem::Problem;
use axum::http::StatusCode;
use chancery_registry::{Cells, Registry};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Rows of a table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rows {
    /// The table: `posts`.
    pub kind: String,
    /// How many rows there are.
    pub total: usize,
    /// The rows, an object each, as `chancery registry` gives them.
    pub rows: Vec<Value>,
}

/// The rows of a table in which a word stands, or all.
///
/// # Errors
/// That there is no such table.
pub fn registry(kind: &str, word: &str) -> Result<Rows, Problem> {
    let registry = Registry::builtin();
    let Some(table) = registry.table(kind) else {
        let names: Vec<_> = registry.tables().iter().map(|table| table.name()).collect();
        return Err(Problem::new(StatusCode::NOT_FOUND, "/problems/no-table", "There is no such table")
            .help(format!("the tables are {}", names.join(", "))));
    };
    let rows = match word.trim() {
        "" => table.rows().collect(),
        word => registry.look_up(table, word),
    };
    let rows = rows.into_iter().map(|row| serde_json::to_value(Cells { table, row }));
    let rows = rows.collect::<Result<Vec<_>, _>>().map_err(|_| Problem::broke_down())?;
    Ok(Rows { kind: kind.to_owned(), total: rows.len(), rows })
}
