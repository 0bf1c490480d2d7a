//! Scores that sum up to the same in any order.
//!
//! A sum of floating-point numbers hangs on the order of the summands, and Tantivy takes them in an order that hangs on how
//! many documents of a segment hold each word. So a score would differ in its last bits with how telegrams came into
//! segments, and two telegrams change their places. Where three scores or more are summed up each is rounded to a
//! multiple of a power of two that is small beside it, and large enough for every sum to be exact.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

/// More than any score of one word: a word of which there is one in all telegrams that a number of 32 bits counts has 49.
const MOST: usize = 64;

/// How finely scores are rounded: to the inverse of this number. None where no sum of them can depend on the order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale(Option<f32>);

impl Scale {
    /// Where nothing is summed up.
    pub(super) const NONE: Scale = Scale(None);

    /// For so many summands.
    pub(super) fn of(summands: usize) -> Scale {
        // The fraction of a score has 24 bits.
        let exact = (1_usize << 24) / MOST / summands.next_power_of_two().min(1 << 18);
        Scale((summands > 2).then_some(exact as f32))
    }

    /// A score, rounded.
    pub(super) fn round(self, score: Score) -> Score {
        self.0.map_or(score, |scale| (score * scale).round() / scale)
    }
}

/// A query whose scores are rounded.
#[derive(Debug)]
pub(super) struct Rounded {
    query: Box<dyn Query>,
    scale: Scale,
}

impl Rounded {
    /// Rounds the scores of a query, if the scale is one.
    pub(super) fn over(query: Box<dyn Query>, scale: Scale) -> Box<dyn Query> {
        if scale.0.is_some() { Box::new(Rounded { query, scale }) } else { query }
    }
}

impl Clone for Rounded {
    fn clone(&self) -> Rounded {
        Rounded { query: self.query.box_clone(), scale: self.scale }
    }
}

impl Query for Rounded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RoundedWeight { weight: self.query.weight(scoring)?, scale: self.scale }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct RoundedWeight {
    weight: Box<dyn Weight>,
    scale: Scale,
}

impl Weight for RoundedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(RoundedScorer { scorer: self.weight.scorer(reader, boost)?, scale: self.scale }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, doc)
    }
}

struct RoundedScorer {
    scorer: Box<dyn Scorer>,
    scale: Scale,
}

impl DocSet for RoundedScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for RoundedScorer {
    fn score(&mut self) -> Score {
        self.scale.round(self.scorer.score())
    }
}
