//! JSON Lines: one record a line, as the contract `chancery/telegram/1` says.

use crate::{Form, Frame, Look};
use chancery_telegram::record::Record;
use std::io;

/// The form.
pub static FORM: Form = Form { id: "jsonl", title: "JSON Lines, a record a line", frame: Frame::NONE, write };

/// Writes a record on a line of its own.
pub fn write(record: &Record<'_>, look: &Look<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    match look.fields {
        None => record.write_json(out)?,
        Some(fields) => {
            let whole = serde_json::to_string(record)?;
            fields.select(&whole, out)?;
        }
    }
    out.push(b'\n');
    Ok(())
}
