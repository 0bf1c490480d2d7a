//! Reading an archive: what was committed at one moment, undisturbed by the one who writes.

use crate::access::{Decision, PortionId, ViewKey};
use crate::catalogue;
use crate::collections::{self, Collection};
use crate::decisions;
use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::index::Stratum;
use crate::journal::{self, Head};
use crate::originals::Reader;
use crate::telegrams::{self, Variant};
use crate::writer::Writer;
use jiff::civil::Date;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

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

    /// Something that tells when the archive has changed.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn watch(&self) -> Result<Watch> {
        let connection = Mutex::new(catalogue::open_reader(&self.folder)?);
        let mut watch = Watch { connection, path: self.folder.catalogue(), file: None, version: 0 };
        watch.changed()?;
        Ok(watch)
    }

    /// What is committed now. It stays as it is, whatever is written later. An archive of an older version is brought up to
    /// date before.
    ///
    /// # Errors
    /// When catalogue or index cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot> {
        let mut held = self.folder.hold_segments()?;
        let mut connection = catalogue::open_reader(&self.folder);
        if let Err(Error::Older { .. }) = connection {
            drop(held);
            drop(Writer::open(self.folder.root())?);
            held = self.folder.hold_segments()?;
            connection = catalogue::open_reader(&self.folder);
        }
        let connection = connection?;
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

/// Tells when an archive has changed since it was last asked.
#[derive(Debug)]
pub struct Watch {
    connection: Mutex<Connection>,
    path: PathBuf,
    /// When the file was made, where the system says it: a rebuilt catalogue is another file.
    file: Option<SystemTime>,
    version: i64,
}

impl Watch {
    /// Whether something was committed, by whatever process, or the catalogue was made anew, since this was last asked.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn changed(&mut self) -> Result<bool> {
        let version = {
            let connection =
                self.connection.lock().map_err(|_| Error::BrokeDown("a reader of the catalogue"))?;
            connection.query_row("PRAGMA data_version", [], |row| row.get(0))?
        };
        let file = fs::metadata(&self.path).and_then(|file| file.created()).ok();
        let changed = version != self.version || file != self.file;
        self.version = version;
        self.file = file;
        Ok(changed)
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
