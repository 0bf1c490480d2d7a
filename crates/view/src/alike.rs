//! Telegrams whose texts are nearly the same under other numbers: repeats, corrected copies, the same news from two posts.

use crate::error::Result;
use crate::view::{Place, View};
use chancery_archive::index::{self, FIELDS, sketch};
use chancery_archive::words::words;
use chancery_telegram::record::Record;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

/// Texts share at least this much of their runs of words to be called alike.
const ENOUGH: f64 = 0.8;

/// A value that more telegrams than these have is that of a form or a habit of speech, and tells nothing.
const MOST: usize = 64;

/// A value that more telegrams than these have tells something only where a second one is shared.
const FEW: usize = 8;

/// How many words of a text are looked for in another before that is read, at most, and how long they are at least.
const TELLING: usize = 12;
const LONG: usize = 7;

impl View {
    /// The keys of the telegrams whose text, as far as the reader sees it, is nearly that of this one.
    ///
    /// # Errors
    /// [`Error::NoTelegram`](crate::Error::NoTelegram), or that the archive cannot be read.
    pub fn alike(&self, key: &str) -> Result<Vec<String>> {
        self.telegram(key, key, |sights| match sights.first() {
            Some(sight) => self.alike_to(key, &sight.record),
            None => Ok(Vec::new()),
        })
    }

    /// As [`alike`](View::alike), for a text of the telegram that the caller looks at.
    ///
    /// # Errors
    /// That the archive cannot be read.
    pub fn alike_to(&self, key: &str, own: &Record<'_>) -> Result<Vec<String>> {
        // Each with twice the number of values that tell something by themselves, and once that of the others.
        let mut shared: BTreeMap<Place, u32> = BTreeMap::new();
        for value in sketch(own.body.iter().map(|block| block.text.as_ref())) {
            // All or none of them: the first would be those that were imported first, which tells of others.
            let holding: BTreeSet<Place> =
                self.places_of(&Term::from_field_u64(FIELDS.like, value), MOST)?.into_iter().collect();
            let weight = if holding.len() <= FEW { 2 } else { 1 };
            for place in holding {
                *shared.entry(place).or_default() += weight;
            }
        }
        let places = shared.into_iter().filter(|(_, weight)| *weight >= 2).map(|(place, _)| place);
        let own_runs = LazyCell::new(|| runs(own));
        let mut alike = Vec::new();
        for telegram in self.with_words_of(own, places.collect())? {
            // It is one itself.
            if self.snapshot.key(telegram)? == key {
                continue;
            }
            self.seen(telegram, |other, _, sight| {
                if other != key && likeness(&own_runs, &runs(&sight.record)) >= ENOUGH {
                    alike.push(other.to_owned());
                }
                Ok(())
            })?;
        }
        alike.sort();
        alike.dedup();
        Ok(alike)
    }

    /// The telegrams of those places that have half of some words of a record. Of a text that shares four fifths of its runs
    /// hardly one such word in ten is missing; of any other that shares one run by chance hardly one is there, and it need not be read.
    fn with_words_of(&self, own: &Record<'_>, places: Vec<Place>) -> Result<BTreeSet<i64>> {
        let telling = if places.len() > 1 { telling(own) } else { Vec::new() };
        let mut held = vec![0; places.len()];
        let segments: Vec<_> = self.segments().collect();
        // They are in the order of segments and documents.
        let mut from = 0;
        while let Some(first) = places.get(from) {
            let count = places[from..].iter().take_while(|place| place.segment == first.segment).count();
            let index = segments[first.segment].inverted_index(FIELDS.text)?;
            for word in &telling {
                let term = Term::from_field_text(FIELDS.text, word);
                let postings = index.read_postings(&term, IndexRecordOption::Basic);
                let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else { continue };
                for (place, held) in places[from..from + count].iter().zip(&mut held[from..]) {
                    if postings.doc() < place.document {
                        postings.seek(place.document);
                    }
                    *held += usize::from(postings.doc() == place.document);
                }
            }
            from += count;
        }
        let has_half = |held: usize| held * 2 >= telling.len();
        Ok(places
            .iter()
            .zip(held)
            .filter(|(_, held)| has_half(*held))
            .map(|(place, _)| place.telegram)
            .collect())
    }
}

/// Some long words of a record's body, from all parts of it.
fn telling(record: &Record<'_>) -> Vec<String> {
    let mut long: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for block in &record.body {
        words(&block.text, &mut |word| {
            if word.main && word.text.len() >= LONG && known.insert(word.text.to_owned()) {
                long.push(word.text.to_owned());
            }
        });
    }
    let step = long.len().div_ceil(TELLING).max(1);
    long.into_iter().step_by(step).collect()
}

/// The runs of words of a body.
fn runs(record: &Record<'_>) -> Vec<u64> {
    index::runs(record.body.iter().map(|block| block.text.as_ref()))
}

/// The part of all runs that both have; each in order.
fn likeness(one: &[u64], two: &[u64]) -> f64 {
    let (mut both, mut at) = (0, 0);
    for run in one {
        at += two[at..].iter().take_while(|other| *other < run).count();
        both += usize::from(two.get(at) == Some(run));
    }
    let all = one.len() + two.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}
