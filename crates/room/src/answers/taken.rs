//! Many telegrams in one file.

use super::telegram::item;
use super::{chicago, today};
use crate::problem::Problem;
use chancery_exports::{Context, EXPORTS, Export, ExportError, Item, Table};
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::io::Write;

/// A request for all that a query finds, the oldest first.
pub fn everything(query: &str) -> Request<'_> {
    Request { query, limit: 0, skip: 0, months: false, sort: Sort::Date, cursor: None, today: today() }
}

/// What an export of a view says of itself: the day, and to the archive's owner the state that was read.
pub fn context(view: &View) -> Context {
    let state = view.state().map(|head| format!("{} {}", head.seq, head.hash));
    Context { date: Some(today()), state, ..Context::default() }
}

/// An export that is one file.
///
/// # Errors
/// That there is no such form.
pub fn export(form: &str) -> Result<&'static Export, Problem> {
    let export = Export::by_id(form).filter(|export| !export.is_folder());
    export.ok_or_else(|| {
        let forms = EXPORTS.iter().filter(|export| !export.is_folder()).map(|export| export.id);
        Problem::wrong(format!("there is no form `{form}`"))
            .help(format!("the forms are {}", forms.collect::<Vec<_>>().join(", ")))
    })
}

/// A table of an export.
///
/// # Errors
/// That there is no such table, or the export has no tables.
pub fn table(export: &Export, name: &str) -> Result<Table, Problem> {
    let names = |tables: &[Table]| tables.iter().map(|table| table.as_str()).collect::<Vec<_>>().join(", ");
    let Some(table) = Table::by_id(name) else {
        return Err(Problem::wrong(format!("there is no table `{name}`"))
            .help(format!("the tables are {}", names(Table::ALL))));
    };
    if table != Table::default() && !export.tables.contains(&table) {
        return Err(Problem::wrong(format!("the form `{}` has no table `{name}`", export.id))
            .help("`csv` and `parquet` have tables"));
    }
    Ok(table)
}

/// What telegrams of a list can be taken along as.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A list of citations for notes.
    Citations,
    /// An export that is one file.
    Export(&'static Export),
}

impl Form {
    /// The form of a name: `citations`, or that of an export.
    ///
    /// # Errors
    /// That there is no such form.
    pub fn by_id(id: &str) -> Result<Form, Problem> {
        if id == "citations" { Ok(Form::Citations) } else { export(id).map(Form::Export) }
    }

    /// Its media type, and what the name of its file ends in.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Form::Citations => ("text/plain; charset=utf-8", "txt"),
            Form::Export(export) => (export.media_type, export.extension),
        }
    }
}

/// Telegrams in a reader's order, with what he noted.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// How he calls it.
    pub title: String,
    /// His note on all of them.
    pub note: String,
    /// The telegrams, each with his note on it.
    pub entries: Vec<(String, String)>,
}

/// Writes the telegrams of a list into a stream. Those that the reader does not see are left out. Notes stand in citations and on
/// the page for reading: records and tables say what telegrams say.
///
/// # Errors
/// That the archive cannot be read, or the stream ends.
pub fn taken(view: &View, list: &List, form: Form, mut out: impl Write + Send) -> Result<(), Problem> {
    let collections = view.collections()?;
    // What a reader does not see and what is not there are passed over alike.
    let known = |shown: chancery_view::Result<Result<(), Problem>>| match shown {
        Ok(written) => written,
        Err(chancery_view::Error::NoTelegram { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    };
    let export = match form {
        Form::Citations => {
            let mut put = |text: &str| writeln!(out, "{text}").map_err(|error| failed(error.into()));
            if let Some(note) = noted(&list.note) {
                put(&format!("{note}\n"))?;
            }
            for (key, note) in &list.entries {
                known(view.show(key, None, |shown| {
                    put(&chicago(shown, &collections))?;
                    noted(note).map_or(Ok(()), |note| put(&indented(note)))
                }))?;
            }
            return Ok(());
        }
        Form::Export(export) => export,
    };
    let description = noted(&list.note).map(str::to_owned);
    let context = Context { title: Some(list.title.clone()), description, ..context(view) };
    let mut writer = export.into_stream(&context, out).map_err(failed)?;
    for (key, note) in &list.entries {
        known(view.show(key, None, |shown| {
            let item = Item { remark: noted(note), ..item(shown, &collections) };
            writer.record(&item).map(drop).map_err(failed)
        }))?;
    }
    writer.finish().map(drop).map_err(failed)
}

fn noted(note: &str) -> Option<&str> {
    Some(note.trim()).filter(|note| !note.is_empty())
}

/// A note below its citation.
fn indented(note: &str) -> String {
    note.lines().map(|line| format!("    {}", line.trim_end())).collect::<Vec<_>>().join("\n")
}

/// All that a query finds, into a stream, the oldest first. Nothing or `*` finds everything.
///
/// # Errors
/// The mistakes of the query; that the archive cannot be read, or the stream ends.
pub fn stream(
    view: &View,
    query: &str,
    (export, table): (&Export, Table),
    out: impl Write + Send,
) -> Result<(), Problem> {
    let query = if query.trim().is_empty() { "*" } else { query };
    let collections = view.collections()?;
    let context = Context { table, ..context(view) };
    let mut writer = export.into_stream(&context, out).map_err(failed)?;
    view.each::<Problem>(&everything(query), &mut |shown| {
        writer.record(&item(shown, &collections)).map(drop).map_err(failed)
    })?;
    writer.finish().map(drop).map_err(failed)
}

fn failed(error: ExportError) -> Problem {
    tracing::debug!(%error, "an export ended");
    Problem::broke_down()
}
