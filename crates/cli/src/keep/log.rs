//! `chancery log`: the journal.

use super::{Reading, refused};
use crate::exit::{Done, Outcome};
use anstyle::Style;
use chancery_archive::journal::{Line, hash};
use std::io::Write as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// For machines: the lines as they are kept, each of which has the hash of the line before.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    const DIM: Style = Style::new().dimmed();
    let lines = args.reading.view()?.journal().map_err(refused)?;
    let mut out = anstream::stdout().lock();
    for text in lines {
        if args.json {
            writeln!(out, "{text}")?;
            continue;
        }
        let Ok(line) = serde_json::from_str::<Line>(&text) else { continue };
        let details = line.details.to_string();
        writeln!(
            out,
            "{:>5}  {}  {DIM}{}{DIM:#}  {}  {details}",
            line.seq,
            line.at,
            &hash(&text)[..12],
            line.what
        )?;
    }
    Ok(Done::All)
}
