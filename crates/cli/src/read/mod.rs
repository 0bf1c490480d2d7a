//! `chancery read`: telegrams from anywhere to records in any form.

mod choice;
mod pipeline;
mod summary;
mod work;

use crate::exit::{Done, Outcome};
use chancery_sources::{FORMATS, Format};
use chancery_telegram::DateHint;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::path::PathBuf;

const AFTER: &str = "\
Without `--to`, telegrams are reflowed for reading on a terminal, and written as JSON Lines into a pipe or file.
What cannot be read is reported on standard error and does not stop the rest. At the end a summary says how many telegrams
were read, by format and year. With `--json` it is one JSON object, which lists the failures too. Ctrl-C stops after what is in hand, with its summary and exit code 1.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// Files, folders and archives (7z, zip, tar, gz, xz, bz2, zst, in each other too), or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// What to write.
    #[arg(long, value_name = "FORM", value_enum)]
    to: Option<choice::To>,

    /// For machines: records as JSON Lines (a tree with `--to tree`), the summary as one JSON object on standard error.
    #[arg(long)]
    json: bool,

    /// What the input is, where its content does not tell. Archives are opened all the same.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    from: Option<String>,

    /// When an undated telegram was sent: a year, a month or a day, as 2006, 2006-12 or 2006-12-26.
    #[arg(long, value_name = "DATE")]
    date: Option<DateHint>,

    /// Only these keys of a record, divided by commas: `subject`, `mrn.canonical`, `tags.code` (JSON forms only).
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    fields: Vec<String>,

    /// Give the place of each value in the source text, as `spans` in the record.
    #[arg(long)]
    spans: bool,

    /// How many threads read telegrams. All cores without it; the order of the output is that of the input in any case.
    #[arg(short = 'j', long = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,

    /// No progress and no summary. What could not be read is still reported.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| PossibleValue::new(format.id).help(format.title)))
}

/// The format of that name, where one is given.
pub(crate) fn format(name: Option<&str>) -> Option<&'static Format> {
    name.and_then(Format::by_id)
}

pub(crate) fn run(args: &Args) -> Outcome {
    let choice = choice::Choice::of(args)?;
    let summary = pipeline::run(args, &choice)?;
    if !args.quiet && !summary.closed {
        summary.print(args.json);
    }
    Ok(if summary.complete() { Done::All } else { Done::Part })
}
