//! The query language: from what a person types to what is asked for. It knows neither an index nor a reader.
//!
//! ```
//! use chancery_registry::Registry;
//! use chancery_view::query::parse;
//!
//! let query = parse("\"EXPERTS, CONFERENCE\" from:\"buenos aires\" -year:1974..1976", Registry::builtin(), jiff::civil::date(2026, 1, 1))?;
//! assert_eq!(query.to_string(), "\"experts conference\" from:BUENOSAIRES -year:1974..1976");
//! # Ok::<(), chancery_view::query::Mistakes>(())
//! ```
//!
//! What is printed is the query's canonical form, and reads as the same query.

mod ast;
mod dates;
mod display;
mod fields;
mod frame;
mod held;
mod levels;
mod lex;
mod mistake;
mod number;
mod parse;
mod posts;
mod stem;
mod tags;
mod text;
mod values;

pub use ast::{Feature, Field, Number, Query, Scope, Text};
pub use fields::{FIELDS, FieldAbout, FieldName};
pub use held::Held;
pub(crate) use levels::LEVELS;
pub use mistake::{Mistake, Mistakes};
pub use posts::{posts_in, posts_of_kind};
pub use stem::{forms, stem};
pub use values::Setting;

use chancery_registry::Registry;
use jiff::civil::Date;

/// The years of a telegram's number, in two digits as it has them.
pub(crate) const YEARS: std::ops::Range<u16> = 0..100;

/// Reads a query. `now` is the day for `today`.
///
/// # Errors
/// The mistakes in it, each with its place and, where there is one, a proposal.
pub fn parse(text: &str, registry: &Registry, now: Date) -> Result<Query, Mistakes> {
    parse_with(text, &Setting { registry, today: now, held: &held::Unknown })
}

/// Reads a query with what is known of the telegrams that are asked.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(text: &str, setting: &Setting<'_>) -> Result<Query, Mistakes> {
    parse::parse(text, setting)
}
