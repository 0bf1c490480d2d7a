//! From sources into the archive: read, labelled, indexed, kept.
//!
//! One thread cuts sources into items; workers read them, make the documents of the index and compress the originals; the
//! caller's thread puts what they made into packs, catalogue and index, in the order of the input, and commits from time to
//! time. What was committed is there for good, and the same import goes on behind it.

mod feed;
mod pipeline;
mod prepare;

pub(crate) use feed::NewSource as SourceToAdd;
pub(crate) use prepare::{Batch as PreparedBatch, Prepared, prepare};

use crate::error::Result;
use crate::writer::Writer;
use chancery_sources::{Format, ItemError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::PathBuf;

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files and folders; `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The collection; [`DEFAULT`](crate::collections::DEFAULT) where none is named. It is made if there is none.
    pub collection: Option<String>,
    /// The format, where the caller knows better than the content.
    pub from: Option<&'static Format>,
    /// Threads that read; as many as there are cores where nothing is said.
    pub threads: Option<NonZero<usize>>,
    /// A commit is made when so many bytes of telegrams were taken; [`COMMIT`] where nothing is said.
    pub commit: Option<u64>,
}

/// Bytes of telegrams between two commits. Each makes a segment of the index for each thread, so they should be large; a
/// kill loses what was done since the last.
pub const COMMIT: u64 = 256 << 20;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Telegrams, or sections of telegrams, that the sources hold.
    pub telegrams: u64,
    /// Those whose bytes were not in the archive.
    pub new: u64,
    /// Those whose bytes were.
    pub known: u64,
    /// Those of the new ones that gave a telegram of the archive another text.
    pub variants: u64,
    /// Those of the new ones that are sections: those that belong together are one telegram.
    #[serde(skip)]
    pub sections: u64,
    /// Places that could not be read.
    pub failed: u64,
    /// Bytes of telegrams that were read.
    pub bytes: u64,
    /// New ones by source format.
    #[serde(skip)]
    pub by_format: BTreeMap<&'static str, u64>,
    /// New ones by year.
    #[serde(skip)]
    pub by_year: BTreeMap<u16, u64>,
    /// New ones by sender.
    #[serde(skip)]
    pub by_post: BTreeMap<String, u64>,
    /// Whether it was stopped before the end of the sources.
    #[serde(skip)]
    pub stopped: bool,
}

/// What is told while an import goes on.
pub trait Watch {
    /// So much was done. `total` is the size of all files, where that is known; `read` what was read of them.
    fn progress(&mut self, report: &Report, read: u64, total: Option<u64>);
    /// Something could not be read.
    fn failed(&mut self, error: &ItemError);
    /// All that was done until now is committed.
    fn committed(&mut self, report: &Report);
    /// Whether to stop: what was done is committed, and the same import goes on from there.
    fn stop(&self) -> bool;
}

/// Who is told nothing.
#[derive(Clone, Copy, Debug)]
pub struct Quiet;

impl Watch for Quiet {
    fn progress(&mut self, _: &Report, _: u64, _: Option<u64>) {}
    fn failed(&mut self, _: &ItemError) {}
    fn committed(&mut self, _: &Report) {}
    fn stop(&self) -> bool {
        false
    }
}

/// Imports, and commits at the end.
///
/// # Errors
/// When the archive cannot be written. What cannot be read of the sources is told to `watch`, and the rest goes on.
pub fn import(writer: &mut Writer, options: &Options, watch: &mut dyn Watch) -> Result<Report> {
    let outcome = pipeline::run(writer, options, watch);
    if outcome.is_err() {
        writer.take_back();
    }
    outcome
}
