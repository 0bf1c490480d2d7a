//! From the rows of a telegram to its texts.

use crate::catalogue::OriginalRow;
use crate::error::Result;
use crate::originals::{RawEntry, Reader};
use chancery_sources::{Item, assemble, section_key};
use sha2::{Digest, Sha256};

/// One original as one collection gave it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The collection's number.
    pub collection: i64,
    /// The telegram, or a section of it, as it was cut from its source.
    pub item: Item,
}

/// One text of a telegram: an original, or several that are its sections.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The collection's number.
    pub collection: i64,
    /// The text and its place.
    pub item: Item,
    /// The names of the originals, in the order of the sections.
    pub originals: Vec<String>,
}

/// How the keys of telegrams without a number begin.
pub const NAMELESS: &str = "sha256:";

/// How many figures of the hash follow.
pub const NAMELESS_FIGURES: usize = 16;

/// The key of a telegram without a number: the beginning of the hash of its text. To a reader from whom some of it is hidden
/// it has the name that the visible text alone would have.
pub(crate) fn nameless(text: &[u8]) -> String {
    let hash = crate::journal::hex(&Sha256::digest(text)[..NAMELESS_FIGURES / 2]);
    format!("{NAMELESS}{hash}")
}

/// Reads the originals that some rows name.
pub(crate) fn entries(rows: &[OriginalRow], reader: &Reader) -> Result<Vec<Entry>> {
    rows.iter()
        .map(|row| {
            let RawEntry { origin, mut bytes, mut original, .. } = reader.entry(row.entry_at)?;
            if bytes.is_none() {
                let first = reader.entry(row.bytes_at)?;
                (bytes, original) = (first.bytes, first.original);
            }
            Ok(Entry { collection: row.collection, item: origin.item(bytes.unwrap_or_default(), original) })
        })
        .collect()
}

/// The texts that these originals make: each whole one is one; sections of one collection come together, in whatever order
/// and by however many imports they came.
pub(crate) fn variants(entries: Vec<Entry>) -> Vec<Variant> {
    let mut variants = Vec::new();
    let mut entries = entries.into_iter().peekable();
    while let Some(first) = entries.next() {
        let collection = first.collection;
        let mut items = vec![Ok(first.item)];
        while let Some(next) = entries.next_if(|entry| entry.collection == collection) {
            items.push(Ok(next.item));
        }
        let together = assemble::assemble(items, |item: &Item| section_key(item, None));
        variants.extend(together.flatten().map(|item| of(collection, item)));
    }
    variants
}

/// A text that was put together, or came whole.
fn of(collection: i64, item: Item) -> Variant {
    let originals = match item.parts.as_slice() {
        [] => vec![item.sha256()],
        parts => parts.iter().map(|part| part.sha256.clone()).collect(),
    };
    Variant { collection, item, originals }
}

/// A text that is one original, whose hash is known.
pub(crate) fn whole(collection: i64, item: Item, sha256: String) -> Variant {
    Variant { collection, item, originals: vec![sha256] }
}
