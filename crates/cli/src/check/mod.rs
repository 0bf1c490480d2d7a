//! `chancery check`: findings with a place and a reason.

pub(crate) mod config;
mod github;
mod human;
mod lines;
mod placed;
pub(crate) mod repair;
pub(crate) mod rule;
mod sarif;
mod table;
mod window;
mod work;

use crate::batches::{self, Input, Output};
use crate::exit::{Done, Failure, Outcome};
use crate::failures;
use crate::interrupt;
use crate::message::Message;
use crate::progress::Progress;
use chancery_check::{Deny, Selection};
use chancery_sources::Place;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use config::Named;
use std::io::{self, IsTerminal, Write};
use table::Table;
use work::Job;

const AFTER: &str = "\
The rules know their time: a telegram of 1974 is judged by what held in 1974. `chancery rule CODE` explains a rule, `chancery rule --all` lists them.
RULES are codes, beginnings of codes (`TX`, `DE0`), names or families, divided by commas.
A file `chancery.toml` in the current folder, or `--config FILE`, can select and ignore rules, set severities and add registry files (docs/rules.md).
At the end a table on standard error says what was found, by rule. Exit code 1: findings at the denied level, or some of the input failed.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,

    /// How to write findings.
    #[arg(long, value_name = "FORM", value_enum)]
    format: Option<Form>,

    /// For machines: the same as `--format jsonl`.
    #[arg(long, conflicts_with = "format")]
    json: bool,

    /// Only these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selection)]
    select: Vec<Selection>,

    /// None of these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selection)]
    ignore: Vec<Selection>,

    /// End with code 1 where something at least as grave is found; `none` never does. Without it `error`.
    #[arg(long, value_name = "LEVEL", value_parser = deny())]
    deny: Option<Deny>,

    /// Show facts about the copy too, which blame nothing. Machines always get them.
    #[arg(long)]
    facts: bool,

    #[command(flatten)]
    config: Named,

    /// No progress and no table at the end. What could not be read is still reported.
    #[arg(long)]
    quiet: bool,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people: the lines with the places underlined, the rule, and what would mend it
    Human,
    /// A JSON object a finding, a line each
    Jsonl,
    /// One SARIF 2.1.0 log
    Sarif,
    /// Annotations of a workflow of GitHub
    Github,
}

/// The levels that can be denied, for the command line.
fn deny() -> impl TypedValueParser<Value = Deny> {
    let words = PossibleValuesParser::new(Deny::ALL.map(Deny::as_str));
    words.map(|word| Deny::ALL.into_iter().find(|deny| deny.as_str() == word).unwrap_or(Deny::Error))
}

pub(crate) fn selection(word: &str) -> Result<Selection, chancery_check::SelectionError> {
    word.parse()
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut config = args.config.read()?;
    if !args.select.is_empty() {
        config.settings.select = args.select.clone();
    }
    config.settings.ignore.extend(args.ignore.iter().cloned());
    let form = args.format.unwrap_or(if args.json { Form::Jsonl } else { Form::Human });
    let deny = args.deny.or(config.deny).unwrap_or(Deny::Error);
    let job = Job::new(&config, form, args.facts, args.input.date);

    let free = form != Form::Human || !io::stdout().is_terminal();
    let mut writer = Writer {
        table: Table::default(),
        failed: false,
        first: true,
        form,
        progress: Progress::new(free && !args.quiet),
    };
    let written =
        writer.begin().and_then(|()| batches::each(&args.input, &job, |output| writer.take(output)));
    writer.progress.end();
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Done::All),
        Err(error) => return Err(Failure::Output(error)),
        Ok(()) => writer.end()?,
    }
    if !args.quiet {
        writer.table.print(interrupt::asked());
    }
    let denied = writer.table.severities().any(|severity| deny.holds(severity));
    Ok(if denied || writer.failed || interrupt::asked() { Done::Part } else { Done::All })
}

/// Puts the outputs of batches together on standard output.
struct Writer {
    table: Table,
    failed: bool,
    first: bool,
    form: Form,
    progress: Progress,
}

impl Writer {
    fn begin(&mut self) -> io::Result<()> {
        if self.form == Form::Sarif { io::stdout().write_all(sarif::head().as_bytes()) } else { Ok(()) }
    }

    fn take(&mut self, mut output: Output<Table>) -> io::Result<()> {
        let Writer { table, failed, first, form, progress } = self;
        progress.aside(|| {
            for error in &output.errors {
                *failed = true;
                failures::print(error);
            }
            for place in std::mem::take(&mut output.beside.none) {
                *failed = true;
                not_recognised("check", &place).print();
            }
            let mut out = anstream::stdout().lock();
            if !output.bytes.is_empty() {
                if !*first && *form == Form::Sarif {
                    out.write_all(b",\n")?;
                }
                *first = false;
            }
            out.write_all(&output.bytes)?;
            out.flush()
        })?;
        table.merge(output.beside);
        progress.show(table.telegrams, table.bytes);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if self.form == Form::Sarif { io::stdout().write_all(sarif::tail().as_bytes()) } else { Ok(()) }
    }
}

/// A message about a text that `check` or `repair` was given and that is no telegram.
fn not_recognised(command: &str, place: &Place) -> Message {
    let help = format!(
        "give `chancery {command}` telegrams, or parts of one: a heading, numbered or marked paragraphs"
    );
    Message::new("nothing of a telegram was recognised in this text")
        .line("place", place.to_string())
        .line("help", help)
}

/// A message for a setting that cannot be used.
fn unusable(file: &std::path::Path, cause: impl ToString) -> Failure {
    Failure::Usage(
        Message::new(format!("cannot use the settings in `{}`", file.display()))
            .line("cause", cause.to_string()),
    )
}
