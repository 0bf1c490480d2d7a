//! `chancery rebuild`: catalogue and index anew from the originals.

use super::{Work, say, write_object};
use crate::exit::{Done, Outcome};
use crate::numbers::counted;
use chancery_archive::rebuild;
use std::io::Write as _;

const AFTER: &str = "\
The new ones are written beside the old ones and put in their place at the end: after an interruption the archive is as
it was. Readers go on meanwhile. What the originals do not say (collections, decisions, settings) comes from the journal.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    work: Work,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let rebuilt = args.work.done(|folder, watch| rebuild(folder, watch))?;
    if args.work.json {
        write_object(&serde_json::json!({
            "telegrams": rebuilt.telegrams, "originals": rebuilt.originals, "problems": rebuilt.lost,
        }))?;
    } else {
        say(&rebuilt.lost);
        if !args.work.quiet {
            let telegrams = counted(rebuilt.telegrams, "telegram", "telegrams");
            let originals = counted(rebuilt.originals, "original", "originals");
            writeln!(anstream::stderr(), "catalogue and index made anew: {telegrams} from {originals}")?;
        }
    }
    Ok(if rebuilt.lost.is_empty() { Done::All } else { Done::Part })
}
