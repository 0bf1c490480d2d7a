//! From a batch of items to a batch of output: what each thread does.

use super::choice::{Choice, Shape};
use super::summary::Tally;
use crate::batches::{Batch, Work, each_item};
use chancery_exports::{Look, tree};
use chancery_registry::Registry;
use chancery_sources::{Item, ItemError};
use chancery_telegram::{DateHint, Options, syntax};
use std::io;

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

impl Work for Job<'_> {
    type Output = Output;

    /// Reads the items of a batch and writes them.
    fn work(&self, batch: Batch) -> io::Result<Output> {
        let between = self.choice.frame().between.as_bytes();
        let mut state = (Output::default(), 0);
        each_item(
            batch,
            &mut state,
            |(output, before), item| {
                *before = output.bytes.len();
                if output.tally.telegrams > 0 {
                    output.bytes.extend_from_slice(between);
                }
                self.item(item, output)
            },
            |(output, before), _| output.bytes.truncate(*before),
            |(output, _), error| output.errors.push(error),
        )?;
        Ok(state.0)
    }
}

impl Job<'_> {
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
