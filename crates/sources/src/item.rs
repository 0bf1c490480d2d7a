//! One telegram as it was found.

use crate::formats::nara;
use bytes::Bytes;
use chancery_telegram::record::{self, Attributes, Record, Source};
use chancery_telegram::{DateHint, Options, Telegram};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// One telegram: its text, its place, and what its source says beside it.
///
/// The bytes are a slice of the chunk in which they were read. Who keeps an item for long calls [`Item::detach`], so that
/// the chunk can go.
#[derive(Clone)]
pub struct Item {
    /// Which reader took it: the `id` of a [`Format`](crate::Format).
    pub format: &'static str,
    /// The file, as given or found; `-` for standard input.
    pub file: Arc<str>,
    /// The member inside an archive; nested members are joined with ` › `.
    pub member: Option<Arc<str>>,
    /// The record's name, where the source names its records.
    pub id: Option<String>,
    /// Where in the file or member its original bytes lie: `[start, end)`.
    pub span: Option<(u64, u64)>,
    /// The telegram's text: as stored, or, where a container's escapes had to be undone, as UTF-8.
    pub bytes: Bytes,
    /// The original bytes, where they are not [`bytes`](Item::bytes).
    pub original: Option<Bytes>,
    /// The encoding of the original, where the source settles it: `UTF-16LE`, `UTF-16BE`, `UTF-8`.
    pub encoding: Option<&'static str>,
    /// What the source says beside the telegram: names and values, in its order.
    pub attributes: Vec<(String, String)>,
    /// Where they stand in [`bytes`](Item::bytes), `[start, end)`, when the text itself has them, and `id` and `date` are what they say:
    /// [`describe`](Item::describe) reads all three anew.
    pub attributes_at: Option<(usize, usize)>,
    /// When the telegram was sent by the source's own word: a year, a month or a day (`2006`, `2006-12`, `2006-12-26`).
    pub date: Option<String>,
    /// For a telegram put together from its sections: each part's place, in the order of the sections.
    pub parts: Vec<Part>,
}

/// One of several places from which a telegram was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The file.
    pub file: Arc<str>,
    /// The member inside an archive.
    pub member: Option<Arc<str>>,
    /// Where its original bytes lie.
    pub span: Option<(u64, u64)>,
    /// SHA-256 of its original bytes, in hexadecimal.
    pub sha256: String,
}

impl Item {
    /// The bytes at [`span`](Item::span) in the file or member.
    pub fn original(&self) -> &[u8] {
        self.original.as_ref().unwrap_or(&self.bytes)
    }

    /// SHA-256 of the original bytes, in hexadecimal. It is computed at each call.
    pub fn sha256(&self) -> String {
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(self.original()) {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
        text
    }

    /// Reads the attributes, the name and the date from where the text has them. One that has none in its text stays as it is.
    pub fn describe(&mut self) {
        let Some((from, to)) = self.attributes_at else { return };
        let text = self.bytes.get(from..to).unwrap_or_default();
        (self.attributes, self.id, self.date) = nara::said(text);
    }

    /// The record's `source`. The hash is computed only when asked for.
    pub fn source(&self, with_hash: bool) -> Source<'static> {
        Source {
            format: Cow::Borrowed(self.format),
            file: Some(Cow::Owned(self.file.to_string())),
            member: self.member.as_ref().map(|m| Cow::Owned(m.to_string())),
            id: self.id.clone().map(Cow::Owned),
            span: self.span,
            sha256: with_hash.then(|| Cow::Owned(self.sha256())),
            encoding: self.encoding.map(Cow::Borrowed),
            parts: self.parts.iter().map(Part::record).collect(),
        }
    }

    /// The record's `attributes`.
    pub fn record_attributes(&self) -> Attributes<'static> {
        Attributes(
            self.attributes.iter().map(|(k, v)| (Cow::Owned(k.clone()), Cow::Owned(v.clone()))).collect(),
        )
    }

    /// When it was sent, by its source's own word.
    pub fn date_hint(&self) -> Option<DateHint> {
        self.date.as_deref().and_then(|date| date.parse().ok())
    }

    /// The whole record: what the telegram says, its source, and what the source says beside it. The hash of the bytes is
    /// computed where `with_hash` says so.
    pub fn read<'i>(&'i self, options: &Options<'_>, with_hash: bool) -> Record<'i> {
        self.telegram(options, with_hash).record
    }

    /// The telegram with its syntax and its whole record, for who looks at both.
    pub fn telegram<'i>(&'i self, options: &Options<'_>, with_hash: bool) -> Telegram<'i> {
        let options = Options { date: self.date_hint().or(options.date), ..*options };
        let attributes = self.attributes.iter().map(|(name, value)| (name.into(), value.into())).collect();
        let mut telegram = Telegram::read(&self.bytes, Attributes(attributes), &options);
        let encoding = telegram.record.source.encoding.take();
        let source = self.source(with_hash);
        telegram.record.source = Source { encoding: source.encoding.clone().or(encoding), ..source };
        telegram
    }

    /// Copies the bytes out of the chunk in which they were read.
    pub fn detach(&mut self) {
        self.bytes = Bytes::copy_from_slice(&self.bytes);
        self.original = self.original.take().map(|original| Bytes::copy_from_slice(&original));
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        self.bytes.len() + self.original.as_ref().map_or(0, Bytes::len)
    }

    /// Its place as one part of a telegram that is put together.
    pub fn part(&self) -> Part {
        Part { file: self.file.clone(), member: self.member.clone(), span: self.span, sha256: self.sha256() }
    }
}

impl Part {
    fn record(&self) -> record::Part<'static> {
        record::Part {
            file: Some(Cow::Owned(self.file.to_string())),
            member: self.member.as_ref().map(|m| Cow::Owned(m.to_string())),
            span: self.span,
            sha256: Some(Cow::Owned(self.sha256.clone())),
        }
    }
}

/// The place and the size only: a log must not print what a telegram says.
impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("format", &self.format)
            .field("file", &self.file)
            .field("member", &self.member)
            .field("id", &self.id)
            .field("span", &self.span)
            .field("length", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
