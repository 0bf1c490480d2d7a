//! What lies in a folder, in the order that its owner gives it.
//!
//! The order is a number with gaps, so that one entry can move without the others; where a gap is used up, all get new numbers.

use crate::Accounts;
use crate::error::{Error, Result};
use crate::folders::{NOTE, own, touch};
use crate::names::{at_most, line};
use crate::users::time;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;

/// The most entries of one folder.
pub const ENTRIES: usize = 100_000;

/// The most entries that one question gives.
pub const ENTRY_PAGE: usize = 1000;

/// The most characters of a telegram's key.
const KEY: usize = 200;

/// The gap between two entries that are put in one behind the other.
const GAP: i64 = 1 << 20;

/// A telegram in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The telegram's key, as `07GREYHAVEN412`. Whether the reader may see it is decided elsewhere, each time.
    pub telegram: String,
    /// What the folder's owner wrote about it.
    pub note: String,
    /// Its place in the folder, from 0.
    pub position: u64,
    /// When it was put in.
    pub added: Timestamp,
}

impl Accounts {
    /// Entries of a folder in its order, from a place on; at most `limit`, and at most [`ENTRY_PAGE`].
    ///
    /// # Errors
    /// [`Error::NoFolder`], or what SQLite says.
    pub fn entries(&self, user: &str, folder: i64, from: u64, limit: usize) -> Result<Vec<Entry>> {
        self.pool.read(|connection| {
            // What is removed between the two questions is gone, and no one else's.
            own(connection, user, folder)?;
            let mut statement = connection.prepare_cached(
                "SELECT telegram, note, added FROM entry WHERE folder = ? ORDER BY position LIMIT ? OFFSET ?",
            )?;
            let from = from.min(ENTRIES as u64);
            let rows = statement
                .query_map(params![folder, limit.min(ENTRY_PAGE) as i64, from as i64], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
            let entries = (from..).zip(rows).map(|(position, row)| {
                row.map(|(telegram, note, added)| Entry { telegram, note, position, added: time(added) })
            });
            Ok(entries.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Puts telegrams into a folder, behind those that are there, and gives how many were new. Those that are there already stay as
    /// they are.
    ///
    /// # Errors
    /// [`Error::NoFolder`], [`Error::Full`] when there would be more than [`ENTRIES`], [`Error::Bad`] or [`Error::TooLong`] for what
    /// is no key, or what SQLite says. Then none is put in.
    pub fn add_entries<S: AsRef<str>>(
        &self,
        user: &str,
        folder: i64,
        telegrams: &[S],
        now: Timestamp,
    ) -> Result<usize> {
        for telegram in telegrams {
            line("key of a telegram", telegram.as_ref(), KEY)?;
        }
        self.pool.change(|change| {
            let there = own(change, user, folder)?.entries as usize;
            let mut position = last(change, folder)?;
            let mut new = 0;
            for telegram in telegrams {
                if there + new > ENTRIES {
                    break;
                }
                let put = change
                    .prepare_cached(
                        "INSERT INTO entry (folder, telegram, position, added) VALUES (?, ?, ?, ?) ON CONFLICT (folder, telegram) DO NOTHING",
                    )?
                    .execute(params![folder, telegram.as_ref(), position + GAP, now.as_millisecond()])?;
                if put > 0 {
                    position += GAP;
                    new += put;
                }
            }
            if there + new > ENTRIES {
                return Err(Error::Full { what: "telegrams in one folder", limit: ENTRIES });
            }
            if new > 0 {
                touch(change, user, folder, now)?;
            }
            Ok(new)
        })
    }

    /// Writes a note on an entry, in place of the one that is there. An empty one takes it away.
    ///
    /// # Errors
    /// [`Error::NoFolder`], [`Error::NoEntry`], [`Error::TooLong`], or what SQLite says.
    pub fn note_entry(
        &self,
        user: &str,
        folder: i64,
        telegram: &str,
        note: &str,
        now: Timestamp,
    ) -> Result<()> {
        at_most("a note", note, NOTE)?;
        self.pool.change(|change| {
            touch(change, user, folder, now)?;
            let sql = "UPDATE entry SET note = ? WHERE folder = ? AND telegram = ?";
            match change.execute(sql, params![note, folder, telegram])? {
                0 => Err(absent(telegram)),
                _ => Ok(()),
            }
        })
    }

    /// Takes telegrams out of a folder, with their notes, and gives how many were there.
    ///
    /// # Errors
    /// [`Error::NoFolder`], or what SQLite says.
    pub fn take_out<S: AsRef<str>>(
        &self,
        user: &str,
        folder: i64,
        telegrams: &[S],
        now: Timestamp,
    ) -> Result<usize> {
        self.pool.change(|change| {
            own(change, user, folder)?;
            let mut taken = 0;
            for telegram in telegrams {
                taken += change
                    .prepare_cached("DELETE FROM entry WHERE folder = ? AND telegram = ?")?
                    .execute(params![folder, telegram.as_ref()])?;
            }
            if taken > 0 {
                touch(change, user, folder, now)?;
            }
            Ok(taken)
        })
    }

    /// Moves an entry to a place, from 0, counted as the folder is afterwards. A place behind the last is the last.
    ///
    /// # Errors
    /// [`Error::NoFolder`], [`Error::NoEntry`], or what SQLite says.
    pub fn move_entry(&self, user: &str, folder: i64, telegram: &str, to: u64, now: Timestamp) -> Result<()> {
        self.pool.change(|change| {
            touch(change, user, folder, now)?;
            let sql = "SELECT 1 FROM entry WHERE folder = ? AND telegram = ?";
            if change.query_row(sql, params![folder, telegram], |_| Ok(())).optional()?.is_none() {
                return Err(absent(telegram));
            }
            let position = match between(change, folder, telegram, to)? {
                Some(position) => position,
                None => {
                    renumber(change, folder)?;
                    // Now there is a gap everywhere.
                    between(change, folder, telegram, to)?.unwrap_or(last(change, folder)? + GAP)
                }
            };
            change.execute(
                "UPDATE entry SET position = ? WHERE folder = ? AND telegram = ?",
                params![position, folder, telegram],
            )?;
            Ok(())
        })
    }
}

fn absent(telegram: &str) -> Error {
    Error::NoEntry { telegram: telegram.chars().take(KEY).collect() }
}

/// The number of the last entry; 0 when there is none.
fn last(change: &Transaction<'_>, folder: i64) -> Result<i64> {
    let sql = "SELECT coalesce(max(position), 0) FROM entry WHERE folder = ?";
    Ok(change.prepare_cached(sql)?.query_row([folder], |row| row.get(0))?)
}

/// A free number for an entry that is to come to a place among the others; none when the gap there is used up. Numbers are above 0.
fn between(change: &Transaction<'_>, folder: i64, telegram: &str, to: u64) -> Result<Option<i64>> {
    let others = "SELECT position FROM entry WHERE folder = ? AND telegram <> ? ORDER BY position";
    let before = match to.checked_sub(1) {
        None => Some(0),
        Some(before) => change
            .prepare_cached(&format!("{others} LIMIT 1 OFFSET ?"))?
            .query_row(params![folder, telegram, i64::try_from(before).unwrap_or(i64::MAX)], |row| row.get(0))
            .optional()?,
    };
    // Behind the last of the others, also where it is far from there.
    let Some(before): Option<i64> = before else { return Ok(Some(last(change, folder)? + GAP)) };
    let next: Option<i64> = change
        .prepare_cached(
            "SELECT min(position) FROM entry WHERE folder = ? AND telegram <> ? AND position > ?",
        )?
        .query_row(params![folder, telegram, before], |row| row.get(0))?;
    Ok(match next {
        None => Some(last(change, folder)? + GAP),
        Some(next) if next - before > 1 => Some(before + (next - before) / 2),
        Some(_) => None,
    })
}

/// Gives all entries new numbers, with gaps, in the order in which they are.
fn renumber(change: &Transaction<'_>, folder: i64) -> Result<()> {
    // No two may have the same meanwhile: first below 0, then to where they belong.
    change.execute(
        "UPDATE entry SET position = -place FROM (SELECT telegram AS which, row_number() OVER (ORDER BY position) AS place \
         FROM entry WHERE folder = ?1) WHERE folder = ?1 AND telegram = which",
        [folder],
    )?;
    change.execute("UPDATE entry SET position = -position * ? WHERE folder = ?", params![GAP, folder])?;
    Ok(())
}
