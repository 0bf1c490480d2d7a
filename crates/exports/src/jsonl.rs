//! JSON Lines: one record a line, as the contract `chancery/telegram/1` says.

use crate::{Form, Frame, Look};
use chancery_telegram::record::Record;
use std::io::{self, Write};

/// The form.
pub static FORM: Form = Form {
    id: "jsonl",
    title: "JSON Lines, a record a line",
    frame: Frame::NONE,
    write: |record, look, out| write(record, look, out),
};

/// Writes a record on a line of its own.
pub fn write(record: &Record<'_>, look: &Look<'_>, out: &mut impl Write) -> io::Result<()> {
    match look.fields {
        None => serde_json::to_writer(&mut *out, record)?,
        Some(fields) => {
            let whole = serde_json::to_string(record)?;
            let mut chosen = Vec::with_capacity(whole.len());
            fields.select(&whole, &mut chosen)?;
            out.write_all(&chosen)?;
        }
    }
    out.write_all(b"\n")
}
