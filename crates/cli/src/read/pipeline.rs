//! The work of `chancery read` on several threads, in order and in bounded memory.
//!
//! Batches go to the threads in turn, and their output comes back in the same turn, so nothing has to be sorted. No more
//! than two batches a thread are on their way.

use super::Args;
use super::choice::Choice;
use super::summary::Summary;
use super::work::{Batch, Job, Output};
use crate::interrupt;
use crate::progress::Progress;
use chancery_sources::{Item, ItemError, Options, Sources, assemble, section_key};
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

/// A batch is handed over when it holds this many bytes ...
const BATCH_BYTES: usize = 256 << 10;
/// ... or this many items.
const BATCH_ITEMS: usize = 256;

/// Reads everything and writes it.
pub(crate) fn run(args: &Args, choice: &Choice) -> io::Result<Summary> {
    interrupt::listen();
    let begun = Instant::now();
    let job = Job { choice, date: args.date, spans: args.spans };
    let threads =
        args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let sources = Sources::new(&args.paths, Options { from: choice.from });
    let mut items = assemble::assemble(sources, |item: &Item| section_key(item, args.date));
    let mut writer = Writer::new(args, choice);
    let written = if threads > 1 {
        many(&job, threads, &mut items, &mut writer)
    } else {
        one(&job, &mut items, &mut writer)
    };
    writer.progress.end();
    if written.is_err() || interrupt::asked() {
        // The thread that reads may hang on a pipe that gives nothing; the program's end ends it.
        std::mem::forget(items);
    }
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => writer.summary.closed = true,
        Err(error) => return Err(error),
        Ok(()) => writer.finish()?,
    }
    let mut summary = writer.summary;
    summary.interrupted = interrupt::asked();
    summary.seconds = begun.elapsed();
    Ok(summary)
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

fn one(
    job: &Job<'_>,
    items: &mut impl Iterator<Item = Result<Item, ItemError>>,
    writer: &mut Writer,
) -> io::Result<()> {
    loop {
        let batch = batch(items);
        if batch.is_empty() {
            return Ok(());
        }
        writer.take(job.work(batch)?)?;
    }
}

/// A thread's two ends.
type Worker = (SyncSender<Batch>, Receiver<io::Result<Output>>);

fn many(
    job: &Job<'_>,
    threads: usize,
    items: &mut impl Iterator<Item = Result<Item, ItemError>>,
    writer: &mut Writer,
) -> io::Result<()> {
    thread::scope(|scope| {
        let workers: Vec<Worker> = (0..threads)
            .map(|_| {
                let (to, batches) = sync_channel::<Batch>(2);
                let (outputs, from) = sync_channel(2);
                scope.spawn(move || {
                    for batch in batches {
                        if outputs.send(job.work(batch)).is_err() {
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
                writer.take(workers[written % threads].1.recv().map_err(|_| broke_down())??)?;
                written += 1;
            }
            workers[sent % threads].0.send(batch).map_err(|_| broke_down())?;
            sent += 1;
        }
        while written < sent {
            writer.take(workers[written % threads].1.recv().map_err(|_| broke_down())??)?;
            written += 1;
        }
        Ok(())
    })
}

/// Puts the outputs of batches together on standard output.
struct Writer {
    out: io::Stdout,
    frame: chancery_exports::Frame,
    begun: bool,
    summary: Summary,
    progress: Progress,
    /// Failures are reported for a person; with `--json` the summary lists them.
    report: bool,
}

impl Writer {
    fn new(args: &Args, choice: &Choice) -> Writer {
        let free = choice.is_silent() || !io::IsTerminal::is_terminal(&io::stdout());
        Writer {
            out: io::stdout(),
            frame: choice.frame(),
            begun: false,
            summary: Summary::default(),
            progress: Progress::new(free && !args.quiet && !args.json),
            report: args.quiet || !args.json,
        }
    }

    fn take(&mut self, output: Output) -> io::Result<()> {
        if output.tally.telegrams > 0 {
            let before = if self.begun { self.frame.between } else { self.frame.head };
            self.begun = true;
            let mut out = self.out.lock();
            out.write_all(before.as_bytes())?;
            out.write_all(&output.bytes)?;
            out.flush()?;
        }
        let Writer { summary, progress, .. } = self;
        let report = self.report;
        if output.errors.is_empty() {
            summary.take(output.tally, &[], report);
        } else {
            progress.aside(|| summary.take(output.tally, &output.errors, report));
        }
        progress.show(summary.telegrams(), summary.bytes());
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let after = if self.begun { self.frame.tail } else { self.frame.empty };
        let mut out = self.out.lock();
        out.write_all(after.as_bytes())?;
        out.flush()
    }
}
