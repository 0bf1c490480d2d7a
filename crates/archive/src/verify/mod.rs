//! Checking an archive: every original against its hash, the catalogue against the originals and the journal, the index against
//! the catalogue, the journal's chain.
//!
//! Nothing is written. The rows that the catalogue should have are made anew, from the packs and the journal, in a catalogue
//! apart, as a rebuild would make them, and the two are compared. What cannot be read is a [`Problem`] and never a panic, and the
//! rest is still looked at.

mod files;
mod index;
mod originals;
mod problem;
mod repair;
mod rows;

pub use problem::{Kind, Problem};
pub use repair::{Repaired, repair};

use crate::catalogue;
use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::journal;
use crate::walk::{self, Extent};
use crate::writer::VERSION;
use chancery_sources::panics::caught;
use rusqlite::Connection;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// So many problems are listed; of more it is only said how many.
const LISTED: usize = 1000;

/// What was checked, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether all is as it was committed.
    pub ok: bool,
    /// How many originals the catalogue has.
    pub originals: u64,
    /// How many of them were read and have the right hash.
    pub checked: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// How many problems there are beyond those listed.
    #[serde(skip_serializing_if = "is_none")]
    pub more: u64,
}

fn is_none(more: &u64) -> bool {
    *more == 0
}

impl Report {
    fn add(&mut self, problem: Problem) {
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// Whether there is a problem of one of these kinds.
    fn has(&self, kinds: &[Kind]) -> bool {
        self.problems.iter().any(|problem| kinds.contains(&problem.kind))
    }

    /// How many of the problems listed are of originals: nothing that is here can make these anew, and a repair gives them up.
    pub fn given_up(&self) -> u64 {
        self.problems.iter().filter(|problem| problem.kind == Kind::Original).count() as u64
    }

    /// Does a part of the check; what keeps it from being done is a problem too.
    fn part<T>(&mut self, kind: Kind, place: &str, work: impl FnOnce(&mut Report) -> Result<T>) -> Option<T> {
        // Libraries may break down over damage that nobody has thought of.
        match caught(|| work(self)) {
            Ok(Ok(value)) => Some(value),
            Ok(Err(error)) => {
                self.add(Problem::of(kind, &error, place));
                None
            }
            Err(_) => {
                self.add(Problem::new(kind, "what reads it broke down over it", place));
                None
            }
        }
    }
}

/// Checks an archive. `watch` is told how many bytes of the packs are done, and of how many.
///
/// # Errors
/// [`Error::NoArchive`], [`Error::Newer`], [`Error::Unsettled`]. Everything else that keeps it from being read is in the report.
pub fn verify(root: impl Into<PathBuf>, watch: &mut dyn FnMut(u64, u64)) -> Result<Report> {
    let folder = Folder::at(root);
    let mut report = Report::default();
    files::card(&folder, &mut report)?;
    let database = folder.catalogue().display().to_string();
    // A writer neither deletes segments nor puts another catalogue in this one's place meanwhile.
    let held = folder.hold_segments().ok().flatten();
    let opened = match catalogue::open_reader(&folder) {
        Err(error @ (Error::Newer { .. } | Error::Unsettled { .. })) => return Err(error),
        other => report.part(Kind::Catalogue, &database, |_| other),
    };
    let connection = opened.filter(|connection| connection.execute_batch("BEGIN").is_ok());
    let connection = connection.as_ref();
    let head = connection
        .and_then(|connection| report.part(Kind::Catalogue, &database, |_| journal::head(connection)));
    if let Some(head) = &head {
        report.part(Kind::Checksums, "catalogue.sum", |report| files::sums(&folder, head.seq, report));
    }
    if let Some(connection) = connection {
        report.part(Kind::Catalogue, &database, |report| files::integrity(connection, &database, report));
    }
    let lines =
        report.part(Kind::Journal, "journal.jsonl", |report| files::journal(&folder, connection, report));
    let lines = lines.unwrap_or_default();
    let extent = connection
        .and_then(|connection| report.part(Kind::Catalogue, &database, |_| files::extent(connection)));
    let known = extent.is_some();
    let packs = |report: &mut Report, found: Option<Extent>, all: &dyn Fn() -> Result<Extent>| {
        found.or_else(|| report.part(Kind::Original, "originals", |_| all())).unwrap_or_default()
    };
    let there = packs(&mut report, extent.clone(), &|| Extent::all(&folder));
    let name = connection.and_then(|connection| {
        report.part(Kind::Catalogue, &database, |_| catalogue::setting(connection, catalogue::DICTIONARY))
    });
    let name = name.flatten();
    let (dictionary, is_copy) = walk::dictionary(&folder, &there, name.as_deref());
    let extent = packs(&mut report, extent, &|| Extent::committed(&folder, None, dictionary.as_ref()));
    files::dictionary(&folder, name.as_deref(), dictionary.as_ref(), is_copy, &mut report);
    let dictionary = dictionary.map(Arc::new);
    let check = originals::Check { folder: &folder, extent: &extent, dictionary, lines: &lines };
    let made = report.part(Kind::Original, "originals", |report| check.run(report, watch));
    if let (Some(connection), Some(mut made)) = (connection, made)
        && known
    {
        report.part(Kind::Catalogue, &database, |report| {
            report.originals = count(connection, "original")?;
            // Another version may find other numbers in the same texts; what is left to compare are the originals.
            let reading = catalogue::setting(connection, catalogue::READING)?;
            made.whole &= reading.as_deref() == Some(VERSION);
            match made.whole {
                true => rows::compare(connection, &made.connection, &database, report),
                false => rows::lost(connection, &made.connection, &folder, report),
            }
        });
        report.part(Kind::Index, "index", |report| index::check(&folder, connection, &made, report));
    }
    drop(held);
    report.ok = report.problems.is_empty();
    Ok(report)
}

fn count(connection: &Connection, table: &str) -> Result<u64> {
    let sql = format!("SELECT count(*) FROM {table}");
    Ok(connection.query_row(&sql, [], |row| row.get::<_, i64>(0))? as u64)
}
