//! Reads diplomatic telegrams: from bytes to a syntax that loses nothing, and on to the record of what it says.

pub mod field;
pub mod fields;
pub mod record;
pub mod span;
pub mod syntax;
