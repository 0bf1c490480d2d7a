//! `chancery completions`: what a shell completes, made from the command line's own definition.

use crate::args::Line;
use crate::exit::{Done, Outcome};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write as _;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Line::command(), "chancery", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Done::All)
}
