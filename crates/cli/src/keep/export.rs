//! `chancery export`: what a query finds, in the form that another program reads.

use super::{Reading, refused};
use crate::exit::{Done, Failure, Outcome};
use crate::message::Message;
use crate::numbers::counted;
use crate::progress::Progress;
use chancery_exports::{Context, EXPORTS, Export, ExportError, Table, Writer};
use chancery_room::answers::{self, everything, item};
use chancery_view::View;
use clap::builder::{NonEmptyStringValueParser, PossibleValue, PossibleValuesParser};
use std::io::{self, Write as _};
use std::path::PathBuf;

const AFTER: &str = "\
The export holds what the reader sees, and nothing tells of the rest. Without `--out` it goes to standard output; a bag is a folder and
needs `--out`. `*` finds everything.";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Args {
    /// What to export: a query as `find` takes it; `*` for everything.
    #[arg(required = true, value_name = "QUERY", value_parser = NonEmptyStringValueParser::new())]
    query: Vec<String>,

    #[command(flatten)]
    reading: Reading,

    /// In which form.
    #[arg(long, value_name = "FORM", value_parser = forms(), required_unless_present = "json")]
    to: Option<String>,

    /// For machines: the same as `--to jsonl`.
    #[arg(long)]
    json: bool,

    /// Which table, in forms that are tables: a telegram a row, or a row for each of its parts.
    #[arg(long, value_name = "TABLE", value_parser = tables(), default_value = "telegrams")]
    table: String,

    /// Where to write: a file or, for a bag, a folder, where nothing is yet.
    #[arg(short, long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// A title for the whole.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Who makes the export, for a bag.
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,

    /// No progress and no summary.
    #[arg(long)]
    quiet: bool,
}

fn forms() -> PossibleValuesParser {
    PossibleValuesParser::new(EXPORTS.iter().map(|export| PossibleValue::new(export.id).help(export.title)))
}

fn tables() -> PossibleValuesParser {
    PossibleValuesParser::new(Table::ALL.iter().map(|table| table.as_str()))
}

pub(crate) fn run(args: &Args) -> Outcome {
    let view = args.reading.view()?;
    let form = args.to.as_deref().unwrap_or("jsonl");
    if args.json && form != "jsonl" {
        return Err(Failure::Usage(
            Message::new(format!("`--json` does not go with `--to {form}`"))
                .line("help", "leave one of them out; `--json` alone writes JSON Lines"),
        ));
    }
    let Some(export) = Export::by_id(form) else {
        return Err(Failure::Usage(Message::new(format!("there is no form `{form}`"))));
    };
    let context = Context {
        title: args.title.clone(),
        organization: args.organization.clone(),
        table: Table::by_id(&args.table).unwrap_or_default(),
        ..answers::context(&view)
    };
    if args.out.is_none() && export.is_folder() {
        return Err(Failure::Usage(
            Message::new(format!("`{}` is a folder", export.id))
                .line("help", "say where it is to be, with `--out FOLDER`"),
        ));
    }
    let query = args.query.join(" ");
    // A mistake in it is said before anything is written.
    let asked = everything(&query);
    view.understood(asked.query, asked.today).map_err(refused)?;
    let writer = match &args.out {
        Some(path) => export.into_path(&context, path),
        None => export.into_stream(&context, io::stdout()),
    };
    let mut writer = writer.map_err(failed)?;
    let mut progress = Progress::new(!args.quiet && args.out.is_some());
    let written = fill(&view, &query, &mut writer, &mut progress);
    progress.end();
    written?;
    let written = writer.finish().map_err(failed)?;
    if let Some(path) = args.out.as_ref().filter(|_| !args.quiet) {
        let rows = if written.rows == written.telegrams {
            String::new()
        } else {
            format!(", {}", counted(written.rows, "row", "rows"))
        };
        let _ = writeln!(
            anstream::stderr(),
            "{}{rows} exported to {}",
            counted(written.telegrams, "telegram", "telegrams"),
            path.display()
        );
    }
    Ok(Done::All)
}

/// Exports every telegram that is found, in the order in which they were sent.
fn fill(view: &View, query: &str, writer: &mut Writer<'_>, progress: &mut Progress) -> Result<(), Failure> {
    let collections = view.collections().map_err(refused)?;
    let (mut count, mut read) = (0, 0);
    view.each::<Failure>(&everything(query), &mut |shown| {
        writer.record(&item(shown, &collections)).map_err(failed)?;
        count += 1;
        read += shown.original.len() as u64;
        progress.show(count, read);
        Ok(())
    })?;
    Ok(())
}

fn failed(error: ExportError) -> Failure {
    if error.is_closed_pipe() {
        return Failure::Output(io::ErrorKind::BrokenPipe.into());
    }
    let help = match &error {
        ExportError::Exists(_) => "nothing is overwritten: name another place, or move what lies there",
        ExportError::NoTable { .. } => "`csv` and `parquet` have tables",
        ExportError::NeedsFolder(_) => "say where it is to be, with `--out FOLDER`",
        ExportError::TooLarge { .. } => "leave this telegram out of the query, or export it as `jsonl`",
        ExportError::Row(_) => "this is a mistake of the program: please report it, with the query",
        _ => "check that the disk has room and that you may write there",
    };
    let message = Message::new("cannot export").line("cause", error.to_string()).line("help", help);
    match error {
        ExportError::Exists(_) | ExportError::NoTable { .. } | ExportError::NeedsFolder(_) => {
            Failure::Usage(message)
        }
        _ => Failure::Stopped(message),
    }
}
