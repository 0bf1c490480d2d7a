//! The catalogue: what is in the archive, in SQLite. It is the truth; the text index can be made anew.

mod rows;

pub(crate) use rows::{OriginalRow, SourceRow};
pub(crate) use rows::{in_collection, key, name, numbered, original, originals, source, telegram};

use crate::error::{Error, Result};
use crate::folder::Folder;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::path::Path;

/// The steps from one version of the catalogue to the next. A step never changes once it was published.
const STEPS: &[&str] = &[include_str!("0001.sql")];

/// The version that this program writes.
pub(crate) const VERSION: u32 = STEPS.len() as u32;

/// How much of the database is kept in memory while writing, in KiB.
const WRITER_CACHE: i64 = 256 << 10;

/// Opens the catalogue for the one writer, and brings an older one up to date.
///
/// # Errors
/// [`Error::Newer`], or what SQLite says.
pub(crate) fn open_writer(folder: &Folder) -> Result<(Connection, u32)> {
    let mut connection = Connection::open(folder.catalogue())?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A commit that was reported has to outlive a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    let found = version(&connection, folder.root())?;
    if found < VERSION {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for sql in &STEPS[found as usize..] {
            step.execute_batch(sql)?;
        }
        step.pragma_update(None, "user_version", VERSION)?;
        step.commit()?;
    }
    Ok((connection, found))
}

/// Opens the catalogue for reading.
///
/// # Errors
/// [`Error::Newer`], or what SQLite says.
pub(crate) fn open_reader(folder: &Folder) -> Result<Connection> {
    let path = folder.catalogue();
    if !path.exists() {
        return Err(Error::Damaged {
            what: path.display().to_string(),
            why: "the catalogue is missing".into(),
        });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match Connection::open_with_flags(&path, flags) {
        Ok(connection)
            if connection.query_row("SELECT 1 FROM setting", [], |_| Ok(())).optional().is_ok() =>
        {
            connection
        }
        // A folder that may only be read: SQLite cannot make the file that readers of a log share. Nobody writes there, so
        // the file is read as it stands.
        _ => Connection::open_with_flags(
            format!("file:{}?immutable=1", escaped(&path)),
            flags | OpenFlags::SQLITE_OPEN_URI,
        )?,
    };
    connection.set_prepared_statement_cache_capacity(64);
    let found = version(&connection, folder.root())?;
    if found < VERSION {
        return Err(Error::Refused(format!(
            "the archive's catalogue is of version {found}: open it once for writing, `chancery import --archive {}` with no path does it",
            folder.root().display()
        )));
    }
    Ok(connection)
}

fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn version(connection: &Connection, root: &Path) -> Result<u32> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > VERSION {
        return Err(Error::Newer { path: root.to_path_buf(), found, known: VERSION });
    }
    Ok(found)
}

/// A setting of the archive, such as its policy of dates.
pub(crate) fn setting(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub(crate) fn set(connection: &Connection, name: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute([name, value])?;
    Ok(())
}
