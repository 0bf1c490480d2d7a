//! The command `chancery`: one file a verb. Results go to standard output, everything else to standard error.

mod args;
mod batches;
mod check;
mod completions;
mod exit;
mod failures;
mod interrupt;
mod keep;
mod man;
mod message;
mod numbers;
mod people;
mod progress;
mod read;
#[cfg(test)]
mod reference;
mod registry;
mod room;
mod schema;
mod write;

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
    let line = Line::parse_from(keep::find::with_exclusions(std::env::args_os()));
    let outcome = match &line.command {
        Command::Read(args) => read::run(args),
        Command::Check(args) => check::run(args),
        Command::Rule(args) => check::rule::run(args),
        Command::Repair(args) => check::repair::run(args),
        Command::Write(args) => write::run(args),
        Command::Import(args) => keep::import::run(args),
        Command::Open(args) => keep::open::run(args),
        Command::Export(args) => keep::export::run(args),
        Command::Serve(args) => room::serve::run(args),
        Command::Mcp(args) => room::mcp::run(args),
        Command::Find(args) => keep::find::run(args),
        Command::Show(args) => keep::show::run(args),
        Command::Stats(args) => keep::stats::run(args),
        Command::Due(args) => keep::due::run(args),
        Command::Collection(args) => keep::collection::run(args),
        Command::Explain(args) => keep::explain::run(args),
        Command::Decide(args) => keep::decide::run(args),
        Command::Policy(args) => keep::policy::run(args),
        Command::Log(args) => keep::log::run(args),
        Command::Verify(args) => keep::verify::run(args),
        Command::Rebuild(args) => keep::rebuild::run(args),
        Command::Backup(args) => keep::backup::run(args),
        Command::User(args) => people::user::run(args),
        Command::Token(args) => people::token::run(args),
        Command::Audit(args) => people::audit::run(args),
        Command::Registry(args) => registry::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    exit::code(outcome)
}
