//! What holds for any bytes at all. Each function panics where it does not hold.
//!
//! The property tests in `tests/` run them on every `cargo test`, on made-up bytes and on the saved corpora; the targets in
//! `fuzz/` run the same functions for hours. So a target cannot rot.

mod fields;
mod telegram;
mod tree;

pub use fields::fields;
pub use telegram::telegram_read;
pub use tree::tree;

/// A name, as that of the fuzz target and of the folder of its corpus, and what it runs.
pub type Property = (&'static str, fn(&[u8]));

/// Every property.
pub const ALL: &[Property] = &[("telegram_read", telegram_read), ("tree", tree), ("fields", fields)];
