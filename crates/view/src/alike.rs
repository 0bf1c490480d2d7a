//! Telegrams whose texts are nearly the same under other numbers: repeats, corrected copies, the same news from two posts.

use crate::error::Result;
use crate::view::View;
use chancery_archive::index::{self, FIELDS, sketch};
use chancery_telegram::record::Record;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::Term;

/// Texts share at least this much of their runs of words to be called alike.
const ENOUGH: f64 = 0.8;

/// A value that more telegrams than these have is that of a form or a habit of speech, and tells nothing.
const MOST: usize = 64;

/// A value that more telegrams than these have tells something only where a second one is shared.
const FEW: usize = 8;

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
        let mut shared: BTreeMap<i64, u32> = BTreeMap::new();
        for value in sketch(own.body.iter().map(|block| block.text.as_ref())) {
            // All or none of them: the first would be those that were imported first, which tells of others.
            let holding: BTreeSet<i64> =
                self.holding_few(&Term::from_field_u64(FIELDS.like, value), MOST)?.into_iter().collect();
            let weight = if holding.len() <= FEW { 2 } else { 1 };
            for telegram in holding {
                *shared.entry(telegram).or_default() += weight;
            }
        }
        let own_runs = LazyCell::new(|| runs(own));
        let mut alike = Vec::new();
        for telegram in shared.into_iter().filter(|(_, weight)| *weight >= 2).map(|(telegram, _)| telegram) {
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
