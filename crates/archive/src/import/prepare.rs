//! What a worker makes of a batch of items.

use crate::access::ViewKey;
use crate::journal::hex;
use crate::originals::{Block, Builder, Dictionary, Origin};
use crate::sight::{self, Terms};
use crate::telegrams;
use chancery_sources::panics::caught;
use chancery_sources::{Item, ItemError, ItemErrorKind, Place};
use chancery_telegram::record::Record;
use sha2::{Digest, Sha256};
use std::io;
use std::sync::{Arc, OnceLock};
use tantivy::TantivyDocument;

/// An item on its way, with its place in the order of its source.
#[derive(Debug)]
pub(super) struct Fed {
    pub(super) item: Item,
    /// The source's number, and the item's in it.
    pub(super) source: (i64, u64),
}

/// What came of one item.
pub(crate) struct Prepared {
    pub(crate) sha256: [u8; 32],
    pub(crate) collection: i64,
    pub(crate) source: (i64, u64),
    pub(crate) key: String,
    pub(crate) format: &'static str,
    pub(crate) year: Option<u16>,
    pub(crate) post: Option<String>,
    pub(crate) bytes: u64,
    /// None of a section: its telegram is made when all of its sections are in.
    pub(crate) documents: Vec<(ViewKey, TantivyDocument)>,
    pub(crate) section: bool,
    /// Which of the batch's blocks it lies in, and where.
    pub(crate) block: usize,
    pub(crate) at: u32,
}

/// What came of a batch.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) blocks: Vec<Block>,
    pub(crate) items: Vec<Prepared>,
    pub(super) errors: Vec<ItemError>,
}

/// What all workers know.
pub(super) struct Job<'j> {
    pub(super) terms: Terms<'j>,
    pub(super) collection: i64,
    /// Learnt before the first batch is worked on.
    pub(super) dictionary: &'j OnceLock<Option<Arc<Dictionary>>>,
}

impl Job<'_> {
    /// Reads, labels, compresses.
    pub(super) fn work(&self, fed: Vec<Fed>) -> io::Result<Batch> {
        let mut batch = Batch::default();
        let dictionary = self.dictionary.get().and_then(|learnt| learnt.as_deref());
        let mut builder = Builder::new(dictionary)?;
        for Fed { item, source } in fed {
            let place = Place { file: item.file.clone(), member: item.member.clone(), at: None };
            // A fault of the reader on one telegram must not take the others with it.
            match caught(|| self.item(item, source)) {
                Ok((prepared, origin, item)) => {
                    builder.add(&origin, Some((&item.bytes, item.original.as_deref())))?;
                    batch.items.push(prepared);
                }
                Err(_) => {
                    batch
                        .errors
                        .push(ItemError { place, kind: ItemErrorKind::BrokeDown("the reader of telegrams") });
                }
            }
        }
        batch.blocks = builder.finish()?;
        let places = batch
            .blocks
            .iter()
            .enumerate()
            .flat_map(|(at, block)| block.entries.iter().map(move |e| (at, *e)));
        for (prepared, (block, at)) in batch.items.iter_mut().zip(places) {
            (prepared.block, prepared.at) = (block, at);
        }
        Ok(batch)
    }

    fn item(&self, item: Item, source: (i64, u64)) -> (Prepared, Origin, Item) {
        let (prepared, item) = prepare(item, self.collection, source, &self.terms);
        let origin = Origin::of(&item, hex(&prepared.sha256), self.collection, source);
        (prepared, origin, item)
    }
}

/// Reads an item, labels it, and makes its documents.
pub(crate) fn prepare(
    item: Item,
    collection: i64,
    source: (i64, u64),
    terms: &Terms<'_>,
) -> (Prepared, Item) {
    let sha256: [u8; 32] = Sha256::digest(item.original()).into();
    let variant = telegrams::whole(collection, item, hex(&sha256));
    let mut facts = Facts::default();
    let documents = sight::documents_of_one(&variant, terms, |record| {
        facts = Facts::of(record, &variant.item.bytes);
        (!facts.section).then(|| facts.key.clone())
    });
    let item = variant.item;
    let prepared = Prepared {
        sha256,
        collection,
        source,
        key: facts.key,
        format: item.format,
        year: facts.year,
        post: facts.post,
        bytes: item.original().len() as u64,
        documents,
        section: facts.section,
        block: 0,
        at: 0,
    };
    (prepared, item)
}

/// What the catalogue and the report want of a record.
#[derive(Default)]
struct Facts {
    key: String,
    section: bool,
    year: Option<u16>,
    post: Option<String>,
}

impl Facts {
    fn of(record: &Record<'_>, source: &[u8]) -> Facts {
        let mrn = record.mrn.as_ref().filter(|mrn| mrn.canonical.is_some());
        let section = record
            .sections
            .as_ref()
            .is_some_and(|sections| sections.of > Some(1) && sections.present.is_empty());
        Facts {
            key: key(record, source),
            section: section && mrn.is_some(),
            year: crate::index::year(record),
            post: record.from.as_ref().map(|from| crate::index::code(from).to_owned()),
        }
    }
}

/// By what a telegram is known: its canonical number, else the beginning of its text's hash.
pub(crate) fn key(record: &Record<'_>, text: &[u8]) -> String {
    match record.mrn.as_ref().and_then(|mrn| mrn.canonical.as_ref()) {
        Some(canonical) => canonical.clone(),
        None => telegrams::nameless(text),
    }
}
