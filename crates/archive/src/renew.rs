//! Documents made anew: of telegrams that another text came to, a section, a decision, or a change of their collection.

use crate::access::{Decision, PortionId, ViewKey};
use crate::catalogue::{self, OriginalRow};
use crate::collections::{self, Collection};
use crate::decisions::decisions;
use crate::error::{Error, Result};
use crate::originals::Reader;
use crate::sight::{self, Terms};
use crate::telegrams;
use crate::writer::{Writer, numbered};
use chancery_sources::panics::caught;
use crossbeam_channel::bounded;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use tantivy::TantivyDocument;

/// How many telegrams a thread takes at a time: those that came together lie together.
const CHUNK: usize = 64;

/// A telegram to be made anew.
struct Changed {
    telegram: i64,
    key: String,
    rows: Vec<OriginalRow>,
    decisions: BTreeMap<PortionId, Decision>,
}

/// What became of it.
pub(crate) struct Renewed {
    telegram: i64,
    pub(crate) documents: Vec<(ViewKey, TantivyDocument)>,
    /// How many texts it has.
    pub(crate) texts: usize,
}

/// What all threads know.
pub(crate) struct Job<'j> {
    pub(crate) originals: &'j Reader,
    pub(crate) collections: &'j [Collection],
    pub(crate) dates: Option<Date>,
}

impl Job<'_> {
    /// What a telegram of a catalogue becomes.
    pub(crate) fn again(&self, connection: &Connection, telegram: i64) -> Result<Renewed> {
        self.renew(rows_of(connection, telegram)?)
    }

    /// A fault of the reader on one telegram is an error, and not the end of the process.
    fn renew(&self, changed: Changed) -> Result<Renewed> {
        guarded("the reader of telegrams", || self.made(changed))
    }

    fn made(&self, changed: Changed) -> Result<Renewed> {
        let variants = telegrams::variants(telegrams::entries(&changed.rows, self.originals)?);
        let terms = Terms { collections: self.collections, decisions: &changed.decisions, dates: self.dates };
        let documents = sight::documents(&changed.key, &variants, &terms);
        let distinct: BTreeSet<_> = variants.iter().map(|variant| &variant.originals).collect();
        Ok(Renewed { telegram: changed.telegram, documents, texts: distinct.len() })
    }
}

impl Writer {
    /// Makes the documents of changed telegrams anew, and says how many more texts they have than before.
    pub(crate) fn renew(&mut self) -> Result<u64> {
        let changed: Vec<i64> = std::mem::take(&mut self.changed).into_iter().collect();
        let fresh = std::mem::take(&mut self.fresh);
        if changed.is_empty() {
            return Ok(0);
        }
        let old: Vec<i64> = changed.iter().copied().filter(|telegram| !fresh.contains(telegram)).collect();
        self.forget(&old)?;
        let collections = collections::all(&self.connection)?;
        let dates = self.dates()?;
        let mut more = 0;
        for chunk in changed.chunks(CHUNK * self.threads.max(1) * 4) {
            let list = chunk
                .iter()
                .map(|telegram| rows_of(&self.connection, *telegram))
                .collect::<Result<Vec<_>>>()?;
            let job = Job { originals: &self.originals, collections: &collections, dates };
            for renewed in renew_all(&job, list, self.threads)? {
                more += self.put(renewed)?;
            }
        }
        Ok(more)
    }

    /// Takes the documents of telegrams out of all strata.
    fn forget(&mut self, telegrams: &[i64]) -> Result<()> {
        if telegrams.is_empty() {
            return Ok(());
        }
        let names = self
            .connection
            .prepare_cached("SELECT name FROM stratum")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        for name in &names {
            let stratum = self.stratum(name)?;
            for telegram in telegrams {
                stratum.delete(*telegram);
            }
        }
        Ok(())
    }

    fn put(&mut self, renewed: Renewed) -> Result<u64> {
        let Renewed { telegram, documents, texts } = renewed;
        for (view, document) in documents {
            let (stratum, document) = numbered(&view, telegram, document);
            self.stratum(&stratum)?.add(vec![document])?;
        }
        let before: i64 = self
            .connection
            .prepare_cached("SELECT variants FROM telegram WHERE id = ?")?
            .query_row([telegram], |row| row.get(0))?;
        self.connection
            .prepare_cached("UPDATE telegram SET variants = ? WHERE id = ?")?
            .execute(params![texts as i64, telegram])?;
        Ok((texts as i64 - before).max(0) as u64)
    }
}

/// What `work` gives; that `what` broke down where it panics.
pub(crate) fn guarded<T>(what: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    caught(work).unwrap_or(Err(Error::BrokeDown(what)))
}

fn rows_of(connection: &Connection, telegram: i64) -> Result<Changed> {
    let key = catalogue::key(connection, telegram)?.unwrap_or_default();
    let rows = catalogue::originals(connection, telegram)?;
    let decisions = decisions(connection, &key)?;
    Ok(Changed { telegram, key, rows, decisions })
}

/// Makes the documents of a list on several threads; the order stays.
fn renew_all(job: &Job<'_>, list: Vec<Changed>, threads: usize) -> Result<Vec<Renewed>> {
    if threads < 2 || list.len() < CHUNK {
        return list.into_iter().map(|changed| job.renew(changed)).collect();
    }
    let (to, waiting) = bounded(list.len() / CHUNK + 1);
    let (made, results) = bounded(list.len() / CHUNK + 1);
    let mut list = list.into_iter();
    let mut sent = 0;
    loop {
        let chunk: Vec<Changed> = list.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        to.send((sent, chunk)).map_err(|_| Error::BrokeDown("the making of documents"))?;
        sent += 1;
    }
    drop(to);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (waiting, made) = (waiting.clone(), made.clone());
            scope.spawn(move || {
                for (number, chunk) in waiting {
                    let renewed: Result<Vec<Renewed>> =
                        chunk.into_iter().map(|changed| job.renew(changed)).collect();
                    if made.send((number, renewed)).is_err() {
                        return;
                    }
                }
            });
        }
    });
    drop(made);
    let mut parts: Vec<_> = results.iter().collect();
    if parts.len() != sent {
        return Err(Error::BrokeDown("the making of documents"));
    }
    parts.sort_by_key(|(number, _)| *number);
    let mut all = Vec::new();
    for (_, part) in parts {
        all.extend(part?);
    }
    Ok(all)
}
