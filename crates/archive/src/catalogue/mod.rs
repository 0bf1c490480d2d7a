//! The catalogue: what is in the archive, in SQLite. It is the truth; the text index can be made anew.

mod put;
mod rows;
pub(crate) mod sum;

pub(crate) use put::{Came, put, put_again, source as put_source};
pub(crate) use rows::{OriginalRow, SourceRow};
pub(crate) use rows::{key, originals, source, source_note, telegram};

use crate::error::{Error, Result};
use crate::folder::Folder;
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// The steps from one version of the catalogue to the next. A step never changes once it was published.
const STEPS: &[&str] = &[include_str!("0001.sql"), include_str!("0002.sql")];

/// The version that this program writes.
pub(crate) const VERSION: u32 = STEPS.len() as u32;

/// The oldest version that can be read as it is: what later ones left out, no reader asked for.
const OLDEST: u32 = 1;

/// The setting that holds the hash of the dictionary of which there is a copy in the packs.
pub(crate) const DICTIONARY: &str = "dictionary";

/// The setting that holds the version of the program that read the telegrams: another may find other numbers and labels in them.
pub(crate) const READING: &str = "reading";

/// How much of the database is kept in memory while writing, in KiB.
const WRITER_CACHE: i64 = 256 << 10;

/// How much of it a reader keeps at most.
const READER_CACHE: i64 = 32 << 10;

/// Opens the catalogue for the one writer, and brings an older one up to date.
///
/// # Errors
/// [`Error::Newer`], or what SQLite says.
pub(crate) fn open_writer(folder: &Folder) -> Result<(Connection, u32)> {
    let connection = Connection::open(folder.catalogue())?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A commit that was reported has to outlive a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    migrate(connection, folder.root(), STEPS)
}

/// Brings a catalogue up to date, by all the steps that it lacks or none, and says of what version it was; 0 where there was none.
fn migrate(mut connection: Connection, root: &Path, steps: &[&str]) -> Result<(Connection, u32)> {
    let version = steps.len() as u32;
    let found = version_of(&connection, root, version)?;
    if found < version {
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for sql in &steps[found as usize..] {
            step.execute_batch(sql)?;
        }
        step.pragma_update(None, "user_version", version)?;
        step.commit()?;
    }
    Ok((connection, found))
}

/// A new catalogue that nobody reads before it is whole, so that nothing of it has to last before. Without a path it lies
/// in memory, and in a file of SQLite's own where it grows, and is gone when it is closed.
///
/// # Errors
/// What SQLite says.
pub(crate) fn create_apart(path: Option<&Path>) -> Result<Connection> {
    let connection = match path {
        Some(path) => Connection::open(path)?,
        None => Connection::open("")?,
    };
    connection.pragma_update(None, "journal_mode", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(migrate(connection, path.unwrap_or(Path::new("")), STEPS)?.0)
}

/// Brings the log of writes into the database file. True when all of it is there: then the file alone is the catalogue.
pub(crate) fn settle(connection: &Connection) -> bool {
    checkpoint(connection).unwrap_or(false)
}

fn checkpoint(connection: &Connection) -> rusqlite::Result<bool> {
    connection.busy_timeout(Duration::ZERO)?;
    // Without a name SQLite looks at its database of temporary tables too, and finds that locked after a column was dropped.
    connection.query_row("PRAGMA main.wal_checkpoint(TRUNCATE)", [], |row| {
        Ok(row.get::<_, i64>(1)? == row.get::<_, i64>(2)?)
    })
}

/// As [`settle`], where the file must be the catalogue from now on.
///
/// # Errors
/// What SQLite says, a full disk among it; or that not all of it is there.
pub(crate) fn settle_into(connection: &Connection, path: &Path) -> Result<()> {
    match checkpoint(connection)? {
        true => Ok(()),
        false => Err(Error::Damaged {
            what: path.display().to_string(),
            why: "the last changes could not be brought into it from its log".into(),
        }),
    }
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
    let connection = Connection::open_with_flags(&path, flags)?;
    let asked = connection.query_row("SELECT 1 FROM sqlite_schema", [], |_| Ok(())).optional();
    let connection = match asked {
        Err(error) if may_only_be_read(&error) => open_immutable(folder)?,
        Err(error) => return Err(error.into()),
        Ok(_) => connection,
    };
    connection.pragma_update(None, "cache_size", -READER_CACHE)?;
    connection.set_prepared_statement_cache_capacity(64);
    let found = version_of(&connection, folder.root(), VERSION)?;
    if found < OLDEST {
        return Err(Error::Older { path: folder.root().to_path_buf(), found, known: OLDEST });
    }
    Ok(connection)
}

/// A folder that may only be read: SQLite cannot make the file that readers of a log share.
pub(crate) fn may_only_be_read(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

/// Opens the catalogue of a folder that may only be read. Nobody writes there, so the file is read as it stands; but without
/// what still lies in the log it would be another state, or none.
fn open_immutable(folder: &Folder) -> Result<Connection> {
    let path = folder.catalogue();
    if folder.log().metadata().is_ok_and(|log| log.len() > 0) {
        return Err(Error::Unsettled { path: folder.root().to_path_buf() });
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(format!("file:{}?immutable=1", escaped(&path)), flags)?)
}

/// A path as it stands in an address that SQLite takes.
pub(crate) fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn version_of(connection: &Connection, root: &Path, known: u32) -> Result<u32> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(Error::Newer { path: root.to_path_buf(), found, known });
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

/// The hash of the dictionary of an archive whose catalogue may be damaged or missing; none where it cannot be told.
pub(crate) fn dictionary_name(folder: &Folder) -> Option<String> {
    open_reader(folder).and_then(|connection| setting(&connection, DICTIONARY)).ok().flatten()
}

/// Puts down how long a pack is.
pub(crate) fn put_pack(connection: &Connection, number: u32, length: u64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO pack VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET length = excluded.length",
        )?
        .execute(rusqlite::params![number, length as i64])?;
    Ok(())
}

pub(crate) fn set(connection: &Connection, name: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute([name, value])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, VERSION, migrate, open_immutable, version_of};
    use crate::error::Error;
    use crate::folder::Folder;
    use crate::writer::Writer;
    use rusqlite::Connection;
    use std::path::Path;

    const LATER: &str = "ALTER TABLE telegram ADD COLUMN note TEXT; UPDATE telegram SET note = key;";

    /// A catalogue of today's version with a row in it.
    fn today() -> Connection {
        let (connection, found) =
            migrate(Connection::open_in_memory().unwrap(), Path::new("a"), STEPS).unwrap();
        assert_eq!(found, 0);
        connection.execute("INSERT INTO telegram (key) VALUES ('07GREYHAVEN412')", []).unwrap();
        connection
    }

    #[test]
    fn an_older_catalogue_is_brought_up_to_date() {
        let steps = [STEPS, &[LATER]].concat();
        let (connection, found) = migrate(today(), Path::new("a"), &steps).unwrap();
        assert_eq!(found, VERSION);
        let note: String = connection.query_row("SELECT note FROM telegram", [], |row| row.get(0)).unwrap();
        assert_eq!(note, "07GREYHAVEN412");
        // And is then a newer one for this version.
        let newer = migrate(connection, Path::new("a"), STEPS);
        assert!(
            matches!(newer, Err(Error::Newer { found, known, .. }) if found == VERSION + 1 && known == VERSION)
        );
    }

    #[test]
    fn a_folder_that_may_only_be_read() {
        let folder = tempfile::tempdir().unwrap();
        drop(Writer::open(folder.path()).unwrap());
        let places = Folder::open(folder.path()).unwrap();
        let connection = open_immutable(&places).unwrap();
        assert_eq!(version_of(&connection, folder.path(), VERSION).unwrap(), VERSION);
        assert!(connection.execute("DELETE FROM journal", []).is_err());
        // Nothing was made beside it.
        assert!(!places.log().exists() && !places.shared().exists());
        // Changes that still lie in the log are not passed over in silence.
        std::fs::write(places.log(), b"some").unwrap();
        assert!(matches!(open_immutable(&places), Err(Error::Unsettled { .. })));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.db");
        drop(migrate(Connection::open(&path).unwrap(), folder.path(), STEPS).unwrap());
        let steps = [STEPS, &[LATER, "INSERT INTO nowhere VALUES (1)"]].concat();
        assert!(migrate(Connection::open(&path).unwrap(), folder.path(), &steps).is_err());
        let (_, found) = migrate(Connection::open(&path).unwrap(), folder.path(), STEPS).unwrap();
        assert_eq!(found, VERSION);
    }
}
