//! A reader before an archive.

use crate::error::{Error, Result};
use chancery_archive::access::{Decision, PortionId, Reader};
use chancery_archive::index::Stratum;
use chancery_archive::sight::{self, Sight, Terms, Text};
use chancery_archive::{Snapshot, Variant};
use std::collections::BTreeMap;

/// A snapshot of an archive, as one reader may see it.
pub struct View {
    pub(crate) snapshot: Snapshot,
    reader: Reader,
}

/// All that is known of a telegram before a reader is asked: not given out of this crate.
pub(crate) struct Whole {
    pub(crate) key: String,
    variants: Vec<Variant>,
    decisions: BTreeMap<PortionId, Decision>,
}

impl Whole {
    pub(crate) fn texts(&self, view: &View) -> Vec<Text<'_>> {
        sight::read(&self.variants, &self.terms(view))
    }

    pub(crate) fn sights<'t, 'v>(&self, texts: &'t [Text<'v>], view: &View) -> Vec<Sight<'t, 'v>> {
        sight::sights(texts, &self.terms(view), &view.reader)
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
        let telegram = self.snapshot.telegram(key)?.ok_or_else(hidden)?;
        let whole = self.whole(telegram)?;
        let texts = whole.texts(self);
        if whole.sights(&texts, self).is_empty() {
            return Err(hidden());
        }
        drop(texts);
        Ok(whole)
    }
}
