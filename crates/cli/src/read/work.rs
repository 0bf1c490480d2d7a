//! From telegrams to records in their form: what each thread does.

use super::choice::{Choice, Shape};
use super::summary::Tally;
use crate::batches::Work;
use chancery_exports::{Look, tree};
use chancery_registry::Registry;
use chancery_sources::Item;
use chancery_telegram::{DateHint, Options, Telegram};
use std::io;

/// What each thread needs to know.
#[derive(Debug)]
pub(crate) struct Job<'c> {
    pub(crate) choice: &'c Choice,
    pub(crate) date: Option<DateHint>,
    pub(crate) spans: bool,
}

impl Work for Job<'_> {
    type Made<'i> = Telegram<'i>;
    type Beside = Tally;

    fn make<'i>(&self, items: &'i [Item]) -> Vec<Telegram<'i>> {
        let options = Options { date: self.date, spans: self.spans, registry: Registry::builtin() };
        items.iter().map(|item| item.telegram(&options, true)).collect()
    }

    fn item(
        &self,
        item: &Item,
        telegram: Telegram<'_>,
        bytes: &mut Vec<u8>,
        tally: &mut Tally,
    ) -> io::Result<()> {
        let look = Look { colour: self.choice.colour, fields: self.choice.fields.as_ref() };
        let record = &telegram.record;
        if tally.telegrams > 0 {
            bytes.extend_from_slice(self.choice.frame().between.as_bytes());
        }
        match self.choice.shape {
            Shape::Records(form) => form.write(record, &look, bytes)?,
            Shape::Trees => tree::write(&record.source, &telegram.syntax.tree(), &look, bytes)?,
            Shape::JsonTrees => tree::write_json(&record.source, &telegram.syntax.tree(), bytes)?,
        }
        tally.add(item, record);
        Ok(())
    }
}
