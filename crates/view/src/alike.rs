//! Telegrams whose texts are nearly the same under other numbers: repeats, corrected copies, the same news from two posts.

use crate::error::Result;
use crate::view::View;
use chancery_archive::index::{FIELDS, sketch};
use chancery_archive::words::plain_words;
use chancery_telegram::record::Record;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

/// Texts share at least this much of their runs of words to be called alike.
const ENOUGH: f64 = 0.8;

/// How many words a run has.
const RUN: usize = 4;

/// More telegrams than these that share a value with one are a form letter, and are not compared.
const MOST: usize = 200;

impl View {
    /// The keys of the telegrams whose text, as far as the reader sees it, is nearly that of this one.
    ///
    /// # Errors
    /// [`Error::NoTelegram`](crate::Error::NoTelegram), or that the archive cannot be read.
    pub fn alike(&self, key: &str) -> Result<Vec<String>> {
        let whole = self.telegram(key, key)?;
        let texts = whole.texts(self);
        let sights = whole.sights(&texts, self);
        let Some(own) = sights.first().map(|sight| &sight.record) else { return Ok(Vec::new()) };
        let own_runs = runs(own);
        let mut candidates = BTreeSet::new();
        for value in sketch(own.body.iter().map(|block| block.text.as_ref())) {
            candidates.extend(self.sharing(value)?);
        }
        let mut alike = Vec::new();
        // The first of them would be those that were imported first, which tells of others.
        if candidates.len() > MOST {
            return Ok(Vec::new());
        }
        for telegram in candidates {
            let other = self.whole(telegram as i64)?;
            if other.key == whole.key {
                continue;
            }
            let texts = other.texts(self);
            let sights = other.sights(&texts, self);
            let Some(sight) = sights.first() else { continue };
            if likeness(&own_runs, &runs(&sight.record)) >= ENOUGH {
                alike.push(sight.key(&other.key));
            }
        }
        alike.sort();
        Ok(alike)
    }

    /// The telegrams in whose sketch this value is.
    fn sharing(&self, value: u64) -> Result<Vec<u64>> {
        let query = TermQuery::new(Term::from_field_u64(FIELDS.like, value), IndexRecordOption::Basic);
        let mut found = Vec::new();
        for stratum in self.strata() {
            let documents = stratum.searcher.search(&query, &DocSetCollector)?;
            for DocAddress { segment_ord, doc_id } in documents {
                let columns = stratum.searcher.segment_reader(segment_ord).fast_fields();
                found.extend(columns.u64("telegram")?.first(doc_id));
            }
        }
        Ok(found)
    }
}

/// The runs of words of a body.
fn runs(record: &Record<'_>) -> FxHashSet<String> {
    let words: Vec<String> = record.body.iter().flat_map(|block| plain_words(&block.text)).collect();
    words.windows(RUN).map(|run| run.join(" ")).collect()
}

/// The part of all runs that both have.
fn likeness(one: &FxHashSet<String>, two: &FxHashSet<String>) -> f64 {
    let both = one.intersection(two).count();
    let all = one.len() + two.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}
