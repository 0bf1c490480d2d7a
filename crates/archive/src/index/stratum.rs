//! A stratum: the index of what exactly one kind of reader sees in one way.

use super::directory::StratumDirectory;
use super::schema::FIELDS;
use super::tokens::{TOKENIZER, Words};
use crate::access::ViewKey;
use crate::error::{Error, Result};
use crate::folder::Folder;
use chancery_sources::panics::caught;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use tantivy::fastfield::AliveBitSet;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, MergePolicy, NoMergePolicy, UserOperation};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{
    DocId, DocSet, Index, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
};

/// How much a thread gathers before it writes a segment.
const BUDGET: usize = 400 << 20;

/// More segments than this are merged.
const SEGMENTS: usize = 16;

/// A stratum, open for searching.
pub struct Stratum {
    /// Which readers see it.
    pub key: ViewKey,
    /// What is searched.
    pub searcher: Searcher,
    tokens: Mutex<HashMap<Field, u64>>,
    /// The documents of each segment that were deleted.
    deleted: OnceLock<Vec<Vec<DocId>>>,
}

impl Stratum {
    /// Opens it as the catalogue's list of segments says.
    ///
    /// # Errors
    /// When a segment is missing or damaged.
    pub(crate) fn open(folder: &Folder, id: i64, key: ViewKey, meta: &str) -> Result<Stratum> {
        // The library breaks down over some kinds of damage.
        let opened = caught(|| -> Result<Searcher> {
            let directory = StratumDirectory::open(&folder.stratum(id), Some(meta)).map_err(Error::Index)?;
            let index = Index::open(directory)?;
            index.tokenizers().register(TOKENIZER, Words::default());
            let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
            Ok(reader.searcher())
        });
        let searcher = opened.unwrap_or_else(|_| {
            let what = folder.stratum(id).display().to_string();
            Err(Error::Damaged { what, why: "a segment of the index cannot be opened".into() })
        })?;
        Ok(Stratum { key, searcher, tokens: Mutex::default(), deleted: OnceLock::new() })
    }

    /// How many tokens a field has in all documents that were not deleted, by the lengths that they are scored with: so it is the
    /// same however documents came into segments. It is counted once.
    ///
    /// # Errors
    /// When a segment cannot be read.
    pub fn tokens(&self, field: Field) -> tantivy::Result<u64> {
        let mut known = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(total) = known.get(&field) {
            return Ok(*total);
        }
        let mut total = 0;
        for segment in self.searcher.segment_readers() {
            let lengths = segment.get_fieldnorms_reader(field)?;
            total += segment.doc_ids_alive().map(|doc| u64::from(lengths.fieldnorm(doc))).sum::<u64>();
        }
        known.insert(field, total);
        Ok(total)
    }

    /// In how many documents that were not deleted a term stands.
    ///
    /// # Errors
    /// When a segment cannot be read.
    pub fn documents_with(&self, term: &Term) -> tantivy::Result<u64> {
        let segments = self.searcher.segment_readers();
        let deleted = self.deleted.get_or_init(|| {
            let of = |alive: &AliveBitSet| {
                (0..alive.bitset().max_value()).filter(|doc| alive.is_deleted(*doc)).collect()
            };
            segments.iter().map(|segment| segment.alive_bitset().map(of).unwrap_or_default()).collect()
        });
        let mut count = 0;
        for (segment, deleted) in segments.iter().zip(deleted) {
            let index = segment.inverted_index(term.field())?;
            count += u64::from(index.doc_freq(term)?);
            if deleted.is_empty() {
                continue;
            }
            if let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? {
                for &doc in deleted {
                    let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                    count -= u64::from(at == doc);
                }
            }
        }
        Ok(count)
    }
}

/// Commits strata side by side, and gives the new lists of those that changed, by their numbers.
pub(crate) fn commit_all<'w>(
    strata: impl Iterator<Item = &'w mut StratumWriter> + Send,
    threads: usize,
    last: bool,
) -> Result<BTreeMap<i64, String>> {
    let waiting = Mutex::new(strata);
    let work = || -> Result<BTreeMap<i64, String>> {
        let mut lists = BTreeMap::new();
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(stratum) = next else { return Ok(lists) };
            if let Some(list) = stratum.commit(last)? {
                lists.insert(stratum.id, list);
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        // All are waited for: one that broke down and was not would take this thread with it.
        let found: Vec<_> = workers.into_iter().map(|worker| worker.join()).collect();
        let mut lists = BTreeMap::new();
        for found in found {
            lists.append(&mut found.map_err(|_| Error::BrokeDown("a thread that writes the index"))??);
        }
        Ok(lists)
    })
}

/// A stratum, open for writing.
pub struct StratumWriter {
    id: i64,
    folder: std::path::PathBuf,
    directory: StratumDirectory,
    writer: IndexWriter,
    changed: bool,
    /// It was committed and more was to come.
    unsettled: bool,
}

impl StratumWriter {
    /// Opens it as the catalogue says, or makes a new one.
    pub(crate) fn open(
        folder: &Folder,
        id: i64,
        meta: Option<&str>,
        threads: usize,
    ) -> Result<StratumWriter> {
        let path = folder.stratum(id);
        fs::create_dir_all(&path).map_err(|error| Error::io(&path, "make the folder", error))?;
        let directory = StratumDirectory::open(&path, meta).map_err(Error::Index)?;
        let index = match meta {
            Some(_) => Index::open(directory.clone())?,
            None => {
                let settings =
                    IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
                Index::create(directory.clone(), FIELDS.schema.clone(), settings)?
            }
        };
        index.tokenizers().register(TOKENIZER, Words::default());
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(BUDGET)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        // Merges are made before a commit, on our word: so no list of segments changes behind it.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(StratumWriter { id, folder: path, directory, writer, changed: meta.is_none(), unsettled: false })
    }

    /// Adds documents.
    pub(crate) fn add(&mut self, documents: Vec<TantivyDocument>) -> Result<()> {
        self.changed = true;
        self.writer.run(documents.into_iter().map(UserOperation::Add))?;
        Ok(())
    }

    /// Takes the documents of a telegram out.
    pub(crate) fn delete(&mut self, telegram: i64) {
        self.changed = true;
        self.writer.delete_term(Term::from_field_u64(FIELDS.telegram, telegram as u64));
    }

    /// Writes what was gathered, merges where there are many segments, and gives the new list for the catalogue; none when
    /// nothing changed. `last` says that no more is to come for now: then fewer segments are left, which are searched faster.
    pub(crate) fn commit(&mut self, last: bool) -> Result<Option<String>> {
        let unsettled = last && self.unsettled;
        if !self.changed && !unsettled {
            return Ok(None);
        }
        if self.changed {
            self.writer.commit()?;
        }
        self.merge(last)?;
        self.changed = false;
        self.unsettled = !last;
        Ok(Some(self.directory.meta()))
    }

    fn merge(&mut self, last: bool) -> Result<()> {
        let mut metas = self.writer.index().searchable_segment_metas()?;
        metas.sort_by_key(|meta| meta.num_docs());
        let ids = |metas: &[tantivy::SegmentMeta]| metas.iter().map(|meta| meta.id()).collect::<Vec<_>>();
        if last {
            // Each segment that is left is more than twice as large as all smaller ones together: so there are few, and what is
            // added to a large stratum costs little.
            let (mut documents, mut count) = (0, 0);
            for meta in &metas {
                if count > 0 && u64::from(meta.num_docs()) > 2 * documents {
                    break;
                }
                documents += u64::from(meta.num_docs());
                count += 1;
            }
            if count > 1 {
                self.writer.merge(&ids(&metas[..count])).wait()?;
            }
            return Ok(());
        }
        if metas.len() <= SEGMENTS {
            return Ok(());
        }
        let mut candidates = LogMergePolicy::default().compute_merge_candidates(&metas);
        if candidates.is_empty() {
            candidates.push(tantivy::indexer::MergeCandidate(ids(&metas[..SEGMENTS / 2])));
        }
        for candidate in candidates {
            self.writer.merge(&candidate.0).wait()?;
        }
        Ok(())
    }

    /// Deletes the files that the committed list does not name.
    pub(crate) fn clean(&self) -> Result<()> {
        clean(&self.folder, &self.directory.meta())
    }
}

/// Deletes the files of segments that a list does not name. What cannot be deleted is left for the next time.
pub(crate) fn clean(folder: &Path, meta: &str) -> Result<()> {
    let living = living(meta);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io(folder, "read the folder", error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let keep = name.to_str().is_some_and(|name| is_named(name, &living));
        if !keep {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Whether a list names any segment.
pub(crate) fn holds_segments(meta: &str) -> bool {
    !living(meta).is_empty()
}

/// The segments of a list, as their files are called, and the state of their deletions.
pub(super) type Living = HashMap<String, Option<u64>>;

/// Whether a file belongs to a segment that a list names.
pub(super) fn is_named(name: &str, living: &Living) -> bool {
    let (segment, rest) = name.split_once('.').unwrap_or((name, ""));
    match living.get(segment) {
        // `<segment>.<state>.del`
        Some(deletes) => rest.strip_suffix(".del").is_none_or(|state| *deletes == state.parse().ok()),
        None => false,
    }
}

/// The segments that a list names.
pub(super) fn living(meta: &str) -> Living {
    let meta: serde_json::Value = serde_json::from_str(meta).unwrap_or_default();
    let segments = meta["segments"].as_array().cloned().unwrap_or_default();
    segments
        .iter()
        .filter_map(|segment| {
            let id = segment["segment_id"].as_str()?.replace('-', "");
            Some((id, segment["deletes"]["opstamp"].as_u64()))
        })
        .collect()
}
