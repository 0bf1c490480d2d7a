//! The text index: one Tantivy index a stratum (`docs/archive.md`). What it holds is derived and can be made anew.

mod directory;
mod document;
pub(crate) mod files;
mod likeness;
mod schema;
mod stratum;
mod tokens;
mod values;

pub use document::{
    Part, Where, code, days, document, letter, mark_term, minutes, texts, texts_with_seams, tie, year,
};
pub use likeness::{runs, sketch};
pub use schema::{FIELDS, Fields};
pub use stratum::{Stratum, StratumWriter};
pub(crate) use stratum::{clean, commit_all, holds_segments};
pub use tokens::{TOKENIZER, WIDEST, wide};
pub use values::{Columns, MANY, Tally, Values};
