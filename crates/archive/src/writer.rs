//! The one who changes an archive.

use crate::access::ViewKey;
use crate::catalogue::{self, Came};
use crate::collections::{self, Change, Collection};
use crate::error::{Error, Result};
use crate::folder::{Folder, Lock, sync_folder};
use crate::import::{Prepared, PreparedBatch, Report, SourceToAdd};
use crate::index::{FIELDS, StratumWriter, files};
use crate::journal;
use crate::originals::{Appender, Dictionary, Place, Reader};
use crate::stops::stop;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use tantivy::TantivyDocument;

/// The version of the program.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The one who changes an archive. While it is there no other can be opened; readers go on undisturbed.
pub struct Writer {
    pub(crate) folder: Folder,
    pub(crate) connection: Connection,
    pub(crate) dictionary: Option<Arc<Dictionary>>,
    /// Threads that work on telegrams.
    pub(crate) threads: usize,
    /// Threads that index a stratum. Where telegrams of many labels come in, strata are filled side by side, and one is enough.
    pub(crate) stratum_threads: usize,
    pub(crate) packs: Appender,
    pub(crate) originals: Reader,
    pub(crate) strata: FxHashMap<String, StratumWriter>,
    /// Telegrams whose documents have to be made anew before the commit.
    pub(crate) changed: BTreeSet<i64>,
    /// Those of them that have no documents yet.
    pub(crate) fresh: FxHashSet<i64>,
    /// How many items were taken of each source since the last commit.
    pub(crate) taken: FxHashMap<i64, u64>,
    /// The sources that were worked on since then.
    pub(crate) touched: BTreeSet<i64>,
    pub(crate) open: bool,
    /// Whether a change failed halfway: nothing more is written then.
    broken: bool,
    /// Whether the catalogue is one that lies beside the archive's and is not in its place yet.
    pub(crate) apart: bool,
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
        // A catalogue that is lost must not be begun anew: all that was committed would be cut off as never committed.
        let lost = || Error::Damaged {
            what: folder.catalogue().display().to_string(),
            why: "it is missing or empty, and there are originals".into(),
        };
        let used = || folder.journal().metadata().is_ok_and(|file| file.len() > 0) || Appender::used(&folder);
        if folder.catalogue().metadata().map_or(0, |file| file.len()) == 0 && used() {
            return Err(lost());
        }
        let (connection, found) = catalogue::open_writer(&folder)?;
        let head = journal::head(&connection)?;
        if head.seq == 0 && used() {
            return Err(lost());
        }
        // Before anything is cut off: a journal that goes on behind the catalogue tells of commits that it lost.
        journal::sync_file(&connection, &folder)?;
        let end = connection
            .query_row("SELECT number, length FROM pack ORDER BY number DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
            })
            .optional()?;
        let dictionary = Dictionary::load(&folder)?.map(Arc::new);
        let name = catalogue::setting(&connection, catalogue::DICTIONARY)?;
        let there = dictionary.as_ref().map(|dictionary| journal::hash_of(dictionary.file()));
        // One of which the catalogue knows nothing was learnt by an import that was broken off.
        if name.is_some() && name != there {
            let why = match there {
                None => "it is missing",
                Some(_) => "it is not the one that the packs were written with",
            };
            return Err(Error::Damaged { what: folder.dictionary().display().to_string(), why: why.into() });
        }
        folder.write_folders()?;
        let mut writer = Writer::onto(folder, connection, dictionary, end.unwrap_or_default(), lock)?;
        if head.seq == 0 {
            writer.commit("create", serde_json::json!({ "layout": crate::LAYOUT, "version": VERSION }))?;
        } else if found < catalogue::VERSION || writer.folder.layout() < crate::LAYOUT {
            let details =
                serde_json::json!({ "from": found, "to": catalogue::VERSION, "layout": crate::LAYOUT });
            writer.commit("migrate", details)?;
            // From now on what is written may be of this layout.
            writer.folder.write_card(crate::LAYOUT)?;
        }
        writer.clean()?;
        Ok(writer)
    }

    /// Who writes into this catalogue. `end` is the last pack and how long it is.
    pub(crate) fn onto(
        folder: Folder,
        connection: Connection,
        dictionary: Option<Arc<Dictionary>>,
        (pack, length): (u32, u64),
        lock: Lock,
    ) -> Result<Writer> {
        let packs = Appender::open(&folder, pack, length)?;
        let originals = Reader::open(&folder)?;
        Ok(Writer {
            folder,
            connection,
            dictionary,
            threads: cores(),
            stratum_threads: 1,
            packs,
            originals,
            strata: FxHashMap::default(),
            changed: BTreeSet::new(),
            fresh: FxHashSet::default(),
            taken: FxHashMap::default(),
            touched: BTreeSet::new(),
            open: false,
            broken: false,
            apart: false,
            _lock: lock,
        })
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
        self.change(|writer| {
            let made = collections::add(&writer.connection, name, change);
            writer.settle(made, "collection", |made| serde_json::json!({ "id": made.id, "add": made }))
        })
    }

    /// Changes a collection, and with it what readers see of its telegrams.
    ///
    /// # Errors
    /// [`Error::Unknown`].
    pub fn set_collection(&mut self, name: &str, change: &Change) -> Result<Collection> {
        self.change(|writer| writer.set_open_collection(name, change))
    }

    fn set_open_collection(&mut self, name: &str, change: &Change) -> Result<Collection> {
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
        self.settle(set, "collection", |set| serde_json::json!({ "id": set.id, "set": set }))
    }

    /// Makes the whole index anew from the originals.
    ///
    /// # Errors
    /// When an original cannot be read, or the index not be written.
    pub fn reindex(&mut self) -> Result<()> {
        self.change(|writer| {
            writer.strata.clear();
            // Their folders stay theirs: until the commit readers find the segments there that the list still names.
            writer.connection.execute_batch("UPDATE stratum SET meta = ''; DELETE FROM segment_file")?;
            writer.change_all()?;
            writer.fresh = writer.changed.iter().copied().collect();
            writer.commit("rebuild", serde_json::json!({ "what": "index" })).map(|_| ())
        })
    }

    /// Begins a change and makes it. One that fails halfway is taken back, and was the last of this writer.
    pub(crate) fn change<T>(&mut self, work: impl FnOnce(&mut Writer) -> Result<T>) -> Result<T> {
        self.begin()?;
        let outcome = work(self);
        if outcome.is_err() {
            self.take_back();
        }
        outcome
    }

    /// Takes back what is not committed. Rows come back of themselves, but not what packs, index and memory have of it.
    pub(crate) fn take_back(&mut self) {
        if self.open {
            (self.open, self.broken) = (false, true);
            // Where the database has done so by itself this says that there is nothing to take back.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
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
                self.fresh.clear();
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
    ///
    /// # Errors
    /// [`Error::TakenBack`] where one failed before, or what the catalogue says.
    pub(crate) fn begin(&mut self) -> Result<()> {
        if self.broken {
            return Err(Error::TakenBack);
        }
        if !self.open {
            catalogue::sum::remove(&self.folder)?;
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
        self.touched.insert(source.id);
        Ok(())
    }

    pub(crate) fn finish_source(&mut self, source: i64, items: u64) -> Result<()> {
        self.taken.remove(&source);
        self.touched.insert(source);
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
            self.touched.insert(item.source.0);
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
    pub(crate) fn add_item(
        &mut self,
        item: Prepared,
        place: Place,
        report: &mut Report,
    ) -> Result<Vec<(String, TantivyDocument)>> {
        let (telegram, came) = catalogue::put(&self.connection, &item, place)?;
        match came {
            Came::Again | Came::InAnother => report.known += 1,
            Came::Further | Came::First => {
                report.new += 1;
                report.sections += u64::from(item.section);
                *report.by_format.entry(item.format).or_default() += 1;
                if let Some(year) = item.year {
                    *report.by_year.entry(year).or_default() += 1;
                }
                if let Some(post) = item.post {
                    *report.by_post.entry(post).or_default() += 1;
                }
            }
        }
        match came {
            Came::Again => {}
            Came::InAnother | Came::Further => {
                self.changed.insert(telegram);
            }
            Came::First if item.section => {
                self.changed.insert(telegram);
                self.fresh.insert(telegram);
            }
            Came::First => {
                let documents = item.documents.into_iter();
                return Ok(documents.map(|(key, document)| numbered(&key, telegram, document)).collect());
            }
        }
        Ok(Vec::new())
    }

    pub(crate) fn stratum(&mut self, name: &str) -> Result<&mut StratumWriter> {
        if !self.strata.contains_key(name) {
            let found = self
                .connection
                .prepare_cached("SELECT id, meta FROM stratum WHERE name = ?")?
                .query_row([name], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
                .optional()?;
            let (id, meta) = match found {
                Some((id, meta)) => (id, Some(meta).filter(|meta| !meta.is_empty())),
                None => {
                    self.connection.execute("INSERT INTO stratum (name, meta) VALUES (?, '')", [name])?;
                    (self.connection.last_insert_rowid(), None)
                }
            };
            files::there(&self.connection, &self.folder, id)?;
            let opened = StratumWriter::open(&self.folder, id, meta.as_deref(), self.stratum_threads)?;
            sync_folder(&self.folder.index())?;
            self.strata.insert(name.to_owned(), opened);
        }
        self.strata.get_mut(name).ok_or(Error::BrokeDown("the list of strata"))
    }
}

/// How many threads work side by side where nobody says how many: as many as the machine has cores for.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

pub(crate) fn numbered(
    view: &ViewKey,
    telegram: i64,
    mut document: TantivyDocument,
) -> (String, TantivyDocument) {
    document.add_u64(FIELDS.telegram, telegram as u64);
    (view.to_string(), document)
}
