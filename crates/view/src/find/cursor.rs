//! Where a page ended: a place in the order of one search of one reader.

use super::Sort;
use super::collect::{Main, Rank};
use crate::error::{Error, Result};
use chancery_archive::access::Reader;
use sha2::{Digest, Sha256};

/// More hits of one rank than these are in no mark that was written here.
const MOST_EQUAL: usize = 1 << 20;

/// Writes and reads the mark of a page's end.
///
/// It holds the rank of the last hit, which the reader has seen, and a fingerprint of query, order and reader: for another
/// search it means nothing, and is refused.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    /// The rank of the last hit.
    pub(super) rank: Rank,
    /// How many hits of just this rank were given: more than one where the reader sees the same of several texts without a number.
    pub(super) equal: usize,
}

impl Cursor {
    pub(super) fn write(&self, query: &str, sort: Sort, reader: &Reader) -> String {
        let rank = &self.rank;
        let main = match rank.main {
            Main::Score(score) => u64::from(score.to_bits()),
            Main::Date(date) => date as u64,
        };
        let fingerprint = fingerprint(query, sort, reader);
        format!("{fingerprint}-{main:x}-{:x}-{:x}-{:x}", rank.sent as u64, rank.tie, self.equal)
    }

    pub(super) fn read(
        text: Option<&str>,
        query: &str,
        sort: Sort,
        reader: &Reader,
    ) -> Result<Option<Cursor>> {
        let Some(text) = text else { return Ok(None) };
        let mut parts = text.split('-');
        if parts.next() != Some(&fingerprint(query, sort, reader)) {
            return Err(Error::Cursor);
        }
        let mut number =
            || u64::from_str_radix(parts.next().unwrap_or_default(), 16).map_err(|_| Error::Cursor);
        let (main, sent, tie, equal) = (number()?, number()? as i64, number()?, number()?);
        let main = match sort {
            Sort::Relevance => Main::Score(f32::from_bits(u32::try_from(main).map_err(|_| Error::Cursor)?)),
            Sort::Date | Sort::DateDown => Main::Date(main as i64),
        };
        let equal = usize::try_from(equal).ok().filter(|equal| *equal <= MOST_EQUAL).ok_or(Error::Cursor)?;
        Ok(Some(Cursor { rank: Rank { main, sent, tie }, equal }))
    }
}

fn fingerprint(query: &str, sort: Sort, reader: &Reader) -> String {
    let hash = Sha256::digest(format!("{query}\0{sort:?}\0{reader:?}").as_bytes());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
