//! `chancery read`: telegrams from anywhere to records in any form.

mod choice;
mod pipeline;
mod summary;
mod work;

use crate::batches::Input;
use crate::exit::{Done, Outcome};

const AFTER: &str = "\
Without `--to`, telegrams are reflowed for reading on a terminal, and written as JSON Lines into a pipe or file.
What cannot be read is reported on standard error and does not stop the rest. At the end a summary says how many telegrams
were read, by format and year. With `--json` it is one JSON object, which lists the failures too. Ctrl-C stops after what is in hand, with its summary and exit code 1.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,

    /// What to write.
    #[arg(long, value_name = "FORM", value_enum)]
    to: Option<choice::To>,

    /// For machines: records as JSON Lines (a tree with `--to tree`), the summary as one JSON object on standard error.
    #[arg(long)]
    json: bool,

    /// Only these keys of a record, divided by commas: `subject`, `mrn.canonical`, `tags.code` (JSON forms only).
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    fields: Vec<String>,

    /// Give the place of each value in the source text, as `spans` in the record.
    #[arg(long)]
    spans: bool,

    /// No progress and no summary. What could not be read is still reported.
    #[arg(long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let choice = choice::Choice::of(args)?;
    let summary = pipeline::run(args, &choice)?;
    if !args.quiet && !summary.closed {
        summary.print(args.json);
    }
    Ok(if summary.complete() { Done::All } else { Done::Part })
}
