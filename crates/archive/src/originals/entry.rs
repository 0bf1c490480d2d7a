//! One telegram as a source gave it, in the form in which a pack keeps it.

use super::NONE;
use bytes::Bytes;
use chancery_sources::{FORMATS, Item};
use serde::{Deserialize, Serialize};

/// What is kept beside the bytes: where they came from, and what the source said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// SHA-256 of the original bytes, in hexadecimal: the original's name.
    pub sha256: String,
    /// The collection's number.
    pub collection: i64,
    /// The source's number in the catalogue, and the place in its order.
    pub source: (i64, u64),
    /// The format's name.
    pub format: String,
    /// The file.
    pub file: String,
    /// The member of an archive file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The record's name in its source; none where it is read from the bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where in the file or member it lay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(u64, u64)>,
    /// The encoding, where the source settles it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// When it was sent, by the source's own word; none where it is read from the bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What the source says beside the telegram; nothing where it is read from the bytes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    /// Where in the bytes the text itself says these three, as in [`Item::attributes_at`]. Layout 1 has all of them here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes_at: Option<(usize, usize)>,
}

impl Origin {
    /// Of an item that was just cut from its source.
    pub fn of(item: &Item, sha256: String, collection: i64, source: (i64, u64)) -> Origin {
        let beside = item.attributes_at.is_none();
        Origin {
            sha256,
            collection,
            source,
            format: item.format.to_owned(),
            file: item.file.to_string(),
            member: item.member.as_ref().map(|member| member.to_string()),
            id: item.id.clone().filter(|_| beside),
            span: item.span,
            encoding: item.encoding.map(str::to_owned),
            date: item.date.clone().filter(|_| beside),
            attributes: if beside { item.attributes.clone() } else { Vec::new() },
            attributes_at: item.attributes_at,
        }
    }

    /// The item as it was cut.
    pub fn item(self, bytes: Bytes, original: Option<Bytes>) -> Item {
        let encoding =
            ["UTF-16LE", "UTF-16BE", "UTF-8"].into_iter().find(|e| Some(*e) == self.encoding.as_deref());
        let format = FORMATS.iter().map(|format| format.id).find(|id| *id == self.format).unwrap_or("text");
        let mut item = Item {
            format,
            file: self.file.into(),
            member: self.member.map(Into::into),
            id: self.id,
            span: self.span,
            bytes,
            original,
            encoding,
            attributes: self.attributes,
            attributes_at: self.attributes_at,
            date: self.date,
            parts: Vec::new(),
        };
        item.describe();
        item
    }
}

/// What lies in a pack beside telegrams, so that a pack can be understood alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Note {
    /// How far a source was imported when a commit was made. It is the last that a commit puts into a pack; the last one of
    /// a source counts.
    Source(SourceNote),
    /// The bytes of this entry are the file `originals/dictionary`.
    Dictionary,
}

/// A file that was imported, as the catalogue knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceNote {
    /// Its number.
    pub source: i64,
    /// SHA-256 of the file, in hexadecimal; none for a pipe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its length.
    pub bytes: u64,
    /// The collection's number.
    pub collection: i64,
    /// The collection's name.
    pub name: String,
    /// Its path when it was imported.
    pub file: String,
    /// How many telegrams were taken of it.
    pub items: u64,
    /// Whether that was all.
    pub done: bool,
}

/// What an entry is.
#[derive(Clone, Debug)]
pub enum Kept {
    /// A telegram.
    Telegram(RawEntry),
    /// Something beside telegrams, and its bytes if it has any.
    Note(Note, Option<Bytes>),
}

/// An entry as it lies in a block.
#[derive(Clone, Debug)]
pub struct RawEntry {
    /// Where in the block it begins.
    pub at: u32,
    /// What is kept beside the bytes.
    pub origin: Origin,
    /// The telegram's text; none where the same bytes came before, and lie there.
    pub bytes: Option<Bytes>,
    /// The original bytes, where they are not the text.
    pub original: Option<Bytes>,
}

/// How the JSON of a note begins, and that of a telegram does not.
const NOTE: &[u8] = b"{\"kind\":";

/// Puts an entry behind others. `what` is an [`Origin`] or a [`Note`].
pub(super) fn write(
    what: &impl Serialize,
    bytes: Option<&[u8]>,
    original: Option<&[u8]>,
    into: &mut Vec<u8>,
) {
    let at = into.len();
    into.extend_from_slice(&[0; 4]);
    // Writing to a vector does not fail, and both are plain data.
    let _ = serde_json::to_writer(&mut *into, what);
    let length = (into.len() - at - 4) as u32;
    into[at..at + 4].copy_from_slice(&length.to_le_bytes());
    for part in [bytes, original] {
        match part {
            None => into.extend_from_slice(&NONE.to_le_bytes()),
            Some(part) => {
                into.extend_from_slice(&(part.len() as u32).to_le_bytes());
                into.extend_from_slice(part);
            }
        }
    }
}

/// Reads the entry at `at`, and says where the next one begins. `None` where the block does not hold one there.
pub(super) fn read(block: &Bytes, at: u32) -> Option<(Kept, u32)> {
    let mut next = at as usize;
    let mut part = || -> Option<Option<Bytes>> {
        let length = u32::from_le_bytes(block.get(next..next + 4)?.try_into().ok()?);
        next += 4;
        if length == NONE {
            return Some(None);
        }
        let end = next.checked_add(length as usize).filter(|end| *end <= block.len())?;
        let part = block.slice(next..end);
        next = end;
        Some(Some(part))
    };
    let said = part()??;
    let (bytes, original) = (part()?, part()?);
    let kept = if said.starts_with(NOTE) {
        Kept::Note(serde_json::from_slice(&said).ok()?, bytes)
    } else {
        Kept::Telegram(RawEntry { at, origin: serde_json::from_slice(&said).ok()?, bytes, original })
    };
    Some((kept, next as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_sources::{Options, Sources};
    use std::ops::ControlFlow;
    use std::path::Path;

    #[test]
    fn what_the_text_says_itself_is_not_kept_beside_it() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        let mut printed = 0;
        Sources::new([samples], Options::default()).for_each(&mut |item| {
            let Ok(item) = item else { return ControlFlow::Continue(()) };
            let origin = Origin::of(&item, item.sha256(), 1, (1, 1));
            let json = serde_json::to_string(&origin).unwrap();
            if item.attributes_at.is_some() {
                printed += 1;
                assert!(!item.attributes.is_empty());
                assert!(!json.contains("\"attributes\"") && !json.contains("\"id\""), "{json}");
            }
            let kept: Origin = serde_json::from_str(&json).unwrap();
            let again = kept.item(item.bytes.clone(), item.original.clone());
            assert_eq!(again.attributes, item.attributes);
            assert_eq!((again.id, again.date, again.span), (item.id, item.date, item.span));
            ControlFlow::Continue(())
        });
        assert!(printed > 5);
    }

    #[test]
    fn what_layout_1_kept_beside_the_text_is_read() {
        let json = r#"{"format":"nara","id":"1979STATE1","date":"1979","attributes":[["From","STATE"]]}"#;
        let item = serde_json::from_str::<Origin>(json).unwrap().item(Bytes::new(), None);
        assert_eq!(item.attributes, [("From".to_owned(), "STATE".to_owned())]);
        assert_eq!((item.id.as_deref(), item.date.as_deref()), (Some("1979STATE1"), Some("1979")));
    }
}
