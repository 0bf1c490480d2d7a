//! The threads of an import, and what the caller's thread does with their work.

use super::feed::{BATCH_BYTES, Feed, RawBatch, broke_down, total};
use super::prepare::{Batch, Fed, Job};
use super::{COMMIT, Options, Report, Watch};
use crate::catalogue;
use crate::collections;
use crate::error::{Error, Result};
use crate::renew::guarded;
use crate::sight::Terms;
use crate::writer::{Writer, cores};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Batches on their way for each worker.
const AHEAD: usize = 4;

/// How much text teaches the dictionary.
const SAMPLE: usize = 4 << 20;

/// What a worker made of a batch, with the parts that need no work.
struct Done {
    raw: RawBatch,
    batch: Result<Batch>,
}

pub(super) fn run(writer: &mut Writer, options: &Options, watch: &mut dyn Watch) -> Result<Report> {
    let threads = options.threads.map_or_else(cores, usize::from);
    writer.threads = threads;
    let name = options.collection.as_deref().unwrap_or(collections::DEFAULT);
    let collection = match collections::named(&writer.connection, name)? {
        Some(collection) => collection,
        None => writer.add_collection(name, &collections::Change::default())?,
    };
    // What was released has one label.
    writer.stratum_threads = if collection.released { threads } else { 1 };
    let all = collections::all(&writer.connection)?;
    let dates = writer.dates()?;
    let no_decisions = BTreeMap::new();
    let terms = Terms { collections: &all, decisions: &no_decisions, dates };
    let stop = AtomicBool::new(false);
    let every = options.commit.unwrap_or(COMMIT);
    let files = total(&options.paths);
    let connection = catalogue::open_reader(&writer.folder)?;
    let next_source = writer.next_source()?;
    let (permit, permits) = bounded(threads * AHEAD);
    let (out, raw) = unbounded::<(u64, RawBatch)>();
    for _ in 0..threads * AHEAD {
        permit.send(()).map_err(broke_down)?;
    }
    let feed = Feed {
        connection,
        paths: &options.paths,
        options: chancery_sources::Options { from: options.from },
        collection: collection.id,
        next_source,
        permits,
        out,
        stop: &stop,
        batch: RawBatch::default(),
        size: usize::try_from(every).map_or(BATCH_BYTES, |every| every.min(BATCH_BYTES)),
        sent: 0,
        done: 0,
    };
    let dictionary = OnceLock::new();
    let originals = writer.folder.originals();
    let job = Job { terms, collection: collection.id, dictionary: &dictionary };
    thread::scope(|scope| {
        let feeding = scope.spawn(move || feed.run());
        let early = sample(writer, &raw, &permit)?;
        let _ = dictionary.set(writer.dictionary.clone());
        let (made, results) = unbounded();
        let (again, waiting) = unbounded();
        for batch in early {
            again.send(batch).map_err(broke_down)?;
        }
        drop(again);
        for _ in 0..threads {
            let (waiting, raw, made, job) = (waiting.clone(), raw.clone(), made.clone(), &job);
            let place = &originals;
            let make =
                move |items| job.work(items).map_err(|error| Error::io(place, "compress a block", error));
            scope.spawn(move || work(&make, &waiting, &raw, &made));
        }
        drop((raw, made, waiting));
        let mut taker = Taker {
            writer,
            collection: name,
            report: Report::default(),
            since: 0,
            every,
            sources: Vec::new(),
        };
        let mut early: BTreeMap<u64, Done> = BTreeMap::new();
        let mut next = 0;
        let mut outcome = Ok(());
        for (number, done) in &results {
            early.insert(number, done);
            while let Some(done) = early.remove(&next) {
                next += 1;
                if outcome.is_ok() {
                    let read = done.raw.read;
                    outcome = taker.take(done, watch);
                    watch.progress(&taker.report, read, files);
                }
                if outcome.is_err() || watch.stop() {
                    stop.store(true, Ordering::Relaxed);
                }
                let _ = permit.try_send(());
            }
        }
        drop(permit);
        let fed = feeding.join().map_err(broke_down);
        outcome?;
        fed??;
        if !early.is_empty() {
            return Err(Error::BrokeDown("a thread that reads telegrams"));
        }
        taker.report.stopped = stop.load(Ordering::Relaxed);
        taker.commit(watch, true)?;
        Ok(taker.report)
    })
}

/// Takes batches for the dictionary to learn from, where the archive has none yet. They are worked on after that.
fn sample(
    writer: &mut Writer,
    raw: &Receiver<(u64, RawBatch)>,
    permit: &Sender<()>,
) -> Result<Vec<(u64, RawBatch)>> {
    let mut early = Vec::new();
    if writer.dictionary.is_some() {
        return Ok(early);
    }
    let mut size = 0;
    while size < SAMPLE {
        let Ok(batch) = raw.recv() else { break };
        size += batch.1.items.iter().map(|fed| fed.item.bytes.len()).sum::<usize>();
        early.push(batch);
        // A batch that is held gives its permit back, so that others may follow; it is worked on first of all.
        let _ = permit.try_send(());
    }
    let samples: Vec<&[u8]> =
        early.iter().flat_map(|(_, batch)| &batch.items).map(|fed| &fed.item.bytes[..]).collect();
    writer.learn(&samples)?;
    Ok(early)
}

/// Works on batches until there are no more. Each has an answer: without that of one the others would be waited with for ever.
fn work(
    make: &impl Fn(Vec<Fed>) -> Result<Batch>,
    waiting: &Receiver<(u64, RawBatch)>,
    raw: &Receiver<(u64, RawBatch)>,
    made: &Sender<(u64, Done)>,
) {
    for (number, mut raw) in waiting.iter().chain(raw.iter()) {
        let items = std::mem::take(&mut raw.items);
        let batch = guarded("a thread that reads telegrams", || make(items));
        if made.send((number, Done { raw, batch })).is_err() {
            return;
        }
    }
}

/// Puts batches into the archive, in their order.
struct Taker<'w> {
    writer: &'w mut Writer,
    collection: &'w str,
    report: Report,
    /// Bytes since the last commit.
    since: u64,
    every: u64,
    /// The files that were begun since the last commit.
    sources: Vec<String>,
}

impl Taker<'_> {
    fn take(&mut self, done: Done, watch: &mut dyn Watch) -> Result<()> {
        let Done { raw, batch } = done;
        let batch = batch?;
        self.report.telegrams += raw.passed + batch.items.len() as u64;
        self.report.known += raw.passed;
        for error in raw.errors.iter().chain(&batch.errors) {
            self.report.failed += 1;
            watch.failed(error);
        }
        if raw.begun.is_empty() && batch.items.is_empty() && raw.finished.is_empty() {
            return Ok(());
        }
        self.writer.begin()?;
        for source in raw.begun {
            self.writer.add_source(&source, self.collection)?;
            self.sources.push(source.file);
        }
        self.since += self.writer.add_batch(batch, &mut self.report)?;
        for (source, items) in raw.finished {
            self.writer.finish_source(source, items)?;
        }
        if self.since >= self.every { self.commit(watch, false) } else { Ok(()) }
    }

    fn commit(&mut self, watch: &mut dyn Watch, last: bool) -> Result<()> {
        if !self.writer.is_open() {
            return Ok(());
        }
        self.since = 0;
        let Report { telegrams, new, known, failed, bytes, .. } = self.report;
        let sources = std::mem::take(&mut self.sources);
        let details = serde_json::json!({
            "collection": self.collection,
            "sources": sources.len(),
            "first": sources.first(),
            "last": sources.last(),
            "total": { "telegrams": telegrams, "new": new, "known": known, "failed": failed, "bytes": bytes },
        });
        self.report.variants += self.writer.commit_part("import", details, last)?;
        watch.committed(&self.report);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Batch, RawBatch, work};
    use crate::error::Error;
    use crossbeam_channel::unbounded;
    use std::cell::Cell;
    use std::panic::resume_unwind;

    #[test]
    fn a_batch_that_breaks_its_worker_has_an_answer_and_the_next_is_worked_on() {
        let ((early, waiting), (out, raw), (made, results)) = (unbounded(), unbounded(), unbounded());
        early.send((0, RawBatch::default())).unwrap();
        out.send((1, RawBatch::default())).unwrap();
        drop((early, out));
        let first = Cell::new(true);
        let make = |_| if first.take() { resume_unwind(Box::new("a fault")) } else { Ok(Batch::default()) };
        work(&make, &waiting, &raw, &made);
        drop(made);
        let answers: Vec<_> = results.iter().map(|(number, done)| (number, done.batch)).collect();
        assert!(matches!(
            &answers[..],
            [(0, Err(Error::BrokeDown("a thread that reads telegrams"))), (1, Ok(_))]
        ));
    }
}
