//! The formats, one file each, and how one is told from another.

pub mod cablegate_csv;
pub mod cablegate_html;
mod cutting;
mod forms;
mod frus_render;
pub mod frus_tei;
mod heading;
pub mod jsonl;
mod lines;
pub mod nara;
mod nara_attributes;
pub mod pdf;
mod plain;
mod scans;
pub mod smart;
pub mod teletype;
pub mod text;

use crate::error::ItemError;
use crate::item::Item;
use crate::run::{Emit, Flow};
use crate::window::Window;
use crate::{Options, read_bytes};
use std::fmt;

/// How much of a stream a sniff sees: e-mail headers in front of a telegram can have a hundred addressees.
pub(crate) const HEAD: usize = 16 << 10;

/// One format: how it is recognised and cut.
pub struct Format {
    /// Its name in a record's `source.format` and behind `--from`.
    pub id: &'static str,
    /// What it is, for a person.
    pub title: &'static str,
    /// Looks at the first KiBs of a file.
    pub(crate) sniff: fn(&[u8]) -> Sniff,
    /// Cuts a stream into telegrams.
    pub(crate) cut: fn(&mut Window<'_>, &mut Emit<'_>) -> Flow,
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Format").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Format {
    /// The format of this name.
    pub fn by_id(id: &str) -> Option<&'static Format> {
        FORMATS.iter().copied().find(|format| format.id == id)
    }

    /// Looks at the first KiBs of a file.
    pub fn sniff(&self, head: &[u8]) -> Sniff {
        (self.sniff)(&head[..head.len().min(HEAD)])
    }
}

/// What a look at the beginning of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniff {
    /// It is not this format.
    No,
    /// It may be, for this reason; a format that is sure goes before.
    Maybe(&'static str),
    /// It is.
    Yes,
}

/// All formats, in the order in which they are asked.
pub static FORMATS: &[&Format] = &[
    &pdf::FORMAT,
    &frus_tei::FORMAT,
    &cablegate_html::FORMAT,
    &cablegate_csv::FORMAT,
    &jsonl::FORMAT,
    &nara::FORMAT,
    &smart::FORMAT,
    &text::FORMAT,
    &teletype::FORMAT,
];

/// The format of a stream by its beginning. A PDF is a PDF whatever its text was said to be.
pub(crate) fn choose(head: &[u8], from: Option<&'static Format>) -> &'static Format {
    if pdf::FORMAT.sniff(head) == Sniff::Yes {
        return &pdf::FORMAT;
    }
    from.unwrap_or_else(|| by_content(head))
}

/// The format that knows this beginning of a file. What nobody knows is [`text`].
pub fn by_content(head: &[u8]) -> &'static Format {
    let mut likely = None;
    for &format in FORMATS {
        match format.sniff(head) {
            Sniff::Yes => return forms::earliest(format, head),
            Sniff::Maybe(_) => likely = likely.or(Some(format)),
            Sniff::No => {}
        }
    }
    likely.unwrap_or(&text::FORMAT)
}

/// Cuts bytes in memory as one format, whatever they look like. Archives are opened all the same.
pub fn cut(format: &'static Format, bytes: &[u8]) -> Vec<Result<Item, ItemError>> {
    read_bytes("memory", bytes, Options { from: Some(format) })
}

/// Bytes of a container's own part as text: UTF-8, or else Windows-1252, which gives each byte a character.
pub(crate) fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}
