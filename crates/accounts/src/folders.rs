//! Readers' own folders. Another user's folder, and one that is not there, are the same: no answer tells them apart.

use crate::Accounts;
use crate::error::{Error, Result};
use crate::names::{OWNER, at_most, line};
use crate::users::{here, time};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

/// The most folders of one user.
pub const FOLDERS: usize = 1000;

/// The most characters of a folder's title.
pub const TITLE: usize = 200;

/// The most characters of a note, on a folder or on an entry.
pub const NOTE: usize = 10_000;

/// A reader's own collection of telegrams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Its number.
    pub id: i64,
    /// Its title. Two may have the same.
    pub title: String,
    /// What its owner wrote about it.
    pub note: String,
    /// How many telegrams it holds.
    pub entries: u64,
    /// When it was made.
    pub made: Timestamp,
    /// When it, or what it holds, was changed last.
    pub changed: Timestamp,
}

impl Folder {
    fn of(row: &Row<'_>) -> rusqlite::Result<Folder> {
        Ok(Folder {
            id: row.get(0)?,
            title: row.get(1)?,
            note: row.get(2)?,
            entries: row.get::<_, i64>(3)? as u64,
            made: time(row.get(4)?),
            changed: time(row.get(5)?),
        })
    }
}

const COLUMNS: &str =
    "id, title, note, (SELECT count(*) FROM entry WHERE entry.folder = folder.id), made, changed";

impl Accounts {
    /// Makes a folder for a user, or for [`OWNER`].
    ///
    /// # Errors
    /// [`Error::NoUser`], [`Error::Bad`] without a title, [`Error::TooLong`], [`Error::Full`] when there are [`FOLDERS`], or what
    /// SQLite says.
    pub fn make_folder(&self, user: &str, title: &str, note: &str, now: Timestamp) -> Result<Folder> {
        line("title", title, TITLE)?;
        at_most("a note", note, NOTE)?;
        self.pool.change(|change| {
            let owner = if user == OWNER { OWNER.to_owned() } else { here(change, user)?.name };
            let sql = "SELECT count(*) FROM folder WHERE owner = ?";
            let there: i64 = change.query_row(sql, [&owner], |row| row.get(0))?;
            if there >= FOLDERS as i64 {
                return Err(Error::Full { what: "folders of one user", limit: FOLDERS });
            }
            let now = now.as_millisecond();
            change.execute(
                "INSERT INTO folder (owner, title, note, made, changed) VALUES (?, ?, ?, ?, ?)",
                params![owner, title, note, now, now],
            )?;
            own(change, user, change.last_insert_rowid())
        })
    }

    /// Gives a folder another title or another note. What is `None` stays.
    ///
    /// # Errors
    /// [`Error::NoFolder`], [`Error::Bad`], [`Error::TooLong`], or what SQLite says.
    pub fn set_folder(
        &self,
        user: &str,
        folder: i64,
        title: Option<&str>,
        note: Option<&str>,
        now: Timestamp,
    ) -> Result<Folder> {
        title.map_or(Ok(()), |title| line("title", title, TITLE))?;
        note.map_or(Ok(()), |note| at_most("a note", note, NOTE))?;
        self.pool.change(|change| {
            touch(change, user, folder, now)?;
            change.execute(
                "UPDATE folder SET title = coalesce(?, title), note = coalesce(?, note) WHERE id = ?",
                params![title, note, folder],
            )?;
            own(change, user, folder)
        })
    }

    /// Removes a folder with its entries and notes. The telegrams stay where they are.
    ///
    /// # Errors
    /// [`Error::NoFolder`], or what SQLite says.
    pub fn remove_folder(&self, user: &str, folder: i64) -> Result<()> {
        self.pool.change(|change| {
            let sql = "DELETE FROM folder WHERE id = ? AND owner = ?";
            match change.execute(sql, params![folder, user])? {
                0 => Err(Error::NoFolder { id: folder }),
                _ => Ok(()),
            }
        })
    }

    /// A user's folders, by title.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn folders(&self, user: &str) -> Result<Vec<Folder>> {
        self.pool.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM folder WHERE owner = ? ORDER BY title, id");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([user], Folder::of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// One of a user's folders.
    ///
    /// # Errors
    /// [`Error::NoFolder`], or what SQLite says.
    pub fn folder(&self, user: &str, folder: i64) -> Result<Folder> {
        self.pool.read(|connection| own(connection, user, folder))
    }
}

/// A folder, if it is the user's.
pub(crate) fn own(connection: &Connection, user: &str, folder: i64) -> Result<Folder> {
    let sql = format!("SELECT {COLUMNS} FROM folder WHERE id = ? AND owner = ?");
    let found = connection.prepare_cached(&sql)?.query_row(params![folder, user], Folder::of).optional()?;
    found.ok_or(Error::NoFolder { id: folder })
}

/// Notes that a folder was changed, if it is the user's.
pub(crate) fn touch(change: &Transaction<'_>, user: &str, folder: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE folder SET changed = ? WHERE id = ? AND owner = ?";
    match change.execute(sql, params![now.as_millisecond(), folder, user])? {
        0 => Err(Error::NoFolder { id: folder }),
        _ => Ok(()),
    }
}
