//! The forms that a telegram is written in.

use crate::exit::Failure;
use chancery_exports::{Context, Export, Form, Item, Look};
use chancery_registry::Registry;
use chancery_telegram::Telegram;
use chancery_write::{Draft, Options, Problem, to_markdown, write};
use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// The format lines of ACP 127, class line, text, end.
    Teletype,
    /// The pages of the electronic files of 1973-79.
    Nara,
    /// The labelled fields of SMART.
    Smart,
    /// The record, as `chancery read` gives it of the teletype form.
    Json,
    /// A draft.
    Markdown,
    /// A page of its own.
    Html,
    /// The telegram in the input as it is, from its syntax, byte for byte.
    Same,
}

impl To {
    /// Writes a draft, and gives what is wrong with it.
    pub(super) fn write(
        self,
        draft: &Draft,
        options: &Options<'_>,
    ) -> Result<(Option<Vec<u8>>, Vec<Problem>), Failure> {
        let form = match self {
            To::Nara => chancery_write::Form::Nara,
            To::Smart => chancery_write::Form::Smart,
            _ => chancery_write::Form::Teletype,
        };
        let written = write(draft, form, options);
        let text = match (self, written.text) {
            (To::Markdown, _) => Some(to_markdown(draft).into_bytes()),
            (To::Json | To::Html, Some(text)) => Some(self.exported(&text, options.registry)?),
            (_, text) => text.map(String::into_bytes),
        };
        Ok((text, written.problems))
    }

    /// The record of a telegram, in a form of the exports.
    fn exported(self, text: &str, registry: &Registry) -> Result<Vec<u8>, Failure> {
        let reading = chancery_telegram::Options { registry, ..Default::default() };
        let telegram = Telegram::read(text.as_bytes(), Default::default(), &reading);
        let mut record = telegram.record;
        record.schema = chancery_telegram::record::SCHEMA.into();
        record.source.format = "teletype".into();
        let mut bytes = Vec::new();
        if self == To::Json {
            if let Some(form) = Form::by_id("json") {
                form.write(&record, &Look { colour: false, fields: None }, &mut bytes)?;
            }
            if !bytes.ends_with(b"\n") {
                bytes.push(b'\n');
            }
        } else if let Some(export) = Export::by_id("html") {
            let title = record.subject.as_deref().map(str::to_owned);
            let context = Context { title, ..Context::default() };
            let failed = |error| Failure::Output(std::io::Error::other(error));
            let mut page = export.into_stream(&context, &mut bytes).map_err(failed)?;
            page.record(&Item::new(&record)).map_err(failed)?;
            page.finish().map_err(failed)?;
        }
        Ok(bytes)
    }
}
