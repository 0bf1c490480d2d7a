//! `chancery backup`: a copy of an archive.

use super::{Place, unusable};
use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::counted;
use crate::progress::Progress;
use chancery_archive::backup;
use std::io::{self, Write};
use std::path::PathBuf;

const AFTER: &str = "\
The copy is an archive of its own, checked before it gets its name; until then it is called DIR.unfinished. Others may read and
write the archive meanwhile: the copy has what was committed when it began.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// The new folder.
    #[arg(value_name = "DIR")]
    to: PathBuf,

    #[command(flatten)]
    place: Place,

    /// For machines: what the check of the copy found, as `chancery verify --json` has it.
    #[arg(long)]
    json: bool,

    /// No progress and no summary.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut progress = Progress::new(!args.quiet && !args.json);
    let watch = &mut |done, total| progress.show_part(done, total);
    let report = backup(args.place.folder(), &args.to, watch).map_err(unusable)?;
    progress.end();
    if args.json {
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, &report).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    } else {
        for problem in &report.problems {
            Message::new(format!("the copy is not right: {}", problem.what))
                .line("place", &problem.place)
                .print();
        }
        if report.ok && !args.quiet {
            let originals = counted(report.originals, "original", "originals");
            writeln!(anstream::stderr(), "copied to {} and checked: {originals}", args.to.display())?;
        }
    }
    Ok(if report.ok { Done::All } else { Done::Part })
}
