//! What is to be written: a draft, records, or a telegram.

use crate::exit::Failure;
use crate::message::Message;
use chancery_registry::Registry;
use chancery_telegram::record::Record;
use chancery_telegram::{Options, Telegram};
use chancery_write::{Draft, Problem};
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

/// The bytes of a file, or of standard input.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match path.to_str() {
        Some("-") => io::stdin().lock().read_to_end(&mut bytes).map(drop),
        _ => fs::read(path).map(|read| bytes = read),
    };
    read.map_err(|error| {
        let message =
            Message::new("cannot read what is to be written").line("place", path.display().to_string());
        let help = "name a draft, a record or a telegram; `chancery write --new FILE` makes a draft";
        Failure::Stopped(message.line("cause", error.to_string()).line("help", help))
    })?;
    Ok(bytes)
}

/// What the input is, by its first sign.
pub(super) enum Input {
    /// A Markdown file with a heading.
    Draft(String),
    /// Records, one after the other.
    Records(String),
    /// A telegram, which is read.
    Telegram(Vec<u8>),
}

impl Input {
    pub(super) fn of(path: &Path, bytes: Vec<u8>) -> Result<Input, Failure> {
        let first = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        let rest = bytes[first..].strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes[first..]);
        let markdown = path.extension().is_some_and(|end| end == "md" || end == "markdown");
        let is_draft = markdown || rest.starts_with(b"---\n") || rest.starts_with(b"---\r\n");
        if !is_draft && !rest.starts_with(b"{") {
            return Ok(Input::Telegram(bytes));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = format!("{}, byte {}", path.display(), error.utf8_error().valid_up_to());
            let message = Message::new("a draft or a record is UTF-8, and this is not").line("place", at);
            Failure::Stopped(message.line("help", "save the file as UTF-8"))
        })?;
        Ok(if is_draft { Input::Draft(text) } else { Input::Records(text) })
    }

    /// The text that places point into, where there is one.
    pub(super) fn source(&self) -> Option<&str> {
        match self {
            Input::Draft(text) => Some(text),
            _ => None,
        }
    }

    /// The drafts, one after the other, each with what is wrong with its form.
    pub(super) fn drafts<'i>(
        &'i self,
        registry: &'i Registry,
    ) -> Box<dyn Iterator<Item = (Result<Draft, Failure>, Vec<Problem>)> + 'i> {
        match self {
            Input::Draft(text) => {
                let (draft, problems) = Draft::parse(text);
                Box::new(std::iter::once((Ok(draft), problems)))
            }
            Input::Telegram(bytes) => {
                let options = Options { registry, ..Options::default() };
                let telegram = Telegram::read(bytes, Default::default(), &options);
                Box::new(std::iter::once((Ok(Draft::of_record(&telegram.record)), Vec::new())))
            }
            Input::Records(text) => {
                let records = serde_json::Deserializer::from_str(text).into_iter::<Record<'_>>();
                Box::new(records.map(|record| {
                    (record.map(|record| Draft::of_record(&record)).map_err(no_record), Vec::new())
                }))
            }
        }
    }
}

fn no_record(error: serde_json::Error) -> Failure {
    let place = format!("line {}, column {}", error.line(), error.column());
    let message =
        Message::new("the input is no record").line("place", place).line("cause", error.to_string());
    Failure::Stopped(message.line("help", "`chancery schema` prints what a record is"))
}
