//! `chancery verify`: whether an archive is as it was committed.

use super::{Work, say, write_object};
use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::{counted, grouped};
use chancery_archive::verify::{Problem, Report, repair, verify};
use serde::Serialize;
use std::io::{self, Write};

const AFTER: &str = "\
Every original is unpacked and compared with its hash, every row of the catalogue with what the originals and the journal say,
every file of the index with its checksum, every document with the telegrams, and the journal's chain of hashes is
followed. Nothing is written without `--repair`. Exit code 0 only when all is right.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    work: Work,

    /// Make anew what is damaged and can be made anew, then check again.
    #[arg(long)]
    repair: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let (report, repaired) = args.work.done(|folder, watch| {
        if args.repair {
            let repaired = repair(folder, watch)?;
            Ok((repaired.after, repaired.before.problems))
        } else {
            Ok((verify(folder, watch)?, Vec::new()))
        }
    })?;
    if args.work.json {
        write_json(&report, args.repair.then_some(&repaired[..]))?;
    } else {
        write(args, &report, &repaired)?;
    }
    Ok(if report.ok { Done::All } else { Done::Part })
}

fn write_json(report: &Report, repaired: Option<&[Problem]>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'o> {
        #[serde(flatten)]
        report: &'o Report,
        /// What was wrong before the repair.
        #[serde(skip_serializing_if = "Option::is_none")]
        repaired: Option<&'o [Problem]>,
    }
    write_object(&Object { report, repaired })
}

fn write(args: &Args, report: &Report, repaired: &[Problem]) -> io::Result<()> {
    if !repaired.is_empty() {
        say(repaired);
        Message::plain(format!(
            "{} found; what could be made anew was",
            counted(repaired.len() as u64, "problem", "problems")
        ))
        .print();
    }
    say(&report.problems);
    if report.more > 0 {
        Message::plain(format!("and {} more", counted(report.more, "problem", "problems"))).print();
    }
    if report.ok && !args.work.quiet {
        let originals = counted(report.checked, "original", "originals");
        writeln!(anstream::stdout(), "all is as it was committed: {originals} checked")?;
    } else if !report.ok {
        let (checked, of) = (grouped(report.checked), counted(report.originals, "original", "originals"));
        let problems = counted(report.problems.len() as u64 + report.more, "problem", "problems");
        writeln!(anstream::stdout(), "{problems}; {checked} of {of} are right")?;
    }
    Ok(())
}
