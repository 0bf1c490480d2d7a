//! Term statistics over all strata that a reader sees, and over nothing else.
//!
//! Tantivy counts deleted documents until their segment is merged. Here they do not count: a telegram that left a stratum,
//! since a hidden text of it came in, must leave no trace in a rank.

use chancery_archive::index::Stratum;
use rustc_hash::FxHashMap;
use std::sync::Mutex;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};

/// The statistics of some strata.
pub(super) struct Statistics<'s> {
    strata: Vec<&'s Stratum>,
    documents: u64,
    terms: Mutex<FxHashMap<Term, u64>>,
}

impl<'s> Statistics<'s> {
    pub(super) fn of(strata: Vec<&'s Stratum>) -> Statistics<'s> {
        let documents = strata.iter().map(|stratum| stratum.searcher.num_docs()).sum();
        Statistics { strata, documents, terms: Mutex::default() }
    }

    /// All values of a field that has few.
    pub(super) fn values(&self, field: &str) -> tantivy::Result<Vec<String>> {
        let mut values = Vec::new();
        for segment in self.segments() {
            let Some(column) = segment.fast_fields().str(field)? else { continue };
            for ord in 0..column.num_terms() as u64 {
                let mut value = String::new();
                if column.ord_to_str(ord, &mut value)? && !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        Ok(values)
    }

    fn segments(&self) -> impl Iterator<Item = &SegmentReader> {
        self.strata.iter().flat_map(|stratum| stratum.searcher.segment_readers())
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.strata.iter().map(|stratum| stratum.tokens(field)).sum()
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Ok(terms) = self.terms.lock()
            && let Some(count) = terms.get(term)
        {
            return Ok(*count);
        }
        let mut count = 0;
        for stratum in &self.strata {
            count += stratum.documents_with(term)?;
        }
        if let Ok(mut terms) = self.terms.lock() {
            terms.insert(term.clone(), count);
        }
        Ok(count)
    }
}
