//! Documents by a number of theirs.
//!
//! Tantivy's own search for ranges of such a column breaks down where it is asked to go to a document that lies before the last
//! one it was asked for, as it is in the middle of other conditions.

use std::fmt::Debug;
use tantivy::columnar::{Column, DynamicColumn, HasAssociatedColumnType};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

/// Finds the documents whose number lies between two, both among them.
#[derive(Clone, Debug)]
pub(super) struct Between<T> {
    pub(super) field: &'static str,
    pub(super) from: T,
    pub(super) to: T,
}

/// A number that a column may hold.
pub(super) trait Columnar: HasAssociatedColumnType + PartialOrd + Debug {}

impl Columnar for i64 {}
impl Columnar for u64 {}

impl<T: Columnar> Query for Between<T>
where
    DynamicColumn: Into<Option<Column<T>>>,
{
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl<T: Columnar> Weight for Between<T>
where
    DynamicColumn: Into<Option<Column<T>>>,
{
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(column) = reader.fast_fields().column_opt::<T>(self.field)? else {
            return Ok(Box::new(EmptyScorer));
        };
        if self.from > column.max_value() || self.to < column.min_value() {
            return Ok(Box::new(EmptyScorer));
        }
        let mut within = Within {
            column,
            from: self.from,
            to: self.to,
            at: 0,
            end: reader.max_doc(),
            found: Vec::new(),
            next: 0,
            looked_to: 0,
            step: FEW,
        };
        within.seek(0);
        Ok(Box::new(ConstScorer::new(within, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the number lies between the two", 1.0))
    }
}

/// Documents whose numbers are looked up together: at first, and at most.
const FEW: DocId = 128;
const MANY: DocId = 1 << 14;

/// Looks a number up only where it is asked for: among other conditions that is for few documents. Where it leads it looks up more
/// and more of them together, as long as it is asked for one behind the other.
struct Within<T> {
    column: Column<T>,
    from: T,
    to: T,
    at: DocId,
    end: DocId,
    /// Documents that fit, of those that were looked up together.
    found: Vec<DocId>,
    /// The first of `found` that was not passed.
    next: usize,
    /// The document behind those that were looked up together.
    looked_to: DocId,
    /// How many are looked up together the next time.
    step: DocId,
}

impl<T: Columnar> Within<T> {
    fn holds(&self, doc: DocId) -> bool {
        self.column.first(doc).is_some_and(|number| (self.from..=self.to).contains(&number))
    }

    /// The first document from `from` on that fits.
    fn first(&mut self, mut from: DocId) -> DocId {
        loop {
            if from < self.looked_to {
                self.next += self.found[self.next..].partition_point(|doc| *doc < from);
                if let Some(doc) = self.found.get(self.next) {
                    return *doc;
                }
                from = self.looked_to;
            }
            if from >= self.end {
                return TERMINATED;
            }
            self.step = if from == self.looked_to { (self.step * 2).min(MANY) } else { FEW };
            self.looked_to = from.saturating_add(self.step).min(self.end);
            self.found.clear();
            self.next = 0;
            self.column.get_docids_for_value_range(
                self.from..=self.to,
                from..self.looked_to,
                &mut self.found,
            );
        }
    }
}

impl<T: Columnar> DocSet for Within<T> {
    fn advance(&mut self) -> DocId {
        self.seek(self.at.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at = self.first(target.max(self.at));
        self.at
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= self.end {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if target < self.at {
            return SeekDangerResult::SeekLowerBound(self.at);
        }
        self.at = target;
        match self.holds(target) {
            true => SeekDangerResult::Found,
            false => SeekDangerResult::SeekLowerBound(target + 1),
        }
    }

    fn doc(&self) -> DocId {
        self.at
    }

    /// Others lead: each document has to be looked at here.
    fn size_hint(&self) -> u32 {
        self.end
    }
}
