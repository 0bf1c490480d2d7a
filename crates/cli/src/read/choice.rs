//! What the arguments of `chancery read` mean together.

use super::Args;
use crate::exit::Failure;
use crate::message::{Message, did_you_mean, nearest};
use chancery_exports::{Fields, Form, Frame};
use chancery_telegram::record::json_schema;
use clap::ValueEnum;
use std::io::{self, IsTerminal};

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// JSON Lines: a record a line
    Jsonl,
    /// One JSON list of all records, indented
    Json,
    /// Reflowed for reading
    Text,
    /// Markdown: a document a telegram
    Markdown,
    /// The syntax, piece by piece, with places
    Tree,
    /// Nothing: the records are made all the same
    None,
}

impl To {
    fn id(self) -> &'static str {
        match self {
            To::Jsonl => "jsonl",
            To::Json => "json",
            To::Text => "text",
            To::Markdown => "markdown",
            To::Tree => "tree",
            To::None => "none",
        }
    }
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Records in a form.
    Records(&'static Form),
    /// Trees for people.
    Trees,
    /// Trees for machines.
    JsonTrees,
}

/// The arguments, understood.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) shape: Shape,
    pub(crate) fields: Option<Fields>,
    pub(crate) colour: bool,
}

impl Choice {
    pub(crate) fn of(args: &Args) -> Result<Choice, Failure> {
        let data = args.json || !args.fields.is_empty() || !io::stdout().is_terminal();
        let to = args.to.unwrap_or(if data { To::Jsonl } else { To::Text });
        if args.json && matches!(to, To::Text | To::Markdown) {
            return Err(Failure::Usage(
                Message::new(format!("`--json` does not go with `--to {}`", to.id()))
                    .line("help", "leave one of them out; `--json` alone writes JSON Lines"),
            ));
        }
        if !args.fields.is_empty() && !matches!(to, To::Jsonl | To::Json) {
            return Err(Failure::Usage(
                Message::new(format!("`--fields` does not go with `--to {}`", to.id()))
                    .line("help", "choose keys with `--to jsonl` or `--to json`"),
            ));
        }
        let shape = match (to, Form::by_id(to.id())) {
            (_, Some(form)) => Shape::Records(form),
            (_, None) if args.json => Shape::JsonTrees,
            (_, None) => Shape::Trees,
        };
        Ok(Choice {
            shape,
            fields: if args.fields.is_empty() { None } else { Some(fields(&args.fields)?) },
            colour: anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
        })
    }

    pub(crate) fn frame(&self) -> Frame {
        match self.shape {
            Shape::Records(form) => form.frame,
            Shape::Trees => Frame { between: "\n", ..Frame::NONE },
            Shape::JsonTrees => Frame::NONE,
        }
    }

    /// True where nothing is written, so that a terminal is free for progress.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(self.shape, Shape::Records(form) if form.id == "none")
    }
}

fn fields(paths: &[String]) -> Result<Fields, Failure> {
    Fields::new(paths.iter().map(|path| path.trim()), &json_schema()).map_err(|error| {
        let near = nearest(&error.given, error.known.iter().map(String::as_str));
        let help = match near[..] {
            [] if error.known.is_empty() => "a text, number or list has no keys of its own".to_owned(),
            [] => format!("there are {}", error.known.join(", ")),
            _ => did_you_mean(&near),
        };
        Failure::Usage(Message::new(error.to_string()).line("help", help))
    })
}
