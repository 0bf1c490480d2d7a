//! Documents by a number of theirs.
//!
//! Tantivy's own search for ranges of such a column breaks down where it is asked to go to a document that lies before the last
//! one it was asked for, as it is in the middle of other conditions.

use super::listed::Listed;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

/// Finds the documents whose number lies between two, both among them.
#[derive(Clone, Debug)]
pub(super) struct Between {
    pub(super) field: &'static str,
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Query for Between {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Between {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let column = reader.fast_fields().i64(self.field)?;
        // The column takes what lies outside of its own values for one of them.
        let (from, to) = (self.from.max(column.min_value()), self.to.min(column.max_value()));
        if from > to {
            return Ok(Box::new(EmptyScorer));
        }
        let mut found = Vec::new();
        column.get_docids_for_value_range(from..=to, 0..reader.max_doc(), &mut found);
        Ok(Box::new(ConstScorer::new(Listed::of(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the number lies between the two", 1.0))
    }
}
