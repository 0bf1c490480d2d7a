//! The command `chancery`: one file a verb. Results go to standard output, everything else to standard error.

mod args;
mod completions;
mod exit;
mod man;
mod message;
mod numbers;
mod read;
#[cfg(test)]
mod reference;
mod registry;
mod schema;

use args::{Command, Line};
use clap::Parser;
use std::panic;
use std::process::ExitCode;

/// Records are many small pieces, made on one thread and written on another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What is caught is reported as an error of the item that it came from.
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !chancery_sources::panics::will_be_caught(panic) {
            default(panic);
        }
    }));
    let line = Line::parse();
    let outcome = match &line.command {
        Command::Read(args) => read::run(args),
        Command::Registry(args) => registry::run(args),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    exit::code(outcome)
}
