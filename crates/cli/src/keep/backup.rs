//! `chancery backup`: a copy of an archive.

use super::{Work, say, write_object};
use crate::exit::{Done, Failure, Outcome};
use crate::message::Message;
use crate::numbers::counted;
use chancery_archive::backup;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

const AFTER: &str = "\
The copy is an archive of its own, checked before it gets its name; until then it is called DIR.unfinished. Others may read and
write the archive meanwhile: the copy has what was committed when it began. `--json` gives what the check found, as `verify --json` does.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// The new folder.
    #[arg(value_name = "DIR")]
    to: PathBuf,

    #[command(flatten)]
    work: Work,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if fs::read_dir(&args.to).is_ok_and(|mut inside| inside.next().is_some()) {
        let taken = chancery_archive::Error::NotEmpty { path: args.to.clone() };
        return Err(Failure::Usage(Message::new(taken.to_string()).line("help", taken.help())));
    }
    let report = args.work.done(|folder, watch| backup(folder, &args.to, watch))?;
    if args.work.json {
        write_object(&report)?;
    } else {
        say(&report.problems);
        if !report.ok {
            let mut name = args.to.clone().into_os_string();
            name.push(".unfinished");
            let problems = counted(report.problems.len() as u64 + report.more, "problem", "problems");
            Message::new(format!("the copy has {problems} and did not get its name"))
                .line("place", name.to_string_lossy())
                .line("help", "remove it, run `chancery verify --repair` on the archive, and copy again")
                .print();
        }
        if report.ok && !args.work.quiet {
            let originals = counted(report.originals, "original", "originals");
            writeln!(anstream::stderr(), "copied to {} and checked: {originals}", args.to.display())?;
        }
    }
    Ok(if report.ok { Done::All } else { Done::Part })
}
