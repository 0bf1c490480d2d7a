//! `chancery verify`: whether an archive is as it was committed.

use super::{Work, say, write_object};
use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::{counted, grouped};
use chancery_archive::verify::{Problem, Repaired, Report, repair, verify};
use serde::Serialize;
use std::io::{self, Write};

const AFTER: &str = "\
Every original is unpacked and compared with its hash, every row of the catalogue with what the originals and the journal say,
every file of the index with its checksum, every document with the telegrams, and the journal's chain of hashes is
followed. Nothing is written without `--repair`. Exit code 0 only when all is right, and no original had to be given up.";

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
    let (report, before) = args.work.done(|folder, watch| {
        if args.repair {
            let Repaired { before, after } = repair(folder, watch)?;
            Ok((after, before))
        } else {
            Ok((verify(folder, watch)?, Report::default()))
        }
    })?;
    let given_up = before.given_up();
    let repaired = before.problems;
    if args.work.json {
        write_json(&report, args.repair.then_some((&repaired, given_up)))?;
    } else {
        write(args, &report, &repaired, given_up)?;
    }
    Ok(if report.ok && given_up == 0 { Done::All } else { Done::Part })
}

fn write_json(report: &Report, repaired: Option<(&[Problem], u64)>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Object<'o> {
        #[serde(flatten)]
        report: &'o Report,
        /// What was wrong before the repair.
        #[serde(skip_serializing_if = "Option::is_none")]
        repaired: Option<&'o [Problem]>,
        /// How many originals were damaged, which nothing here can make anew.
        #[serde(skip_serializing_if = "Option::is_none")]
        given_up: Option<u64>,
    }
    let (repaired, given_up) = repaired.unzip();
    write_object(&Object { report, repaired, given_up })
}

fn write(args: &Args, report: &Report, repaired: &[Problem], given_up: u64) -> io::Result<()> {
    if !repaired.is_empty() {
        say(repaired);
        Message::plain(format!(
            "{} found; what could be made anew was",
            counted(repaired.len() as u64, "problem", "problems")
        ))
        .print();
    }
    if given_up > 0 {
        let lost = counted(given_up, "damage to originals", "damages to originals");
        Message::new(format!("{lost} cannot be mended: what they held was given up"))
            .line("help", "import their sources again, or take the archive from a backup")
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
