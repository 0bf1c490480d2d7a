//! Where a page ended: a place in the order of one search of one reader.

use super::Sort;
use super::collect::{Main, Rank};
use crate::error::{Error, Result};
use chancery_archive::access::Reader;
use sha2::{Digest, Sha256};

/// Writes and reads the mark of a page's end.
///
/// It holds the rank of the last hit, which the reader has seen, and a fingerprint of query, order and reader: for another
/// search it means nothing, and is refused.
pub(super) struct Cursor;

impl Cursor {
    pub(super) fn write(rank: &Rank, query: &str, sort: Sort, reader: &Reader) -> String {
        let main = match rank.main {
            Main::Score(score) => u64::from(score.to_bits()),
            Main::Date(date) => date as u64,
        };
        format!("{}-{main:x}-{:x}-{:x}", fingerprint(query, sort, reader), rank.sent as u64, rank.tie)
    }

    pub(super) fn read(text: Option<&str>, query: &str, sort: Sort, reader: &Reader) -> Result<Option<Rank>> {
        let Some(text) = text else { return Ok(None) };
        let mut parts = text.split('-');
        if parts.next() != Some(&fingerprint(query, sort, reader)) {
            return Err(Error::Cursor);
        }
        let mut number =
            || u64::from_str_radix(parts.next().unwrap_or_default(), 16).map_err(|_| Error::Cursor);
        let (main, sent, tie) = (number()?, number()? as i64, number()?);
        let main = match sort {
            Sort::Relevance => Main::Score(f32::from_bits(u32::try_from(main).map_err(|_| Error::Cursor)?)),
            Sort::Date | Sort::DateDown => Main::Date(main as i64),
        };
        Ok(Some(Rank { main, sent, tie }))
    }
}

fn fingerprint(query: &str, sort: Sort, reader: &Reader) -> String {
    let hash = Sha256::digest(format!("{query}\0{sort:?}\0{reader:?}").as_bytes());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
