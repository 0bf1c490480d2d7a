//! An export: many telegrams in one file or folder.
//!
//! A [`Form`](crate::Form) writes a record alone and keeps nothing; an export knows what came before: a table's rows, a
//! graph's nodes, a bag's checksums. It gets telegrams one after the other and holds none of them longer than it must.

use crate::keys::{self, Keys};
use crate::partial::Partial;
use crate::{ExportError, Fields, Form, Look, Table};
use chancery_telegram::record::Record;
use jiff::civil::Date;
use std::borrow::Cow;
use std::fmt;
use std::io::{BufWriter, Write};
use std::path::Path;

/// What is said of an export as a whole.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// A title for people: the page's, the bag's.
    pub title: Option<String>,
    /// What the export holds and how it was made, in a sentence.
    pub description: Option<String>,
    /// Whose export it is: `Source-Organization` of a bag.
    pub organization: Option<String>,
    /// The day on which it is made.
    pub date: Option<Date>,
    /// The state of the archive that was read, as a citation names it.
    pub state: Option<String>,
    /// Which table, in the forms that are tables.
    pub table: Table,
    /// Posts as nodes too, in a graph.
    pub posts: bool,
    /// Only these keys, in the JSON forms.
    pub fields: Option<Fields>,
}

/// One telegram, and what the caller knows of it beside its record.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The record.
    pub record: &'a Record<'a>,
    /// The key by which an archive knows it. Without it the record says it.
    pub key: Option<&'a str>,
    /// The bytes of its original, for a bag.
    pub original: Option<&'a [u8]>,
    /// Where it comes from, for citations.
    pub collection: Option<Collection<'a>>,
    /// The name of the post that sent it, for citations: `Embassy Paris`. Without it the printed name stands.
    pub sender: Option<Cow<'a, str>>,
    /// Where it can be read.
    pub url: Option<&'a str>,
    /// What a reader noted on it, for citations and pages.
    pub remark: Option<&'a str>,
}

impl<'a> Item<'a> {
    /// A record with nothing beside it.
    pub fn new(record: &'a Record<'a>) -> Item<'a> {
        Item { record, key: None, original: None, collection: None, sender: None, url: None, remark: None }
    }
}

/// Where a telegram comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Collection<'a> {
    /// Its name.
    pub name: &'a str,
    /// Who holds it and how it came here: `National Archives, Record Group 59, Central Foreign Policy Files`.
    pub provenance: Option<&'a str>,
    /// On which terms it may be used.
    pub licence: Option<&'a str>,
}

/// A telegram on its way into a [`Sink`].
pub(crate) struct Entry<'a> {
    pub(crate) item: &'a Item<'a>,
    /// The telegram's key, unique in the export.
    pub(crate) key: String,
    /// The keys of this telegram and of those before it.
    pub(crate) keys: &'a Keys,
}

/// What the writers of the forms have in common.
pub(crate) trait Sink {
    /// Takes a telegram; gives the number of rows, nodes or files that it made.
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError>;
    /// Writes what stands at the end, and all that was held back.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// A stream of the caller's.
pub(crate) type Stream<'w> = Box<dyn Write + Send + 'w>;

/// What takes the telegrams.
pub(crate) type Begun<'w> = Result<Box<dyn Sink + 'w>, ExportError>;

/// How an export begins.
#[derive(Clone, Copy)]
pub(crate) enum Begin {
    /// A form that writes each record alone.
    Each(&'static Form),
    /// Into one stream.
    Stream(for<'w> fn(&Context, Stream<'w>) -> Begun<'w>),
    /// Into a folder, which exists and is empty.
    Folder(fn(&Context, &Path) -> Begun<'static>),
}

/// One form of an export.
pub struct Export {
    /// Its name behind `--to`.
    pub id: &'static str,
    /// What it is, for a person.
    pub title: &'static str,
    /// What the names of its files end in, without the full stop; empty for a folder.
    pub extension: &'static str,
    /// Its media type, for what is sent over HTTP; empty for a folder.
    pub media_type: &'static str,
    /// The tables that it can be; empty where it is none.
    pub tables: &'static [Table],
    pub(crate) begin: Begin,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Export {
    /// The form whose [`id`](Export::id) this is; `None` where there is none.
    pub fn by_id(id: &str) -> Option<&'static Export> {
        EXPORTS.iter().copied().find(|export| export.id == id)
    }

    /// True for a form that is a folder of files.
    pub fn is_folder(&self) -> bool {
        matches!(self.begin, Begin::Folder(_))
    }

    /// Begins an export into a stream, which needs no buffer of its own. Nothing else is written into it until
    /// [`Writer::finish`].
    ///
    /// It gives [`ExportError::NeedsFolder`] for a form that is a folder, [`ExportError::NoTable`] for a table that the form
    /// does not have, [`ExportError::Stream`] where the stream cannot be written.
    pub fn into_stream<'w>(
        &self,
        context: &Context,
        stream: impl Write + Send + 'w,
    ) -> Result<Writer<'w>, ExportError> {
        self.check(context)?;
        Ok(Writer::new(
            self,
            self.stream(context, Box::new(BufWriter::with_capacity(1 << 16, stream)))?,
            None,
        ))
    }

    /// Begins an export at a path where nothing is yet: a file, or a folder for a form that is one. Until it is finished it
    /// lies beside it as `NAME.partial`, which goes when the writer is dropped before.
    ///
    /// It gives [`ExportError::NoTable`] for a table that the form does not have, [`ExportError::Exists`] where something
    /// lies at the path or beside it, [`ExportError::Full`] and [`ExportError::File`] where it cannot be written.
    pub fn into_path(&self, context: &Context, path: &Path) -> Result<Writer<'static>, ExportError> {
        self.check(context)?;
        let (sink, partial) = match self.begin {
            Begin::Folder(begin) => {
                let partial = Partial::folder(path)?;
                (begin(context, partial.place()), partial)
            }
            _ => {
                let (partial, file) = Partial::file(path)?;
                (self.stream(context, Box::new(BufWriter::with_capacity(1 << 18, file))), partial)
            }
        };
        Ok(Writer::new(self, sink.map_err(|error| error.at(Some(path)))?, Some(partial)))
    }

    fn stream<'w>(&self, context: &Context, out: Stream<'w>) -> Begun<'w> {
        match self.begin {
            Begin::Each(form) => Ok(Box::new(Each {
                form,
                out,
                fields: context.fields.clone(),
                record: Vec::new(),
                begun: false,
            })),
            Begin::Stream(begin) => begin(context, out),
            Begin::Folder(_) => Err(ExportError::NeedsFolder(self.id)),
        }
    }

    fn check(&self, context: &Context) -> Result<(), ExportError> {
        if context.table != Table::default() && !self.tables.contains(&context.table) {
            return Err(ExportError::NoTable { form: self.id, table: context.table });
        }
        Ok(())
    }
}

/// An export under way.
pub struct Writer<'w> {
    sink: Box<dyn Sink + 'w>,
    partial: Option<Partial>,
    /// Whether the form uses keys.
    keyed: bool,
    keys: Keys,
    written: Written,
}

/// What an export holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many telegrams it took.
    pub telegrams: u64,
    /// How many rows they made; in forms without rows the same number.
    pub rows: u64,
}

impl<'w> Writer<'w> {
    fn new(export: &Export, sink: Box<dyn Sink + 'w>, partial: Option<Partial>) -> Writer<'w> {
        let keyed = !matches!(export.begin, Begin::Each(_));
        Writer { sink, partial, keyed, keys: Keys::default(), written: Written::default() }
    }

    /// Takes a telegram. It gives an error where the output cannot be written, [`ExportError::TooLarge`] for a telegram that
    /// is larger than a row of Parquet may be, and [`ExportError::Row`] by a mistake of the program. After an error the
    /// export cannot be finished: drop it.
    pub fn record(&mut self, item: &Item<'_>) -> Result<(), ExportError> {
        let mut key = String::new();
        if self.keyed {
            let known = item.key.map(str::to_owned);
            let own = known.unwrap_or_else(|| keys::key(item.record, self.written.telegrams + 1));
            key = self.keys.unique(own);
        }
        let entry = Entry { item, key, keys: &self.keys };
        let path = self.partial.as_ref().map(Partial::path);
        self.written.rows += self.sink.record(&entry).map_err(|error| error.at(path))?;
        self.written.telegrams += 1;
        Ok(())
    }

    /// Writes what stands at the end, gives a file or folder its name, and says what the export holds. It gives an error
    /// where that cannot be written, and [`ExportError::Exists`] where something took the name meanwhile; the unfinished
    /// output at a path is then removed.
    pub fn finish(self) -> Result<Written, ExportError> {
        let path = self.partial.as_ref().map(Partial::path);
        self.sink.finish().map_err(|error| error.at(path))?;
        if let Some(partial) = self.partial {
            partial.keep()?;
        }
        Ok(self.written)
    }
}

impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("written", &self.written).finish_non_exhaustive()
    }
}

/// Records one after the other, in a form and its frame.
struct Each<'w> {
    form: &'static Form,
    out: Stream<'w>,
    fields: Option<Fields>,
    record: Vec<u8>,
    begun: bool,
}

impl Sink for Each<'_> {
    fn record(&mut self, entry: &Entry<'_>) -> Result<u64, ExportError> {
        let frame = &self.form.frame;
        let before = if std::mem::replace(&mut self.begun, true) { frame.between } else { frame.head };
        self.out.write_all(before.as_bytes())?;
        self.record.clear();
        let look = Look { colour: false, fields: self.fields.as_ref() };
        self.form.write(entry.item.record, &look, &mut self.record)?;
        self.out.write_all(&self.record)?;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        let frame = &self.form.frame;
        self.out.write_all(if self.begun { frame.tail } else { frame.empty }.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

macro_rules! each {
    ($form:expr, $extension:literal, $media_type:literal) => {
        &Export {
            id: $form.id,
            title: $form.title,
            extension: $extension,
            media_type: $media_type,
            tables: &[],
            begin: Begin::Each(&$form),
        }
    };
}

/// All forms of an export.
pub static EXPORTS: &[&Export] = &[
    each!(crate::jsonl::FORM, "jsonl", "application/jsonl"),
    each!(crate::json::FORM, "json", "application/json"),
    &crate::csv::EXPORT,
    &crate::parquet::EXPORT,
    each!(crate::text::FORM, "txt", "text/plain; charset=utf-8"),
    each!(crate::markdown::FORM, "md", "text/markdown; charset=utf-8"),
    &crate::html::EXPORT,
    &crate::bagit::EXPORT,
    &crate::graphml::EXPORT,
    &crate::bibtex::EXPORT,
    &crate::ris::EXPORT,
    &crate::csl_json::EXPORT,
];
