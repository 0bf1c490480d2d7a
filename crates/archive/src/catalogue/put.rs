//! Putting sources and originals into the catalogue. An import does it with what comes, a rebuild with what lies in the packs:
//! in the same order, so the numbers are the same.

use super::rows::{in_collection, name, original, telegram};
use crate::error::Result;
use crate::import::Prepared;
use crate::journal::from_hex;
use crate::originals::{Origin, Place, SourceNote};
use rusqlite::{Connection, OptionalExtension, params};

/// How an original came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// Its bytes were there, in this collection.
    Again,
    /// Its bytes were there, in other collections only.
    InAnother,
    /// It is a further text, or another section, of a telegram that was there.
    Further,
    /// With a telegram that was not there.
    First,
}

/// Puts an original, and that it came, into the catalogue, and says of which telegram it is.
pub(crate) fn put(connection: &Connection, item: &Prepared, place: Place) -> Result<(i64, Came)> {
    let known = original(connection, &item.sha256, &item.key)?;
    if let Some((original, telegram)) = known {
        let same = in_collection(connection, original, item.collection)?;
        entry(connection, original, item, place)?;
        return Ok((telegram, if same { Came::Again } else { Came::InAnother }));
    }
    let there = telegram(connection, &item.key)?;
    let telegram = match there {
        Some(telegram) => telegram,
        None => {
            connection.prepare_cached("INSERT INTO telegram (key) VALUES (?)")?.execute([&item.key])?;
            connection.last_insert_rowid()
        }
    };
    connection
        .prepare_cached(
            "INSERT INTO original (name, sha256, telegram, bytes, pack, block, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            name(&item.sha256),
            item.sha256,
            telegram,
            item.bytes as i64,
            place.pack,
            place.block as i64,
            place.at
        ])?;
    entry(connection, connection.last_insert_rowid(), item, place)?;
    Ok((telegram, if there.is_some() { Came::Further } else { Came::First }))
}

fn entry(connection: &Connection, original: i64, item: &Prepared, place: Place) -> Result<()> {
    row(connection, original, item.source, item.collection, place)
}

fn row(
    connection: &Connection,
    original: i64,
    source: (i64, u64),
    collection: i64,
    place: Place,
) -> Result<()> {
    connection.prepare_cached("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![original, source.0, source.1 as i64, collection, place.pack, place.block as i64, place.at],
    )?;
    Ok(())
}

/// Puts into the catalogue that an original came again, by its name alone. False when there is none of that name.
pub(crate) fn put_again(connection: &Connection, origin: &Origin, place: Place) -> Result<bool> {
    let sha256 = from_hex(&origin.sha256).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let Some(sha256) = sha256 else { return Ok(false) };
    let found = connection
        .prepare_cached("SELECT id FROM original WHERE name = ? AND sha256 = ? ORDER BY id LIMIT 1")?
        .query_row(params![name(&sha256), sha256], |row| row.get(0))
        .optional()?;
    let Some(id) = found else { return Ok(false) };
    row(connection, id, origin.source, origin.collection, place)?;
    Ok(true)
}

/// Puts a source into the catalogue as a pack tells of it.
pub(crate) fn source(connection: &Connection, note: &SourceNote) -> Result<()> {
    connection.prepare_cached("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![
            note.source,
            note.sha256.as_deref().and_then(from_hex),
            note.bytes as i64,
            note.collection,
            note.file,
            note.items as i64,
            note.done
        ],
    )?;
    Ok(())
}
