//! Telegrams in batches, on several threads, in order and in bounded memory: for every verb that goes through paths.
//!
//! Batches go to the threads in turn, and their output comes back in the same turn, so nothing has to be sorted. No more
//! than two batches a thread are on their way.

use crate::interrupt;
use chancery_sources::panics::caught;
use chancery_sources::{
    At, Format, Item, ItemError, ItemErrorKind, Options, Place, Sources, assemble, section_key,
};
use chancery_telegram::DateHint;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// A batch is handed over when it holds this many bytes ...
const BATCH_BYTES: usize = 256 << 10;
/// ... or this many items.
const BATCH_ITEMS: usize = 256;

/// Some items, and what could not be read between them.
pub(crate) type Batch = Vec<Result<Item, ItemError>>;

/// What is gone through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    pub(crate) paths: &'a [PathBuf],
    pub(crate) from: Option<&'static Format>,
    pub(crate) date: Option<DateHint>,
    /// How many threads; all cores without it.
    pub(crate) jobs: Option<u16>,
}

/// What each thread does with a batch.
pub(crate) trait Work: Sync {
    /// What becomes of a batch.
    type Output: Send;

    fn work(&self, batch: Batch) -> io::Result<Self::Output>;
}

/// Goes through everything: batches are worked on by the threads, and `take` gets what became of them, in the order of the
/// input. It ends early where `take` fails or the user interrupts it.
pub(crate) fn each<W: Work>(
    input: Input<'_>,
    work: &W,
    mut take: impl FnMut(W::Output) -> io::Result<()>,
) -> io::Result<()> {
    interrupt::listen();
    let threads =
        input.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let sources = Sources::new(input.paths, Options { from: input.from });
    let mut items = assemble::assemble(sources, |item: &Item| section_key(item, input.date));
    let done = if threads > 1 {
        many(work, threads, &mut items, &mut take)
    } else {
        one(work, &mut items, &mut take)
    };
    if done.is_err() || interrupt::asked() {
        // The thread that reads may hang on a pipe that gives nothing; the program's end ends it.
        std::mem::forget(items);
    }
    done
}

/// Does `each` with every item of a batch, and with every failure `failed`. A fault of the reader on one telegram must not
/// take the others with it: it becomes a failure, and `undo` takes back what the item had given by then.
pub(crate) fn each_item<T>(
    batch: Batch,
    state: &mut T,
    mut each: impl FnMut(&mut T, &Item) -> io::Result<()>,
    mut undo: impl FnMut(&mut T, &Item),
    mut failed: impl FnMut(&mut T, ItemError),
) -> io::Result<()> {
    for entry in batch {
        match entry {
            Ok(item) => match caught(|| each(state, &item)) {
                Ok(done) => done?,
                Err(_) => {
                    undo(state, &item);
                    failed(state, broke_down(&item));
                }
            },
            Err(error) => failed(state, error),
        }
    }
    Ok(())
}

/// The next batch; an empty one at the end.
fn batch(items: &mut impl Iterator<Item = Result<Item, ItemError>>) -> Batch {
    let mut batch = Batch::new();
    let mut size = 0;
    while size < BATCH_BYTES && batch.len() < BATCH_ITEMS && !interrupt::asked() {
        let Some(entry) = items.next() else { break };
        size += entry.as_ref().map_or(0, Item::size);
        batch.push(entry);
    }
    batch
}

fn one<W: Work>(
    work: &W,
    items: &mut impl Iterator<Item = Result<Item, ItemError>>,
    take: &mut impl FnMut(W::Output) -> io::Result<()>,
) -> io::Result<()> {
    loop {
        let batch = batch(items);
        if batch.is_empty() {
            return Ok(());
        }
        take(work.work(batch)?)?;
    }
}

/// A thread's two ends.
type Worker<O> = (SyncSender<Batch>, Receiver<io::Result<O>>);

fn many<W: Work>(
    work: &W,
    threads: usize,
    items: &mut impl Iterator<Item = Result<Item, ItemError>>,
    take: &mut impl FnMut(W::Output) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let workers: Vec<Worker<W::Output>> = (0..threads)
            .map(|_| {
                let (to, batches) = sync_channel::<Batch>(2);
                let (outputs, from) = sync_channel(2);
                scope.spawn(move || {
                    for batch in batches {
                        if outputs.send(work.work(batch)).is_err() {
                            return;
                        }
                    }
                });
                (to, from)
            })
            .collect();
        let broke_down = || io::Error::other("a thread that reads telegrams broke down");
        let mut sent = 0;
        let mut written = 0;
        loop {
            let batch = batch(items);
            if batch.is_empty() {
                break;
            }
            if sent - written == threads * 2 {
                take(workers[written % threads].1.recv().map_err(|_| broke_down())??)?;
                written += 1;
            }
            workers[sent % threads].0.send(batch).map_err(|_| broke_down())?;
            sent += 1;
        }
        while written < sent {
            take(workers[written % threads].1.recv().map_err(|_| broke_down())??)?;
            written += 1;
        }
        Ok(())
    })
}

fn broke_down(item: &Item) -> ItemError {
    let at = item.span.map(|(start, _)| At::Byte(start));
    let place = Place { file: item.file.clone(), member: item.member.clone(), at };
    ItemError { place, kind: ItemErrorKind::BrokeDown("the reader of telegrams") }
}
