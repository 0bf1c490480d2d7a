//! From a batch of items to a batch of output: what each thread does.

use super::choice::{Choice, Shape};
use super::summary::Tally;
use chancery_exports::{Look, tree};
use chancery_registry::Registry;
use chancery_sources::panics::caught;
use chancery_sources::{At, Item, ItemError, ItemErrorKind, Place};
use chancery_telegram::{DateHint, Options, syntax};
use std::io;

/// Some items, and what could not be read between them.
pub(crate) type Batch = Vec<Result<Item, ItemError>>;

/// What became of a batch.
#[derive(Debug, Default)]
pub(crate) struct Output {
    /// The records in their form, without what stands around them.
    pub(crate) bytes: Vec<u8>,
    pub(crate) tally: Tally,
    pub(crate) errors: Vec<ItemError>,
}

/// What each thread needs to know.
#[derive(Debug)]
pub(crate) struct Job<'c> {
    pub(crate) choice: &'c Choice,
    pub(crate) date: Option<DateHint>,
    pub(crate) spans: bool,
}

impl Job<'_> {
    /// Reads the items of a batch and writes them.
    pub(crate) fn work(&self, batch: Batch) -> io::Result<Output> {
        let mut output = Output::default();
        let between = self.choice.frame().between.as_bytes();
        for entry in batch {
            match entry {
                Ok(item) => {
                    let before = output.bytes.len();
                    if output.tally.telegrams > 0 {
                        output.bytes.extend_from_slice(between);
                    }
                    // A fault of the reader on one telegram must not take the others with it.
                    match caught(|| self.item(&item, &mut output)) {
                        Ok(written) => written?,
                        Err(_) => {
                            output.bytes.truncate(before);
                            output.errors.push(broke_down(&item));
                        }
                    }
                }
                Err(error) => output.errors.push(error),
            }
        }
        Ok(output)
    }

    fn item(&self, item: &Item, output: &mut Output) -> io::Result<()> {
        let options = Options { date: self.date, spans: self.spans, registry: Registry::builtin() };
        let look = Look { colour: self.choice.colour, fields: self.choice.fields.as_ref() };
        let record = item.read(&options, true);
        match self.choice.shape {
            Shape::Records(form) => form.write(&record, &look, &mut output.bytes)?,
            Shape::Trees => {
                let tree = syntax::parse(&item.bytes, options.registry).tree();
                tree::write(&record.source, &tree, &look, &mut output.bytes)?;
            }
            Shape::JsonTrees => {
                let tree = syntax::parse(&item.bytes, options.registry).tree();
                tree::write_json(&record.source, &tree, &mut output.bytes)?;
            }
        }
        output.tally.add(item, &record);
        Ok(())
    }
}

fn broke_down(item: &Item) -> ItemError {
    let at = item.span.map(|(start, _)| At::Byte(start));
    let place = Place { file: item.file.clone(), member: item.member.clone(), at };
    ItemError { place, kind: ItemErrorKind::BrokeDown("the reader of telegrams") }
}
