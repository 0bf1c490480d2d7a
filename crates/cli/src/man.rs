//! `chancery man`: manual pages, made from the command line's own definition.

use crate::args::Line;
use crate::exit::{Done, Failure, Outcome};
use crate::message::Message;
use clap::CommandFactory;
use std::io::Write as _;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write `chancery.1` and a page for each verb into this folder. Without it the page of the command itself is printed.
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    match &args.dir {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Line::command()).render(&mut page)?;
            std::io::stdout().lock().write_all(&page)?;
        }
        Some(dir) => clap_mangen::generate_to(Line::command(), dir).map_err(|error| {
            Failure::Usage(
                Message::new(format!("cannot write manual pages into `{}`", dir.display()))
                    .line("cause", error.to_string())
                    .line("help", "name a folder that is there and that you may write to"),
            )
        })?,
    }
    Ok(Done::All)
}
