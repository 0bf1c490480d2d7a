//! `chancery rebuild`: catalogue and index anew from the originals.

use super::{Place, unusable};
use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::counted;
use crate::progress::Progress;
use chancery_archive::rebuild;
use std::io::{self, Write};

const AFTER: &str = "\
The new ones are written beside the old ones and put in their place at the end: after an interruption the archive is as
it was. Readers go on meanwhile. What the originals do not say (collections, decisions, settings) comes from the journal.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,

    /// For machines: one JSON object.
    #[arg(long)]
    json: bool,

    /// No progress and no summary.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut progress = Progress::new(!args.quiet && !args.json);
    let rebuilt =
        rebuild(args.place.folder(), &mut |done, total| progress.show_part(done, total)).map_err(unusable)?;
    progress.end();
    if args.json {
        let object = serde_json::json!({
            "telegrams": rebuilt.telegrams, "originals": rebuilt.originals, "problems": rebuilt.lost,
        });
        writeln!(io::stdout(), "{object}")?;
    } else {
        for problem in &rebuilt.lost {
            Message::new(&problem.what).line("place", &problem.place).line("help", &problem.help).print();
        }
        if !args.quiet {
            let telegrams = counted(rebuilt.telegrams, "telegram", "telegrams");
            let originals = counted(rebuilt.originals, "original", "originals");
            writeln!(anstream::stderr(), "catalogue and index made anew: {telegrams} from {originals}")?;
        }
    }
    Ok(if rebuilt.lost.is_empty() { Done::All } else { Done::Part })
}
