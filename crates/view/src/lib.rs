//! What one reader may see of an archive of diplomatic telegrams: the only door to content.
//!
//! A [`View`] is a snapshot of an archive and a reader. Whatever it gives is what an archive without the portions hidden from
//! that reader would give: hits, counts, facets, ranks, snippets, texts, statistics, errors (`docs/access.md`).

mod alike;
mod door;
mod error;
pub mod find;
mod names;
pub mod query;
mod show;
mod stats;
mod suggest;
mod view;

pub use chancery_archive::NAMELESS;
pub use chancery_archive::access::{Label, Reader};
pub use chancery_archive::collections::{Collection, DEFAULT as DEFAULT_COLLECTION};
pub use door::Door;
pub use error::{Error, Result};
pub use show::{Diff, Shown, Word, compare, is_redaction};
pub use stats::{By, Due, Stats};
pub use suggest::Suggestion;
pub use view::View;
