//! Many telegrams in one file.

use super::telegram::item;
use super::{chicago, today};
use crate::problem::Problem;
use chancery_exports::{Context, Export, ExportError};
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::io::Write;

/// A request for all that a query finds, the oldest first.
pub fn everything(query: &str) -> Request<'_> {
    Request { query, limit: 0, skip: 0, sort: Sort::Date, cursor: None, today: today() }
}

/// An export that is one file.
///
/// # Errors
/// That there is no such form.
pub fn export(form: &str) -> Result<&'static Export, Problem> {
    let export = Export::by_id(form).filter(|export| !export.is_folder());
    export.ok_or_else(|| Problem::wrong(format!("there is no form `{form}`")))
}

/// Telegrams of a list, in one file: gives its media type, the ending of its name, and its bytes. Those that the reader does not
/// see are left out. `citations` gives a list of citations for notes.
///
/// # Errors
/// That there is no such form.
pub fn taken(
    view: &View,
    title: &str,
    keys: &[String],
    form: &str,
) -> Result<(&'static str, &'static str, Vec<u8>), Problem> {
    let collections = view.collections()?;
    let mut out = Vec::new();
    if form == "citations" {
        for key in keys {
            let cited = view.show(key, None, |shown| chicago(shown, &collections));
            if let Ok(cited) = cited {
                out.extend_from_slice(cited.as_bytes());
                out.push(b'\n');
            }
        }
        return Ok(("text/plain; charset=utf-8", "txt", out));
    }
    let export = export(form)?;
    let context = Context { title: Some(title.to_owned()), date: Some(today()), ..Context::default() };
    let mut writer = export.into_stream(&context, &mut out).map_err(failed)?;
    for key in keys {
        match view.show(key, None, |shown| writer.record(&item(shown, &collections))) {
            Ok(written) => written.map_err(failed)?,
            Err(chancery_view::Error::NoTelegram { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    writer.finish().map_err(failed)?;
    Ok((export.media_type, export.extension, out))
}

/// All that a query finds, into a stream, the oldest first.
///
/// # Errors
/// The mistakes of the query; that the stream ends.
pub fn stream(view: &View, query: &str, export: &Export, out: impl Write + Send) -> Result<(), Problem> {
    let collections = view.collections()?;
    let context = Context { date: Some(today()), ..Context::default() };
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
