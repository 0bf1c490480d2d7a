//! The rows of sources, telegrams and originals.

use crate::error::Result;
use crate::journal::hex;
use crate::originals::{Place, SourceNote};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A file that was imported, or begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceRow {
    /// Its number.
    pub id: i64,
    /// How many telegrams were taken of it.
    pub items: u64,
    /// Whether that was all.
    pub done: bool,
}

/// An original and one place where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OriginalRow {
    /// Its number in the catalogue, in the order in which they came.
    pub id: i64,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    /// Where its bytes lie.
    pub bytes_at: Place,
    /// The collection of this entry.
    pub collection: i64,
    /// Where what the source said of it lies.
    pub entry_at: Place,
}

fn place(row: &Row<'_>, from: usize) -> rusqlite::Result<Place> {
    Ok(Place { pack: row.get(from)?, block: row.get::<_, i64>(from + 1)? as u64, at: row.get(from + 2)? })
}

/// The first eight bytes of a hash, by which originals are looked up.
pub(crate) fn name(sha256: &[u8; 32]) -> i64 {
    i64::from_be_bytes([
        sha256[0], sha256[1], sha256[2], sha256[3], sha256[4], sha256[5], sha256[6], sha256[7],
    ])
}

/// The source with this hash in this collection.
pub(crate) fn source(
    connection: &Connection,
    sha256: &[u8; 32],
    bytes: u64,
    collection: i64,
) -> Result<Option<SourceRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, items, done FROM source WHERE bytes = ? AND sha256 = ? AND collection = ?",
    )?;
    Ok(statement
        .query_row(params![bytes as i64, sha256, collection], |row| {
            Ok(SourceRow { id: row.get(0)?, items: row.get::<_, i64>(1)? as u64, done: row.get(2)? })
        })
        .optional()?)
}

/// How far a source is, as the packs keep it.
pub(crate) fn source_note(connection: &Connection, id: i64) -> Result<SourceNote> {
    let mut statement = connection.prepare_cached(
        "SELECT s.sha256, s.bytes, s.collection, c.name, s.file, s.items, s.done
         FROM source s JOIN collection c ON c.id = s.collection WHERE s.id = ?",
    )?;
    Ok(statement.query_row([id], |row| {
        Ok(SourceNote {
            source: id,
            sha256: row.get::<_, Option<Vec<u8>>>(0)?.map(|sha256| hex(&sha256)),
            bytes: row.get::<_, i64>(1)? as u64,
            collection: row.get(2)?,
            name: row.get(3)?,
            file: row.get(4)?,
            items: row.get::<_, i64>(5)? as u64,
            done: row.get(6)?,
        })
    })?)
}

/// The original with this hash that belongs to the telegram with this key. A source's attributes may number a text that has no
/// number of its own, so the same bytes can be of another telegram in another source.
pub(crate) fn original(connection: &Connection, sha256: &[u8; 32], key: &str) -> Result<Option<(i64, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT o.id, o.telegram FROM original o JOIN telegram t ON t.id = o.telegram
         WHERE o.name = ? AND o.sha256 = ? AND t.key = ?",
    )?;
    Ok(statement
        .query_row(params![name(sha256), sha256, key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The telegram with this key.
pub(crate) fn telegram(connection: &Connection, key: &str) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM telegram WHERE key = ?")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// The key of a telegram.
pub(crate) fn key(connection: &Connection, id: i64) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT key FROM telegram WHERE id = ?")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// The originals of a telegram: a row for each collection in which each came, the first place in each. Those of a collection
/// stand in the order of their files, whenever they were imported: sections that came twice are put together by it.
pub(crate) fn originals(connection: &Connection, telegram: i64) -> Result<Vec<OriginalRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT o.id, o.sha256, o.pack, o.block, o.at, e.collection, e.pack, e.block, e.at, s.file, e.ordinal
         FROM original o JOIN entry e ON e.original = o.id JOIN source s ON s.id = e.source
         WHERE o.telegram = ? ORDER BY e.collection, o.id, e.source, e.ordinal",
    )?;
    let rows = statement.query_map([telegram], |row| {
        let original = OriginalRow {
            id: row.get(0)?,
            sha256: row.get(1)?,
            bytes_at: place(row, 2)?,
            collection: row.get(5)?,
            entry_at: place(row, 6)?,
        };
        Ok((original, row.get::<_, String>(9)?, row.get::<_, i64>(10)?))
    })?;
    let mut rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.dedup_by_key(|(row, ..)| (row.collection, row.id));
    rows.sort_by(|(one, file, at), (two, other, behind)| {
        (one.collection, file, at, &one.sha256).cmp(&(two.collection, other, behind, &two.sha256))
    });
    Ok(rows.into_iter().map(|(row, ..)| row).collect())
}

/// Whether an original came in a collection.
pub(crate) fn in_collection(connection: &Connection, original: i64, collection: i64) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT 1 FROM entry WHERE original = ? AND collection = ? LIMIT 1")?;
    Ok(statement.exists(params![original, collection])?)
}
