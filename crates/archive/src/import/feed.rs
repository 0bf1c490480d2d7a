//! Cuts sources into batches, passes over what the archive has, and goes on where an earlier import stopped.

use super::prepare::Fed;
use crate::catalogue::{self, SourceRow};
use crate::error::{Error, Result};
use chancery_registry::Registry;
use chancery_sources::formats::text;
use chancery_sources::panics::caught;
use chancery_sources::{Files, Flow, Item, ItemError, ItemErrorKind, Place, Sources};
use chancery_telegram::{Options as ReadOptions, syntax};
use crossbeam_channel::{Receiver, Sender};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A batch is handed over when it holds this many bytes, or as many as a commit ...
pub(super) const BATCH_BYTES: usize = 256 << 10;
/// ... or this many items.
const BATCH_ITEMS: usize = 256;

/// A source that is imported for the first time.
#[derive(Clone, Debug)]
pub(crate) struct NewSource {
    pub(crate) id: i64,
    pub(crate) sha256: Option<[u8; 32]>,
    pub(crate) bytes: u64,
    pub(crate) file: String,
}

/// Some items, and what happened to their sources.
#[derive(Debug, Default)]
pub(super) struct RawBatch {
    /// Sources that begin in it.
    pub(super) begun: Vec<NewSource>,
    pub(super) items: Vec<Fed>,
    /// Sources that end in it, and how many items each has.
    pub(super) finished: Vec<(i64, u64)>,
    /// How many telegrams were passed over, since they are in the archive.
    pub(super) passed: u64,
    pub(super) errors: Vec<ItemError>,
    /// How much of the files was read when it was handed over.
    pub(super) read: u64,
    size: usize,
}

/// What the cutting thread needs.
pub(super) struct Feed<'f> {
    pub(super) connection: Connection,
    pub(super) paths: &'f [PathBuf],
    pub(super) options: chancery_sources::Options,
    pub(super) collection: i64,
    /// The number of the next new source.
    pub(super) next_source: i64,
    /// A batch may be sent for each permit.
    pub(super) permits: Receiver<()>,
    pub(super) out: Sender<(u64, RawBatch)>,
    pub(super) stop: &'f AtomicBool,
    pub(super) batch: RawBatch,
    /// A batch is handed over when it holds this many bytes.
    pub(super) size: usize,
    pub(super) sent: u64,
    /// The sizes of the files that are done.
    pub(super) done: u64,
}

/// The size of all files, for the time that is left; none where one of the inputs has no size.
pub(super) fn total(paths: &[PathBuf]) -> Option<u64> {
    let mut total = 0;
    for path in Files::of(paths.iter().cloned()).flatten() {
        total += path.metadata().ok().filter(|found| found.is_file())?.len();
    }
    Some(total)
}

impl Feed<'_> {
    /// Feeds all files, until told to stop or nobody takes any more.
    ///
    /// # Errors
    /// When the catalogue cannot be asked.
    pub(super) fn run(mut self) -> Result<()> {
        for found in Files::of(self.paths.iter().cloned()) {
            let flow = match found {
                Ok(path) => self.file(&path)?,
                Err(error) => self.failed(error),
            };
            if flow.is_break() {
                break;
            }
        }
        let _ = self.send();
        Ok(())
    }

    fn failed(&mut self, error: ItemError) -> Flow {
        self.batch.errors.push(error);
        if self.batch.errors.len() < BATCH_ITEMS { Flow::Continue(()) } else { self.send() }
    }

    fn file(&mut self, path: &Path) -> Result<Flow> {
        let name = path.to_string_lossy().into_owned();
        // A pipe can be read once only, so its hash cannot be known before.
        let plain = path != Path::new("-") && path.metadata().is_ok_and(|found| found.is_file());
        let (bytes, sha256) = if !plain {
            (0, None)
        } else {
            match hash(path, self.stop) {
                Ok(Some((bytes, hash))) => (bytes, Some(hash)),
                Ok(None) => return Ok(Flow::Break(())),
                Err(error) => {
                    let place = Place { file: name.into(), member: None, at: None };
                    return Ok(self.failed(ItemError { place, kind: ItemErrorKind::Read(error) }));
                }
            }
        };
        let known = match &sha256 {
            Some(sha256) => catalogue::source(&self.connection, sha256, bytes, self.collection)?,
            None => None,
        };
        // A source of which nothing came in is looked at again: its format may be named now.
        if let Some(SourceRow { done: true, items: items @ 1.., .. }) = known {
            self.batch.passed += items;
            self.done += bytes;
            return Ok(Flow::Continue(()));
        }
        let was_empty = known.as_ref().is_some_and(|row| row.done);
        let (id, skip) = match known {
            Some(row) => (row.id, row.items),
            None => {
                let id = self.next_source;
                self.next_source += 1;
                self.batch.begun.push(NewSource { id, sha256, bytes, file: name });
                (id, 0)
            }
        };
        self.batch.passed += skip;
        let mut ordinal = 0;
        let mut inside = 0_u64;
        let mut ended = true;
        let sources = Sources::new([path], self.options);
        sources.for_each(&mut |found| {
            let flow = match found {
                Ok(item) if self.options.from.is_none() && is_no_telegram(&item) => {
                    let place = Place { file: item.file, member: item.member, at: None };
                    self.failed(ItemError { place, kind: ItemErrorKind::Unrecognised })
                }
                Ok(item) => {
                    ordinal += 1;
                    inside += item.size() as u64;
                    if ordinal <= skip {
                        Flow::Continue(())
                    } else {
                        self.batch.read = self.done + inside.min(bytes);
                        self.item(item, (id, ordinal - 1))
                    }
                }
                Err(error) => self.failed(error),
            };
            ended &= flow.is_continue();
            flow
        });
        self.done += bytes;
        if !ended {
            return Ok(Flow::Break(()));
        }
        if was_empty && ordinal == 0 {
            return Ok(Flow::Continue(()));
        }
        self.batch.finished.push((id, ordinal));
        // Files of one telegram each: their rows must not pile up.
        Ok(if self.batch.finished.len() < BATCH_ITEMS { Flow::Continue(()) } else { self.send() })
    }

    fn item(&mut self, item: Item, source: (i64, u64)) -> Flow {
        self.batch.size += item.size();
        self.batch.items.push(Fed { item, source });
        if self.batch.size < self.size && self.batch.items.len() < BATCH_ITEMS {
            return if self.stop.load(Ordering::Relaxed) { Flow::Break(()) } else { Flow::Continue(()) };
        }
        self.send()
    }

    fn send(&mut self) -> Flow {
        if self.permits.recv().is_err() {
            return Flow::Break(());
        }
        let mut batch = std::mem::take(&mut self.batch);
        batch.read = batch.read.max(self.done);
        let sent = self.out.send((self.sent, batch));
        self.sent += 1;
        if sent.is_err() || self.stop.load(Ordering::Relaxed) { Flow::Break(()) } else { Flow::Continue(()) }
    }
}

/// A text of no known form in which nothing of a telegram was recognised: a list, a program, bytes that mean nothing.
fn is_no_telegram(item: &Item) -> bool {
    // Nearly every telegram shows by its lines. The whole record, which takes several times as long, is made of the others alone; a
    // fault of the reader is told where the item is worked on.
    let is_none = || {
        !syntax::parse(&item.bytes, Registry::builtin()).is_headed()
            && !item.telegram(&ReadOptions::default(), false).is_recognised()
    };
    item.format == text::FORMAT.id && caught(is_none).unwrap_or(false)
}

/// The size and the hash of a file; none when told to stop.
fn hash(path: &Path, stop: &AtomicBool) -> io::Result<Option<(u64, [u8; 32])>> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    let mut length = 0;
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => return Ok(Some((length, hasher.finalize().into()))),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        hasher.update(&buffer[..read]);
        length += read as u64;
    }
}

/// An error of the feed that is none of its sources.
pub(super) fn broke_down<T>(_: T) -> Error {
    Error::BrokeDown("the thread that cuts sources")
}
