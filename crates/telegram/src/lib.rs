//! Reads diplomatic telegrams: from bytes to a syntax that loses nothing, and on to the record of what it says.

mod annotated;
pub mod edition;
pub mod field;
pub mod fields;
pub mod form;
mod options;
mod read;
pub mod record;
mod span;
pub mod syntax;
mod telegram;
mod text;
mod wide;

pub use options::{DateHint, DateHintError, Options};
pub use read::{read, read_section};
pub use span::Span;
pub use telegram::{FieldLines, Section, Telegram};
pub use text::Encoding;
