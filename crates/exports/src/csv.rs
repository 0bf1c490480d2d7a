//! CSV (RFC 4180): a flat table in UTF-8, its first line the names of the columns.
//!
//! A cell without a value is empty; several values in one cell have `; ` between them. Lines end with a line feed alone,
//! since that is what the tools that read CSV line by line expect; inside a cell they stay as they are.

use crate::export::{Begin, Context, Entry, Export, Sink, Stream};
use crate::tables::Cell;
use crate::{ExportError, Table};
use chancery_telegram::record::SentAt;
use std::io;

/// The form.
pub static EXPORT: Export = Export {
    id: "csv",
    title: "CSV, a flat table",
    extension: "csv",
    media_type: "text/csv; charset=utf-8; header=present",
    tables: Table::ALL,
    begin: Begin::Stream(|context, out| Ok(Box::new(Csv::begin(context, out)?))),
};

struct Csv<'w> {
    out: ::csv::Writer<Stream<'w>>,
    table: Table,
}

impl<'w> Csv<'w> {
    fn begin(context: &Context, out: Stream<'w>) -> Result<Csv<'w>, ExportError> {
        let mut out = ::csv::Writer::from_writer(out);
        let names = context.table.columns().iter().map(|column| column.name);
        out.write_record(names).map_err(io_error)?;
        Ok(Csv { out, table: context.table })
    }
}

impl Sink for Csv<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let out = &mut self.out;
        self.table.rows(entry, &mut |cells| {
            for cell in cells {
                field(cell, out).map_err(io_error)?;
            }
            out.write_record(None::<&[u8]>).map_err(io_error)
        })
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

fn field(cell: &Cell<'_>, out: &mut ::csv::Writer<Stream<'_>>) -> ::csv::Result<()> {
    match cell {
        Cell::None => out.write_field(""),
        Cell::Text(text) => out.write_field(text.as_bytes()),
        Cell::Texts(texts) => out.write_field(texts.join("; ")),
        Cell::Whole(number) => out.write_field(number.to_string()),
        Cell::Flag(flag) => out.write_field(if *flag { "true" } else { "false" }),
        Cell::Day(day) => out.write_field(SentAt::Day(*day).to_string()),
        Cell::Moment(moment) => out.write_field(SentAt::Minute(*moment).to_string()),
    }
}

/// All rows have the same length, so what goes wrong is the stream.
fn io_error(error: ::csv::Error) -> ExportError {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => ExportError::Stream(error),
        other => ExportError::Stream(io::Error::other(format!("{other:?}"))),
    }
}
