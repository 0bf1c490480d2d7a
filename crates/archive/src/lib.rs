//! Keeps diplomatic telegrams: originals, catalogue and text index in one folder that cannot lose what it reported.
//!
//! [`Archive`] opens a folder for reading; [`Writer`] is the one who changes it, and there is one at a time. How the folder
//! looks and why a commit is whole or not there at all stands in `docs/archive.md`. What a reader may see is decided in
//! [`access`], and nowhere else; the crate `chancery-view` is the door through which content leaves.

pub mod access;
mod anew;
mod backup;
mod catalogue;
pub mod collections;
mod commit;
mod decisions;
mod error;
mod folder;
pub mod import;
pub mod index;
pub mod journal;
pub mod originals;
mod read;
mod rebuild;
mod renew;
pub mod sight;
mod stops;
mod telegrams;
pub mod verify;
mod walk;
pub mod words;
mod writer;

pub use backup::backup;
pub use decisions::DecisionToMake;
pub use error::{Error, Result};
pub use folder::{Folder, LAYOUT};
pub use read::{Archive, Snapshot, Watch};
pub use rebuild::{Rebuilt, rebuild};
pub use telegrams::{NAMELESS, NAMELESS_FIGURES, Variant};
pub use writer::Writer;
