//! Writes the record of a telegram in every form: JSON Lines, JSON, text for reading, Markdown; and its tree. Writes many
//! telegrams as one [`Export`]: tables, a page, a graph, citations, a bag for archivists.
//!
//! A [`Form`] writes one record at a time into any [`Write`](std::io::Write). What stands before, between and behind the
//! records is its [`Frame`]; who has many records writes them where and when he likes and puts them together in order.
//!
//! ```
//! use chancery_exports::{Form, Look};
//! use chancery_telegram::{Options, read, record::Attributes};
//!
//! let telegram = b"UNCLAS PORT ALDER 000417\nSUBJECT: HARBOR LIGHTS\n1. THE LIGHTS ARE LIT.\n";
//! let record = read(telegram, Attributes::default(), &Options::default());
//! let mut out = Vec::new();
//! Form::by_id("markdown").unwrap().write(&record, &Look::default(), &mut out)?;
//! assert!(String::from_utf8(out).unwrap().contains("THE LIGHTS ARE LIT."));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! An export takes telegrams one after the other, into a stream or at a path, and is whole when it is finished:
//!
//! ```
//! use chancery_exports::{Context, Export, Item, Table};
//! use chancery_telegram::{Options, read, record::Attributes};
//!
//! let telegram = b"UNCLAS PORT ALDER 000417\nSUBJECT: HARBOR LIGHTS\n1. THE LIGHTS ARE LIT.\n";
//! let record = read(telegram, Attributes::default(), &Options::default());
//! let mut out = Vec::new();
//! let context = Context { table: Table::Paragraphs, ..Context::default() };
//! let mut writer = Export::by_id("csv").unwrap().into_stream(&context, &mut out)?;
//! writer.record(&Item::new(&record))?;
//! assert_eq!(writer.finish()?.rows, 1);
//! assert!(String::from_utf8(out).unwrap().contains("THE LIGHTS ARE LIT."));
//! # Ok::<(), chancery_exports::ExportError>(())
//! ```

pub mod bagit;
pub mod bibtex;
mod citation;
pub mod csl_json;
pub mod csv;
mod error;
mod export;
pub mod fields;
mod frame;
pub mod graphml;
pub mod html;
pub mod json;
pub mod jsonl;
mod keys;
mod look;
pub mod markdown;
pub mod none;
pub mod parquet;
mod partial;
pub mod parts;
pub mod ris;
mod tables;
pub mod text;
pub mod tree;
mod words;
mod wrap;
mod xml;

pub use citation::holder;
pub use error::ExportError;
pub use export::{Collection, Context, EXPORTS, Export, Item, Writer, Written};
pub use fields::{Fields, UnknownField};
pub use frame::Frame;
pub use look::Look;
pub use tables::{Column, ColumnKind, Table};

use chancery_telegram::record::Record;
use std::fmt;
use std::io;

/// One form of a record.
pub struct Form {
    /// Its name behind `--to`.
    pub id: &'static str,
    /// What it is, for a person.
    pub title: &'static str,
    /// What stands around the records.
    pub frame: Frame,
    write: fn(&Record<'_>, &Look<'_>, &mut Vec<u8>) -> io::Result<()>,
}

impl Form {
    /// The form of this name.
    pub fn by_id(id: &str) -> Option<&'static Form> {
        FORMS.iter().copied().find(|form| form.id == id)
    }

    /// Writes one record behind what is in `out`, without the frame.
    pub fn write(&self, record: &Record<'_>, look: &Look<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        (self.write)(record, look, out)
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("id", &self.id).finish_non_exhaustive()
    }
}

/// All forms.
pub static FORMS: &[&Form] = &[&jsonl::FORM, &json::FORM, &text::FORM, &markdown::FORM, &none::FORM];
