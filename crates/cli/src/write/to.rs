//! The forms that a telegram is written in.

use crate::exit::Failure;
use chancery_room::answers::{self, Drafted};
use chancery_write::{Draft, Options};
use clap::ValueEnum;
use std::io;

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
    pub(super) fn write(self, draft: &Draft, options: &Options<'_>) -> Result<Drafted, Failure> {
        let to = match self {
            To::Teletype | To::Same => answers::To::Teletype,
            To::Nara => answers::To::Nara,
            To::Smart => answers::To::Smart,
            To::Json => answers::To::Json,
            To::Markdown => answers::To::Markdown,
            To::Html => answers::To::Html,
        };
        answers::drafted(draft, to, options).map_err(|error| Failure::Output(io::Error::other(error)))
    }
}
