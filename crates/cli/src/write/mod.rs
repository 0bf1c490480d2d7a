//! `chancery write`: from a draft or a record to a telegram.

mod ask;
mod input;
mod new;
mod report;
mod to;

use crate::check::config::Named;
use crate::exit::{Done, Failure, Outcome};
use crate::keep::Reading;
use crate::message::Message;
use chancery_check::Severity;
use chancery_room::answers::{self, InArchive};
use chancery_write::{Characters, Draft, Known, Nothing, Options, Problem, in_order};
use clap::ValueEnum;
use input::Input;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

const AFTER: &str = "\
A draft is a Markdown file with a heading between lines of `---`; docs/writing.md says what it holds. What is wrong with it goes to standard error, at its
own line and column. Nothing is written where there are errors, unless with `--anyway`; the exit code is 1 then.
With `--to same` any telegram comes out as it went in, byte for byte, put together from the pieces of its syntax.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// A draft, records (JSON, as `chancery read` writes them), or a telegram; `-` for standard input. With `--new` the file to write the draft into.
    #[arg(value_name = "FILE", required = true)]
    file: PathBuf,

    /// In which form.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = to::To::Teletype)]
    to: to::To,

    /// Ask for what a draft needs, offer TAGS, addressees and captions, and write the draft into FILE.
    #[arg(long)]
    new: bool,

    /// The file to write into. Without it: standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// The characters of the circuit.
    #[arg(long, value_name = "SET", value_enum, default_value_t = Set::OfDate)]
    characters: Set,

    /// Write format lines 1 to 4, with routing indicators of the tables, and the end. Without it: for drafts, where all indicators are known.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", require_equals = true)]
    transmit: Option<bool>,

    /// Write the telegram although there are errors.
    #[arg(long)]
    anyway: bool,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    config: Named,

    /// For machines: what is wrong as JSON Lines on standard error.
    #[arg(long)]
    json: bool,

    /// No notes.
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Set {
    /// Capitals before 1996, mixed case from then on.
    OfDate,
    /// Capitals, figures and the signs of the five-unit code.
    Ita2,
    /// ASCII, mixed case.
    Ascii,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if args.new {
        return new::run(args);
    }
    let bytes = input::bytes(&args.file)?;
    if args.to == to::To::Same {
        let telegram = chancery_telegram::Telegram::read(&bytes, Default::default(), &Default::default());
        put(args, &chancery_write::same(&telegram))?;
        return Ok(Done::All);
    }
    let view = args.reading.named().then(|| args.reading.view()).transpose()?;
    let archive = view.as_ref().map(InArchive::new);
    let known: &dyn Known = archive.as_ref().map_or(&Nothing, |archive| archive);
    let config = args.config.read()?;
    let options = Options {
        registry: config.registry(),
        now: Some(answers::now()),
        characters: match args.characters {
            Set::OfDate => Characters::OfDate,
            Set::Ita2 => Characters::Ita2,
            Set::Ascii => Characters::Ascii,
        },
        transmit: args.transmit,
        known,
        settings: &config.settings,
    };
    let input = Input::of(&args.file, bytes)?;
    let mut good = true;
    let mut out = Vec::new();
    for (draft, problems) in input.drafts(config.registry()) {
        let (draft, mut problems): (Draft, Vec<Problem>) = (draft?, problems);
        let mut drafted = args.to.write(&draft, &options)?;
        problems.append(&mut drafted.problems);
        in_order(&mut problems);
        let failed = problems.iter().any(|problem| problem.severity == Severity::Error);
        report::say(args, input.source(), &problems);
        match drafted.text {
            Some(text) if !failed || args.anyway => out.extend_from_slice(text.as_bytes()),
            _ => {}
        }
        good &= !failed;
    }
    if good || args.anyway {
        put(args, &out)?;
    }
    Ok(if good { Done::All } else { Done::Part })
}

/// Writes the output where it is wanted.
fn put(args: &Args, bytes: &[u8]) -> Result<(), Failure> {
    match &args.out {
        None => io::stdout().lock().write_all(bytes)?,
        Some(path) => fs::write(path, bytes).map_err(|error| {
            let help = "name a file in a folder that is there and that you may write";
            let message = Message::new("cannot write the telegram").line("place", path.display().to_string());
            Failure::Stopped(message.line("cause", error.to_string()).line("help", help))
        })?,
    }
    Ok(())
}
