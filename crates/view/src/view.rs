//! A reader before an archive.

use crate::error::{Error, Result};
use chancery_archive::access::{Decision, PortionId, Reader};
use chancery_archive::index::{FIELDS, Stratum};
use chancery_archive::sight::{self, Sight, Terms, Text};
use chancery_archive::{NAMELESS, Snapshot, Variant};
use std::collections::BTreeMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

/// A snapshot of an archive, as one reader may see it.
pub struct View {
    pub(crate) snapshot: Snapshot,
    reader: Reader,
}

/// All that is known of a telegram before a reader is asked: not given out of this crate.
pub(crate) struct Whole {
    /// The key in the catalogue. A reader may know the telegram by another one.
    pub(crate) key: String,
    variants: Vec<Variant>,
    decisions: BTreeMap<PortionId, Decision>,
}

impl Whole {
    pub(crate) fn texts(&self, view: &View) -> Vec<Text<'_>> {
        sight::read(&self.variants, &self.terms(view))
    }

    pub(crate) fn sights<'t, 'v>(&self, texts: &'t [Text<'v>], view: &View) -> Vec<Sight<'t, 'v>> {
        let terms = self.terms(view);
        match sight::through(texts, &terms, &view.reader) {
            Some(reader) => sight::sights(texts, &terms, &reader),
            None => Vec::new(),
        }
    }

    fn terms<'t>(&'t self, view: &'t View) -> Terms<'t> {
        Terms {
            collections: view.snapshot.collections(),
            decisions: &self.decisions,
            dates: view.snapshot.dates(),
        }
    }
}

impl View {
    /// Puts a reader before a snapshot.
    pub fn new(snapshot: Snapshot, reader: Reader) -> View {
        View { snapshot, reader }
    }

    /// The reader.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The strata in which this reader finds each telegram once, as he sees it.
    pub(crate) fn strata(&self) -> impl Iterator<Item = &Stratum> {
        self.snapshot.strata().iter().filter(|stratum| stratum.key.matches(&self.reader))
    }

    /// A telegram by its number in the catalogue.
    pub(crate) fn whole(&self, telegram: i64) -> Result<Whole> {
        let key = self.snapshot.key(telegram)?;
        let variants = self.snapshot.variants(telegram)?;
        let decisions = self.snapshot.decisions(&key)?;
        Ok(Whole { key, variants, decisions })
    }

    /// A telegram by its key, if this reader sees anything of it.
    pub(crate) fn telegram(&self, name: &str, key: &str) -> Result<Whole> {
        let hidden = || Error::NoTelegram { name: name.to_owned() };
        let telegram = match self.reader {
            Reader::Owner => self.snapshot.telegram(key)?,
            // The catalogue knows them all: to look there would take longer for what is hidden than for what is not there.
            Reader::Cleared(_) => self.among_seen(key)?,
        };
        let whole = self.whole(telegram.ok_or_else(hidden)?)?;
        let texts = whole.texts(self);
        if whole.sights(&texts, self).is_empty() {
            return Err(hidden());
        }
        drop(texts);
        Ok(whole)
    }

    /// The telegram that this reader knows by a key.
    fn among_seen(&self, key: &str) -> Result<Option<i64>> {
        let term = Term::from_field_text(FIELDS.mrn, key);
        let mut found = None;
        for segment in self.strata().flat_map(|stratum| stratum.searcher.segment_readers()) {
            let index = segment.inverted_index(term.field())?;
            let postings =
                index.read_postings(&term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?;
            let Some(mut postings) = postings else { continue };
            let telegrams = segment.fast_fields().u64("telegram")?;
            while postings.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    found = found.max(telegrams.first(postings.doc()).map(|telegram| telegram as i64));
                }
                postings.advance();
            }
        }
        Ok(found)
    }

    /// The key by which this reader knows a telegram.
    pub(crate) fn key(&self, telegram: i64) -> Result<String> {
        let key = self.snapshot.key(telegram)?;
        if !key.starts_with(NAMELESS) || self.reader == Reader::Owner {
            return Ok(key);
        }
        let whole = self.whole(telegram)?;
        let texts = whole.texts(self);
        Ok(whole.sights(&texts, self).first().map_or(key, |sight| sight.key(&whole.key)))
    }
}
