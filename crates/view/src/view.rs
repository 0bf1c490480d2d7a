//! A reader before an archive.

use crate::error::{Error, Result};
use crate::names::Names;
use crate::stats::Stats;
use chancery_archive::access::Reader;
use chancery_archive::index::{FIELDS, Stratum, Values};
use chancery_archive::sight::{self, Sight, Terms};
use chancery_archive::{NAMELESS, Snapshot};
use std::sync::OnceLock;
use tantivy::columnar::Column;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// A snapshot of an archive, as one reader may see it.
pub struct View {
    pub(crate) snapshot: Snapshot,
    reader: Reader,
    values: OnceLock<Values>,
    pub(crate) names: Names,
    /// The column of telegrams' numbers of each segment, in the order of the strata.
    numbers: Vec<OnceLock<Column<u64>>>,
    pub(crate) stats: OnceLock<Stats>,
}

impl View {
    /// Puts a reader before a snapshot.
    pub fn new(snapshot: Snapshot, reader: Reader) -> View {
        let mut view = View {
            snapshot,
            reader,
            values: OnceLock::new(),
            names: Names::default(),
            numbers: Vec::new(),
            stats: OnceLock::new(),
        };
        view.numbers = view.segments().map(|_| OnceLock::new()).collect();
        view
    }

    /// The reader.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The strata in which this reader finds each telegram once, as he sees it.
    pub(crate) fn strata(&self) -> impl Iterator<Item = &Stratum> {
        self.snapshot.strata().iter().filter(|stratum| stratum.key.matches(&self.reader))
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = &SegmentReader> {
        self.strata().flat_map(|stratum| stratum.searcher.segment_readers())
    }

    /// The columns of these strata, numbered as they come. They are opened when they are first asked for.
    pub(crate) fn values(&self) -> Result<&Values> {
        if let Some(values) = self.values.get() {
            return Ok(values);
        }
        let values = Values::of(self.strata())?;
        Ok(self.values.get_or_init(|| values))
    }

    /// Looks at a telegram of the catalogue: gives its key there, and what this reader sees of its texts, the one that is shown
    /// first in front.
    pub(crate) fn looked<T>(
        &self,
        telegram: i64,
        with: impl FnOnce(&str, &[Sight<'_, '_>]) -> Result<T>,
    ) -> Result<T> {
        let key = self.snapshot.key(telegram)?;
        let variants = self.snapshot.variants(telegram)?;
        let decisions = self.snapshot.decisions(&key)?;
        let terms = Terms {
            collections: self.snapshot.collections(),
            decisions: &decisions,
            dates: self.snapshot.dates(),
        };
        let texts = sight::read(&variants, &terms);
        let sights = match sight::through(&texts, &terms, &self.reader) {
            Some(reader) => sight::sights(&texts, &terms, &reader),
            None => Vec::new(),
        };
        with(&key, &sights)
    }

    /// As [`looked`](View::looked), at a telegram that the index gave to this reader: he sees something of it.
    pub(crate) fn seen<T>(
        &self,
        telegram: i64,
        with: impl FnOnce(&str, &[Sight<'_, '_>], &Sight<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.looked(telegram, |key, sights| match sights.first() {
            Some(first) => with(&first.key(key), sights, first),
            // No name is given here: that of the catalogue may tell of what is hidden.
            None => Err(Error::Archive(chancery_archive::Error::Damaged {
                what: "the text index".into(),
                why: "it has a telegram of which this reader sees nothing".into(),
            })),
        })
    }

    /// As [`seen`](View::seen), at the telegram that this reader knows by a key. `name` is what was asked for.
    pub(crate) fn telegram<T>(
        &self,
        name: &str,
        key: &str,
        with: impl FnOnce(&[Sight<'_, '_>]) -> Result<T>,
    ) -> Result<T> {
        let mut found = self.known(key)?;
        if found.len() > 1 {
            // Texts without numbers of which the reader sees the same: which one it is must not hang on what he does not see.
            let look = |_: &str, _: &[Sight<'_, '_>], first: &Sight<'_, '_>| {
                Ok((first.collections.clone(), serde_json::to_string(&first.record).ok()))
            };
            let keyed = found.iter().map(|telegram| Ok((self.seen(*telegram, look)?, *telegram)));
            let mut keyed = keyed.collect::<Result<Vec<_>>>()?;
            keyed.sort();
            found = keyed.into_iter().map(|(_, telegram)| telegram).collect();
        }
        match found.first() {
            Some(telegram) => self.seen(*telegram, |_, sights, _| with(sights)),
            None => Err(Error::NoTelegram { name: name.to_owned() }),
        }
    }

    /// The telegrams that this reader knows by a key. The catalogue is not asked, which knows the hidden ones too: it would
    /// take longer for them than for those that are not there.
    pub(crate) fn known(&self, key: &str) -> Result<Vec<i64>> {
        // Nothing is hidden from the owner.
        if self.reader == Reader::Owner {
            return Ok(self.snapshot.telegram(key)?.into_iter().collect());
        }
        self.holding(&Term::from_field_text(FIELDS.mrn, key))
    }

    /// The telegrams in which this reader finds a term, by their numbers in the catalogue.
    pub(crate) fn holding(&self, term: &Term) -> Result<Vec<i64>> {
        self.holding_few(term, usize::MAX)
    }

    /// As [`holding`](View::holding); none of them where they are more than `most`.
    pub(crate) fn holding_few(&self, term: &Term, most: usize) -> Result<Vec<i64>> {
        Ok(self.places_of(term, most)?.into_iter().map(|place| place.telegram).collect())
    }

    /// As [`holding_few`](View::holding_few), with the places of their documents.
    pub(crate) fn places_of(&self, term: &Term, most: usize) -> Result<Vec<Place>> {
        let mut found: Vec<Place> = Vec::new();
        let mut documents = Vec::new();
        for (at, (segment, numbers)) in self.segments().zip(&self.numbers).enumerate() {
            documents.clear();
            self::documents(segment, term, &mut |doc| {
                documents.push(doc);
                found.len() + documents.len() <= most
            })?;
            if documents.is_empty() {
                continue;
            }
            let numbers = match numbers.get() {
                Some(numbers) => numbers,
                None => {
                    let opened = segment.fast_fields().u64("telegram")?;
                    numbers.get_or_init(|| opened)
                }
            };
            found.extend(documents.iter().filter_map(|&document| {
                let telegram = numbers.first(document)? as i64;
                Some(Place { segment: at, document, telegram })
            }));
            if found.len() > most {
                return Ok(Vec::new());
            }
        }
        Ok(found)
    }

    /// The key by which this reader knows a telegram that the index gave.
    pub(crate) fn key(&self, telegram: i64) -> Result<String> {
        let key = self.snapshot.key(telegram)?;
        if !key.starts_with(NAMELESS) || self.reader == Reader::Owner {
            return Ok(key);
        }
        self.seen(telegram, |key, _, _| Ok(key.to_owned()))
    }
}

/// Where a document of a view's index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Which of the view's segments, from 0.
    pub(crate) segment: usize,
    pub(crate) document: DocId,
    /// The telegram's number in the catalogue.
    pub(crate) telegram: i64,
}

/// The documents of a segment that hold a term and are still there, until `each` has enough.
pub(crate) fn documents(
    segment: &SegmentReader,
    term: &Term,
    each: &mut dyn FnMut(DocId) -> bool,
) -> Result<()> {
    let index = segment.inverted_index(term.field())?;
    let postings =
        index.read_postings(term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?;
    let Some(mut postings) = postings else { return Ok(()) };
    while postings.doc() != TERMINATED {
        let doc = postings.doc();
        if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) && !each(doc) {
            break;
        }
        postings.advance();
    }
    Ok(())
}
