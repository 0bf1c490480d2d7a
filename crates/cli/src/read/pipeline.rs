//! The work of `chancery read`: what the threads made of the telegrams goes to standard output.

use super::Args;
use super::choice::Choice;
use super::summary::{Summary, Tally};
use super::work::Job;
use crate::batches::{self, Output};
use crate::interrupt;
use crate::progress::Progress;
use std::io::{self, Write};
use std::time::Instant;

/// Reads everything and writes it.
pub(crate) fn run(args: &Args, choice: &Choice) -> io::Result<Summary> {
    let begun = Instant::now();
    let job = Job { choice, date: args.input.date, spans: args.spans };
    let mut writer = Writer::new(args, choice);
    let written = batches::each(&args.input, &job, |output| writer.take(output));
    writer.progress.end();
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

    fn take(&mut self, output: Output<Tally>) -> io::Result<()> {
        if output.beside.telegrams > 0 {
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
            summary.take(output.beside, &[], report);
        } else {
            progress.aside(|| summary.take(output.beside, &output.errors, report));
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
