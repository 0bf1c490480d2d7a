//! The project's own chores. `cargo xtask test` is all that CI runs.

mod bless;
mod command;
mod corpus;
mod deny;
mod instructions;
mod lexicon;
mod load;
mod picture;
mod score;
mod synth;
mod test;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What a chore gives: nothing, or why it failed.
type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The project's own chores.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Everything that CI checks: format, clippy, tests, documents, dependencies, tidiness.
    #[command(visible_alias = "ci")]
    Test(test::Arguments),
    /// Walls between crates, lengths of files, doc comments, words that have no place here.
    Tidy,
    /// Licences and sources of what we depend on, and known holes in it.
    Deny,
    /// Makes telegrams up.
    Synth(synth::Arguments),
    /// Measures an open reading room under load, with wrk.
    Load(load::Arguments),
    /// Counts what reading costs in instructions a byte, with valgrind.
    Instructions,
    /// Measures the reader on the labelled telegrams, field by field.
    Score(score::Arguments),
    /// Makes the word list of the repairs from released texts.
    Lexicon(lexicon::Arguments),
    /// Writes the files that are made from code anew, expectations of tests among them. Read the difference.
    Bless,
    /// Draws the README's picture from what the program prints.
    Picture,
}

fn main() -> ExitCode {
    let outcome = match Chores::parse().chore {
        Chore::Test(arguments) => test::run(&arguments),
        Chore::Tidy => tidy::run(),
        Chore::Deny => deny::run(),
        Chore::Synth(arguments) => synth::run(&arguments),
        Chore::Load(arguments) => load::run(&arguments),
        Chore::Instructions => instructions::run(),
        Chore::Score(arguments) => score::run(&arguments),
        Chore::Lexicon(arguments) => lexicon::run(&arguments),
        Chore::Bless => bless::run(),
        Chore::Picture => picture::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
