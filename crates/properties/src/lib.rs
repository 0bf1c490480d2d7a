//! What holds for any bytes at all. Each function panics where it does not hold.
//!
//! The property tests in `tests/` run them on every `cargo test`, on made-up bytes and on the saved corpora; the targets in
//! `fuzz/` run the same functions for hours. So a target cannot rot.

mod check;
mod draft;
mod fields;
mod panics;
mod query;
mod settings;
mod sources;
mod telegram;
mod tree;

pub use check::check;
pub use draft::draft;
pub use fields::fields;
pub use panics::spare_caught_panics;
pub use query::{query, words};
pub use settings::settings;
pub use sources::{
    bz2, cablegate_csv, cablegate_html, frus_tei, gz, jsonl, nara, pdf, sevenz, smart, tar, teletype, text,
    xz, zip, zst,
};
pub use telegram::telegram_read;
pub use tree::tree;

/// A name, as that of the fuzz target and of the folder of its corpus, and what it runs.
pub type Property = (&'static str, fn(&[u8]));

/// Every property.
pub const ALL: &[Property] = &[
    ("telegram_read", telegram_read),
    ("tree", tree),
    ("fields", fields),
    ("check", check),
    ("draft", draft),
    ("settings", settings),
    ("query", query),
    ("words", words),
    ("teletype", teletype),
    ("nara", nara),
    ("smart", smart),
    ("text", text),
    ("jsonl", jsonl),
    ("cablegate_csv", cablegate_csv),
    ("cablegate_html", cablegate_html),
    ("frus_tei", frus_tei),
    ("pdf", pdf),
    ("sevenz", sevenz),
    ("zip", zip),
    ("tar", tar),
    ("gz", gz),
    ("xz", xz),
    ("bz2", bz2),
    ("zst", zst),
];

/// The README's example is run with the other documents' examples.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
