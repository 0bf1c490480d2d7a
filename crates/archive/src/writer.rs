//! The one who changes an archive.

use crate::access::ViewKey;
use crate::catalogue;
use crate::collections::{self, Change, Collection};
use crate::error::{Error, Result};
use crate::folder::{Folder, Lock, sync_folder};
use crate::import::{Prepared, PreparedBatch, Report, SourceToAdd};
use crate::index::{FIELDS, StratumWriter};
use crate::journal;
use crate::originals::{Appender, Dictionary, Place, Reader};
use crate::stops::stop;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use tantivy::TantivyDocument;

/// The one who changes an archive. While it is there no other can be opened; readers go on undisturbed.
pub struct Writer {
    pub(crate) folder: Folder,
    pub(crate) connection: Connection,
    pub(crate) dictionary: Option<Arc<Dictionary>>,
    /// Threads that work on telegrams.
    pub(crate) threads: usize,
    /// Threads that index a stratum. Where telegrams of many labels come in, strata are filled side by side, and one is enough.
    pub(crate) stratum_threads: usize,
    packs: Appender,
    pub(crate) originals: Reader,
    strata: FxHashMap<String, StratumWriter>,
    /// Telegrams whose documents have to be made anew before the commit.
    pub(crate) changed: BTreeSet<i64>,
    /// Those of them that have no documents yet.
    pub(crate) fresh: FxHashSet<i64>,
    /// How many items were taken of each source since the last commit.
    taken: FxHashMap<i64, u64>,
    open: bool,
    _lock: Lock,
}

impl Writer {
    /// Opens an archive for writing, makes it where the folder is empty or new, and takes back what an earlier writer began
    /// and did not commit.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::Newer`], [`Error::NotEmpty`], or that something cannot be read or written.
    pub fn open(root: impl Into<PathBuf>) -> Result<Writer> {
        let folder = Folder::create(root)?;
        let lock = folder.lock()?;
        let (connection, found) = catalogue::open_writer(&folder)?;
        let end = connection
            .query_row("SELECT number, length FROM pack ORDER BY number DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
            })
            .optional()?;
        let (pack, length) = end.unwrap_or_default();
        let packs = Appender::open(&folder, pack, length)?;
        let originals = Reader::open(&folder)?;
        let dictionary = Dictionary::load(&folder)?.map(Arc::new);
        let mut writer = Writer {
            folder,
            connection,
            dictionary,
            threads: 1,
            stratum_threads: 1,
            packs,
            originals,
            strata: FxHashMap::default(),
            changed: BTreeSet::new(),
            fresh: FxHashSet::default(),
            taken: FxHashMap::default(),
            open: false,
            _lock: lock,
        };
        if found == 0 {
            let version = env!("CARGO_PKG_VERSION");
            writer.commit("create", serde_json::json!({ "layout": crate::LAYOUT, "version": version }))?;
        } else if found < catalogue::VERSION {
            writer.commit("migrate", serde_json::json!({ "from": found, "to": catalogue::VERSION }))?;
        } else {
            journal::sync_file(&writer.connection, &writer.folder)?;
        }
        Ok(writer)
    }

    /// The archive's folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// All collections, by name.
    ///
    /// # Errors
    /// What the catalogue says.
    pub fn collections(&self) -> Result<Vec<Collection>> {
        collections::all(&self.connection)
    }

    /// Makes a collection.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is one of this name, or the name cannot be one.
    pub fn add_collection(&mut self, name: &str, change: &Change) -> Result<Collection> {
        self.begin()?;
        let made = collections::add(&self.connection, name, change);
        self.settle(made, "collection", |made| serde_json::json!({ "add": made }))
    }

    /// Changes a collection, and with it what readers see of its telegrams.
    ///
    /// # Errors
    /// [`Error::Unknown`].
    pub fn set_collection(&mut self, name: &str, change: &Change) -> Result<Collection> {
        self.begin()?;
        let before = collections::named(&self.connection, name)?;
        let set = collections::set(&self.connection, name, change);
        if let (Some(before), Ok(after)) = (&before, &set)
            && (before.released, before.level) != (after.released, after.level)
        {
            let mut statement = self.connection.prepare_cached(
                "SELECT DISTINCT o.telegram FROM entry e JOIN original o ON o.id = e.original WHERE e.collection = ?",
            )?;
            let rows = statement.query_map([after.id], |row| row.get::<_, i64>(0))?;
            for row in rows {
                self.changed.insert(row?);
            }
        }
        self.settle(set, "collection", |set| serde_json::json!({ "set": set }))
    }

    /// Makes the whole index anew from the originals.
    ///
    /// # Errors
    /// When an original cannot be read, or the index not be written.
    pub fn reindex(&mut self) -> Result<()> {
        self.begin()?;
        self.strata.clear();
        self.connection.execute("DELETE FROM stratum", [])?;
        self.change_all()?;
        self.commit("rebuild", serde_json::json!({ "what": "index" })).map(|_| ())
    }

    pub(crate) fn change_all(&mut self) -> Result<()> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM telegram")?;
        for row in statement.query_map([], |row| row.get::<_, i64>(0))? {
            self.changed.insert(row?);
        }
        Ok(())
    }

    /// Commits a change that succeeded; takes back one that did not.
    fn settle<T>(&mut self, outcome: Result<T>, what: &str, details: impl FnOnce(&T) -> Value) -> Result<T> {
        match outcome {
            Ok(value) => {
                let details = details(&value);
                self.commit(what, details)?;
                Ok(value)
            }
            Err(error) => {
                self.changed.clear();
                self.open = false;
                self.connection.execute_batch("ROLLBACK")?;
                Err(error)
            }
        }
    }

    pub(crate) fn next_source(&self) -> Result<i64> {
        Ok(self.connection.query_row("SELECT coalesce(max(id), 0) + 1 FROM source", [], |row| row.get(0))?)
    }

    /// Learns the dictionary, if there is enough to learn from.
    pub(crate) fn learn(&mut self, samples: &[&[u8]]) -> Result<()> {
        self.dictionary = Dictionary::learn(samples, &self.folder)?.map(Arc::new);
        Ok(())
    }

    /// Begins a change, unless one is open.
    pub(crate) fn begin(&mut self) -> Result<()> {
        if !self.open {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            self.open = true;
        }
        Ok(())
    }

    /// Whether a change is open that was not committed yet.
    pub(crate) fn is_open(&self) -> bool {
        self.open
    }

    pub(crate) fn add_source(&mut self, source: &SourceToAdd, collection: &str) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO source (id, sha256, bytes, collection, file)
                 VALUES (?, ?, ?, (SELECT id FROM collection WHERE name = ?), ?)",
            )?
            .execute(params![source.id, source.sha256, source.bytes as i64, collection, source.file])?;
        Ok(())
    }

    pub(crate) fn finish_source(&mut self, source: i64, items: u64) -> Result<()> {
        self.taken.remove(&source);
        self.connection
            .prepare_cached("UPDATE source SET items = ?, done = 1 WHERE id = ?")?
            .execute(params![items as i64, source])?;
        Ok(())
    }

    /// Puts a batch into packs, catalogue and index, and says how many bytes its telegrams have.
    pub(crate) fn add_batch(&mut self, batch: PreparedBatch, report: &mut Report) -> Result<u64> {
        let mut places = Vec::with_capacity(batch.blocks.len());
        for block in &batch.blocks {
            places.push(self.packs.append(block)?);
            stop("block-appended");
        }
        let mut size = 0;
        let mut documents: FxHashMap<String, Vec<TantivyDocument>> = FxHashMap::default();
        for item in batch.items {
            size += item.bytes;
            let (pack, block) = places[item.block];
            let place = Place { pack, block, at: item.at };
            self.taken.insert(item.source.0, item.source.1 + 1);
            for (stratum, document) in self.add_item(item, place, report)? {
                documents.entry(stratum).or_default().push(document);
            }
        }
        for (stratum, documents) in documents {
            self.stratum(&stratum)?.add(documents)?;
        }
        report.bytes += size;
        Ok(size)
    }

    /// The rows of one item, and its documents where they can be added as they are.
    fn add_item(
        &mut self,
        item: Prepared,
        place: Place,
        report: &mut Report,
    ) -> Result<Vec<(String, TantivyDocument)>> {
        let collection = item.collection;
        let known = catalogue::original(&self.connection, &item.sha256, &item.key)?;
        if let Some((original, telegram)) = known {
            report.known += 1;
            if !catalogue::in_collection(&self.connection, original, collection)? {
                self.changed.insert(telegram);
            }
            self.add_entry(original, &item, place)?;
            return Ok(Vec::new());
        }
        report.new += 1;
        *report.by_format.entry(item.format).or_default() += 1;
        if let Some(year) = item.year {
            *report.by_year.entry(year).or_default() += 1;
        }
        if let Some(post) = &item.post {
            *report.by_post.entry(post.clone()).or_default() += 1;
        }
        let there = catalogue::telegram(&self.connection, &item.key)?;
        let telegram = match there {
            Some(telegram) => {
                self.changed.insert(telegram);
                telegram
            }
            None => {
                let number = item.number.as_ref();
                self.connection
                    .prepare_cached("INSERT INTO telegram (key, year, post, number) VALUES (?, ?, ?, ?)")?
                    .execute(params![
                        item.key,
                        number.and_then(|number| number.year),
                        number.map(|number| number.post.as_str()),
                        number.map(|number| number.number)
                    ])?;
                let telegram = self.connection.last_insert_rowid();
                if item.section {
                    self.changed.insert(telegram);
                    self.fresh.insert(telegram);
                }
                telegram
            }
        };
        self.connection
            .prepare_cached(
                "INSERT INTO original (name, sha256, telegram, bytes, pack, block, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                catalogue::name(&item.sha256),
                item.sha256,
                telegram,
                item.bytes as i64,
                place.pack,
                place.block as i64,
                place.at
            ])?;
        let original = self.connection.last_insert_rowid();
        self.add_entry(original, &item, place)?;
        if there.is_some() {
            return Ok(Vec::new());
        }
        Ok(item.documents.into_iter().map(|(key, document)| numbered(&key, telegram, document)).collect())
    }

    fn add_entry(&self, original: i64, item: &Prepared, place: Place) -> Result<()> {
        self.connection.prepare_cached("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(
            params![
                original,
                item.source.0,
                item.source.1 as i64,
                item.collection,
                place.pack,
                place.block as i64,
                place.at
            ],
        )?;
        Ok(())
    }

    pub(crate) fn stratum(&mut self, name: &str) -> Result<&mut StratumWriter> {
        if !self.strata.contains_key(name) {
            let found = self
                .connection
                .prepare_cached("SELECT id, meta FROM stratum WHERE name = ?")?
                .query_row([name], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
                .optional()?;
            let (id, meta) = match found {
                Some((id, meta)) => (id, Some(meta)),
                None => {
                    self.connection.execute("INSERT INTO stratum (name, meta) VALUES (?, '')", [name])?;
                    (self.connection.last_insert_rowid(), None)
                }
            };
            let opened = StratumWriter::open(&self.folder, id, meta.as_deref(), self.stratum_threads)?;
            sync_folder(&self.folder.index())?;
            self.strata.insert(name.to_owned(), opened);
        }
        self.strata.get_mut(name).ok_or(Error::BrokeDown("the list of strata"))
    }

    /// Makes everything since the last commit last, all of it or nothing, with a line in the journal. Gives the number of
    /// texts that telegrams of the archive have more than before.
    pub(crate) fn commit(&mut self, what: &str, details: Value) -> Result<u64> {
        self.begin()?;
        let more = self.renew()?;
        self.packs.sync()?;
        stop("pack-synced");
        for stratum in self.strata.values_mut() {
            if let Some(meta) = stratum.commit()? {
                self.connection
                    .execute("UPDATE stratum SET meta = ? WHERE id = ?", params![meta, stratum.id()])?;
            }
        }
        stop("segments-written");
        let (pack, length) = self.packs.end();
        for number in 1..=pack {
            let length = if number == pack {
                length
            } else {
                let path = self.folder.pack(number);
                path.metadata().map_err(|error| Error::io(&path, "read its length", error))?.len()
            };
            self.connection
                .prepare_cached("INSERT INTO pack VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET length = excluded.length")?
                .execute(params![number, length as i64])?;
        }
        for (source, items) in std::mem::take(&mut self.taken) {
            self.connection
                .prepare_cached("UPDATE source SET items = ? WHERE id = ?")?
                .execute(params![items as i64, source])?;
        }
        journal::append(&self.connection, what, details)?;
        stop("rows-written");
        self.connection.execute_batch("COMMIT")?;
        self.open = false;
        stop("committed");
        journal::sync_file(&self.connection, &self.folder)?;
        stop("journal-written");
        if self.folder.try_own_segments()?.is_some() {
            for stratum in self.strata.values() {
                stratum.clean()?;
            }
        }
        stop("cleaned");
        Ok(more)
    }
}

pub(crate) fn numbered(
    view: &ViewKey,
    telegram: i64,
    mut document: TantivyDocument,
) -> (String, TantivyDocument) {
    document.add_u64(FIELDS.telegram, telegram as u64);
    (view.to_string(), document)
}
