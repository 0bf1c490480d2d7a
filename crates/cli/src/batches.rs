//! Telegrams in batches, on several threads, in order and in bounded memory: for every verb that goes through paths.
//!
//! Batches go to the threads in turn, and their output comes back in the same turn, so nothing has to be sorted. No more
//! than two batches a thread are on their way.

use crate::interrupt;
use chancery_sources::panics::caught;
use chancery_sources::{
    At, FORMATS, Format, Item, ItemError, ItemErrorKind, Options, Place, Sources, assemble, section_key,
};
use chancery_telegram::DateHint;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// A batch is handed over when it holds this many bytes ...
const BATCH_BYTES: usize = 512 << 10;
/// ... or this many items.
const BATCH_ITEMS: usize = 256;

/// Some items, and what could not be read between them.
type Batch = Vec<Result<Item, ItemError>>;

/// Which telegrams, and how they are read: what every verb asks that goes through paths.
#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// Files, folders and archives (7z, zip, tar, gz, xz, bz2, zst, in each other too), or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// What the input is, where its content does not tell. Archives are opened all the same.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    from: Option<String>,

    /// When an undated telegram was sent: a year, a month or a day, as 2006, 2006-12 or 2006-12-26.
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<DateHint>,

    /// How many threads read telegrams. All cores without it; the order of the output is that of the input in any case.
    #[arg(short = 'j', long = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

/// The names of formats, for a command line.
pub(crate) fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.id).help(format.title)))
}

/// What each thread does with each telegram.
pub(crate) trait Work: Sync {
    /// What is made of a telegram before anything is written of it.
    type Made<'i>;

    /// What becomes of a batch beside what is written.
    type Beside: Default + Send;

    /// How many telegrams are made at once, at most.
    const GROUP: usize = 1;

    /// Makes of each telegram what is to be written.
    fn make<'i>(&self, items: &'i [Item]) -> Vec<Self::Made<'i>>;

    /// Writes what there is to write of a telegram to `bytes`, and adds the rest to `beside`.
    fn item(
        &self,
        item: &Item,
        made: Self::Made<'_>,
        bytes: &mut Vec<u8>,
        beside: &mut Self::Beside,
    ) -> io::Result<()>;
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(crate) struct Output<B> {
    /// What is to be written.
    pub(crate) bytes: Vec<u8>,
    pub(crate) beside: B,
    /// What could not be read.
    pub(crate) errors: Vec<ItemError>,
}

/// Goes through everything: the threads work on batches, and `take` gets what became of them, in the order of the input. It
/// ends early where `take` fails or the user interrupts it.
pub(crate) fn each<W: Work>(
    input: &Input,
    work: &W,
    mut take: impl FnMut(Output<W::Beside>) -> io::Result<()>,
) -> io::Result<()> {
    interrupt::listen();
    let threads =
        input.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let format = input.from.as_deref().and_then(Format::by_id);
    let sources = Sources::new(&input.paths, Options { from: format });
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

/// Works on a batch. A fault of the reader on one telegram must not take the others with it: it becomes a failure, and
/// nothing of that telegram is written.
fn worked<W: Work>(work: &W, batch: Batch) -> io::Result<Output<W::Beside>> {
    let mut output = Output::default();
    let mut items = Vec::with_capacity(batch.len());
    for entry in batch {
        match entry {
            Ok(item) => items.push(item),
            Err(error) => output.errors.push(error),
        }
    }
    let mut rest = items.as_slice();
    while let Some(group) = group(&mut rest, W::GROUP) {
        match caught(|| work.make(group)) {
            Ok(made) => {
                for (item, made) in group.iter().zip(made) {
                    written(work, item, made, &mut output)?;
                }
            }
            // One of them is at fault.
            Err(_) => {
                for item in group {
                    match caught(|| work.make(std::slice::from_ref(item))) {
                        Ok(made) => {
                            made.into_iter().try_for_each(|made| written(work, item, made, &mut output))?;
                        }
                        Err(_) => output.errors.push(broke_down(item)),
                    }
                }
            }
        }
    }
    Ok(output)
}

/// Takes the next items that are made at once: so many, while they are no longer than a batch together.
fn group<'i>(rest: &mut &'i [Item], most: usize) -> Option<&'i [Item]> {
    let mut size = 0;
    let fits = |item: &&Item| {
        size += item.size();
        size < BATCH_BYTES
    };
    let count = rest.iter().take(most).take_while(fits).count().max(1);
    let (group, behind) = rest.split_at_checked(count)?;
    *rest = behind;
    Some(group)
}

/// Writes what was made of a telegram.
fn written<W: Work>(
    work: &W,
    item: &Item,
    made: W::Made<'_>,
    output: &mut Output<W::Beside>,
) -> io::Result<()> {
    let before = output.bytes.len();
    match caught(|| work.item(item, made, &mut output.bytes, &mut output.beside)) {
        Ok(done) => done,
        Err(_) => {
            output.bytes.truncate(before);
            output.errors.push(broke_down(item));
            Ok(())
        }
    }
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
    take: &mut impl FnMut(Output<W::Beside>) -> io::Result<()>,
) -> io::Result<()> {
    loop {
        let batch = batch(items);
        if batch.is_empty() {
            return Ok(());
        }
        take(worked(work, batch)?)?;
    }
}

/// A thread's two ends.
type Worker<B> = (SyncSender<Batch>, Receiver<io::Result<Output<B>>>);

fn many<W: Work>(
    work: &W,
    threads: usize,
    items: &mut impl Iterator<Item = Result<Item, ItemError>>,
    take: &mut impl FnMut(Output<W::Beside>) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let workers: Vec<Worker<W::Beside>> = (0..threads)
            .map(|_| {
                let (to, batches) = sync_channel::<Batch>(2);
                let (outputs, from) = sync_channel(2);
                scope.spawn(move || {
                    for batch in batches {
                        if outputs.send(worked(work, batch)).is_err() {
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
