//! Reading an archive: what was committed at one moment, undisturbed by the one who writes.

use crate::access::{Decision, PortionId, ViewKey};
use crate::catalogue;
use crate::collections::{self, Collection};
use crate::decisions;
use crate::error::{Error, Result};
use crate::folder::{Folder, Lock};
use crate::index::Stratum;
use crate::journal::{self, Head};
use crate::originals::Reader;
use crate::telegrams::{self, Variant};
use crate::writer::Writer;
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// An archive, open for reading.
#[derive(Debug)]
pub struct Archive {
    folder: Folder,
    originals: Arc<Reader>,
}

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// [`Error::NoArchive`], [`Error::Newer`], or that its files cannot be read.
    pub fn open(root: impl Into<PathBuf>) -> Result<Archive> {
        let folder = Folder::open(root)?;
        let originals = Arc::new(Reader::open(&folder)?);
        Ok(Archive { folder, originals })
    }

    /// The archive's folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Something that tells when the archive has changed. One whose catalogue is too old to be read is brought up to date before.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn watch(&self) -> Result<Watch> {
        // What is held keeps a rebuild from putting another file under the name between the two looks at it.
        let (held, connection) = self.reader()?;
        let path = self.folder.catalogue();
        let watch = Watch { version: version(&connection)?, file: Identity::of(&path), connection, path };
        drop(held);
        Ok(watch)
    }

    /// The catalogue, open for reading, and what keeps files that it names from being removed meanwhile.
    fn reader(&self) -> Result<(Option<Lock>, Connection)> {
        let held = self.folder.hold_segments()?;
        match catalogue::open_reader(&self.folder) {
            Err(Error::Older { .. }) => {
                drop(held);
                drop(Writer::open(self.folder.root())?);
                let held = self.folder.hold_segments()?;
                Ok((held, catalogue::open_reader(&self.folder)?))
            }
            connection => Ok((held, connection?)),
        }
    }

    /// What is committed now. It stays as it is, whatever is written later. One whose catalogue is too old to be read is brought up to
    /// date before.
    ///
    /// # Errors
    /// When catalogue or index cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot> {
        let (held, connection) = self.reader()?;
        connection.execute_batch("BEGIN")?;
        let mut statement =
            connection.prepare("SELECT id, name, meta FROM stratum WHERE meta <> '' ORDER BY name")?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        drop(statement);
        let mut strata = Vec::with_capacity(rows.len());
        for (id, name, meta) in rows {
            let key: ViewKey = name.parse().map_err(|_| Error::Damaged {
                what: "the list of strata".into(),
                why: format!("`{name}` names none"),
            })?;
            strata.push(Stratum::open(&self.folder, id, key, &meta)?);
        }
        drop(held);
        Ok(Snapshot {
            collections: collections::all(&connection)?,
            dates: decisions::dates(&connection)?,
            head: journal::head(&connection)?,
            originals: self.originals.clone(),
            strata,
            connection: Mutex::new(connection),
        })
    }
}

/// Tells when an archive has changed since it was made.
#[derive(Debug)]
pub struct Watch {
    connection: Connection,
    path: PathBuf,
    version: i64,
    file: Option<Identity>,
}

impl Watch {
    /// Whether something was committed since, by whatever process, or the catalogue was made anew. It goes on to say so: what is
    /// new is watched by a new one.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn changed(&self) -> Result<bool> {
        Ok(version(&self.connection)? != self.version || Identity::of(&self.path) != self.file)
    }
}

/// A number that is another one after a commit by others (SQLite, `PRAGMA data_version`).
fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// Which file has a name: a catalogue that was made anew is another one.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    #[cfg(unix)]
    inode: (u64, u64),
    #[cfg(not(unix))]
    created: Option<std::time::SystemTime>,
}

impl Identity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Identity> {
        use std::os::unix::fs::MetadataExt as _;
        // The open catalogue keeps its number from being given to another file.
        fs::metadata(path).ok().map(|file| Identity { inode: (file.dev(), file.ino()) })
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Identity> {
        fs::metadata(path).ok().map(|file| Identity { created: file.created().ok() })
    }
}

/// An archive as it was at one moment. It gives everything: who may see what is the business of `chancery-view`.
pub struct Snapshot {
    connection: Mutex<Connection>,
    originals: Arc<Reader>,
    strata: Vec<Stratum>,
    collections: Vec<Collection>,
    dates: Option<Date>,
    head: Head,
}

impl Snapshot {
    /// The indexes, by their names.
    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// All collections, by name.
    pub fn collections(&self) -> &[Collection] {
        &self.collections
    }

    /// The day as of which declassification dates count, where they do.
    pub fn dates(&self) -> Option<Date> {
        self.dates
    }

    /// The state of the archive.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The number in the catalogue of the telegram with this key.
    ///
    /// # Errors
    /// What the catalogue says.
    pub fn telegram(&self, key: &str) -> Result<Option<i64>> {
        catalogue::telegram(&*self.connection()?, key)
    }

    /// The key of a telegram.
    ///
    /// # Errors
    /// What the catalogue says, also that there is no such telegram.
    pub fn key(&self, telegram: i64) -> Result<String> {
        catalogue::key(&*self.connection()?, telegram)?.ok_or_else(|| Error::Damaged {
            what: "the text index".into(),
            why: format!("it names telegram {telegram}, which the catalogue does not have"),
        })
    }

    /// All texts of a telegram, from all collections.
    ///
    /// # Errors
    /// When an original cannot be read.
    pub fn variants(&self, telegram: i64) -> Result<Vec<Variant>> {
        let rows = catalogue::originals(&*self.connection()?, telegram)?;
        Ok(telegrams::variants(telegrams::entries(&rows, &self.originals)?))
    }

    /// The decisions about a telegram that count.
    ///
    /// # Errors
    /// What the catalogue says.
    pub fn decisions(&self, key: &str) -> Result<BTreeMap<PortionId, Decision>> {
        decisions::decisions(&*self.connection()?, key)
    }

    /// The journal's lines with their hashes, oldest first.
    ///
    /// # Errors
    /// What the catalogue says.
    pub fn journal(&self) -> Result<Vec<(String, String)>> {
        journal::lines(&*self.connection()?, 0)
    }

    fn connection(&self) -> Result<MutexGuard<'_, Connection>> {
        self.connection.lock().map_err(|_| Error::BrokeDown("a reader of the catalogue"))
    }
}
