//! `chancery verify`: whether an archive is as it was committed.

use super::{Place, unusable};
use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::{counted, grouped};
use crate::progress::Progress;
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
    place: Place,

    /// Make anew what is damaged and can be made anew, then check again.
    #[arg(long)]
    repair: bool,

    /// For machines: one JSON object.
    #[arg(long)]
    json: bool,

    /// No progress, and no word where all is right.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let folder = args.place.folder();
    let mut progress = Progress::new(!args.quiet && !args.json);
    let mut watch = |done, total| progress.show_part(done, total);
    let (report, repaired) = if args.repair {
        let repaired = repair(&folder, &mut watch).map_err(unusable)?;
        (repaired.after, repaired.before.problems)
    } else {
        (verify(&folder, &mut watch).map_err(unusable)?, Vec::new())
    };
    progress.end();
    if args.json {
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
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &Object { report, repaired })?;
    out.write_all(b"\n")
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
    if report.ok && !args.quiet {
        let originals = counted(report.checked, "original", "originals");
        writeln!(anstream::stdout(), "all is as it was committed: {originals} checked")?;
    } else if !report.ok {
        let (checked, of) = (grouped(report.checked), counted(report.originals, "original", "originals"));
        let problems = counted(report.problems.len() as u64 + report.more, "problem", "problems");
        writeln!(anstream::stdout(), "{problems}; {checked} of {of} are right")?;
    }
    Ok(())
}

fn say(problems: &[Problem]) {
    for problem in problems {
        Message::new(format!("{}: {}", problem.kind.name(), problem.what))
            .line("place", &problem.place)
            .line("help", &problem.help)
            .print();
    }
}
