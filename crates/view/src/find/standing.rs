//! Searching for documents in which words stand as a rule says, scored as the words are.

use super::positions::{Places, Rule};
use super::rounded::Scale;
use chancery_archive::index::{WIDEST, wide};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, Term};

/// What a look at the places of words costs, beside going on in a list of documents.
const LOOK: u64 = 10;

/// Finds the documents in whose field the words stand as the rule says. The score is the sum of those of the words.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) field: Field,
    pub(super) words: Vec<String>,
    pub(super) rule: Rule,
    pub(super) scale: Scale,
}

impl Query for Standing {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scores = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let of = |word: &String| {
                    Bm25Weight::for_terms(statistics_provider, &[Term::from_field_text(self.field, word)])
                };
                self.words.iter().map(of).collect::<tantivy::Result<_>>()?
            }
            EnableScoring::Disabled { .. } => Vec::new(),
        };
        Ok(Box::new(StandingWeight { query: self.clone(), scores }))
    }
}

struct StandingWeight {
    query: Standing,
    /// Of each word; empty where no scores are asked for.
    scores: Vec<Bm25Weight>,
}

impl Weight for StandingWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Standing { field, words, rule, scale } = &self.query;
        let index = reader.inverted_index(*field)?;
        let read = |word: &str| {
            index
                .read_postings(&Term::from_field_text(*field, word), IndexRecordOption::WithFreqsAndPositions)
        };
        let mut lists = Vec::with_capacity(words.len());
        for word in words {
            let Some(plain) = read(word)? else { return Ok(Box::new(EmptyScorer)) };
            let mut wider = Vec::new();
            for width in 2..=WIDEST {
                wider.extend(read(&wide(word, width))?.map(|postings| (u32::from(width), postings)));
            }
            lists.push(List { plain, wider });
        }
        // The rarest word leads.
        let mut order: Vec<usize> = (0..lists.len()).collect();
        order.sort_by_key(|&word| lists[word].plain.size_hint());
        let norms = match self.scores.is_empty() {
            true => FieldNormReader::constant(reader.max_doc(), 1),
            false => reader.get_fieldnorms_reader(*field)?,
        };
        let places = Places::of(*rule, order, lists.iter().map(|list| list.wider.iter().map(|(w, _)| *w)));
        let scores = self.scores.iter().map(|score| score.boost_by(boost)).collect();
        let mut found = Found { lists, places, scores, norms, scale: *scale, doc: 0 };
        found.go_on();
        Ok(Box::new(found))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the words stand as asked", 1.0))
    }
}

/// The documents of a word.
struct List {
    plain: SegmentPostings,
    /// Those in which readings of it stand that take several positions, by how many.
    wider: Vec<(u32, SegmentPostings)>,
}

/// The documents in which the words stand so, each looked at when it is asked for.
struct Found {
    lists: Vec<List>,
    places: Places,
    scores: Vec<Bm25Weight>,
    norms: FieldNormReader,
    scale: Scale,
    doc: DocId,
}

impl Found {
    /// The list of the rarest word.
    fn leader(&mut self) -> &mut SegmentPostings {
        let leader = self.places.leader();
        &mut self.lists[leader].plain
    }

    /// Goes from where the leader is to the first document that fits.
    fn go_on(&mut self) -> DocId {
        let mut doc = self.leader().doc();
        while doc != TERMINATED {
            doc = match self.meet(doc) {
                at if at != doc => reach(self.leader(), at),
                _ if self.stand(doc) => break,
                _ => self.leader().advance(),
            };
        }
        self.doc = doc;
        doc
    }

    /// The document itself if all words are in it, otherwise one that is not behind the next that may be.
    fn meet(&mut self, doc: DocId) -> DocId {
        let order = self.places.order().iter();
        order.map(|word| reach(&mut self.lists[*word].plain, doc)).find(|at| *at != doc).unwrap_or(doc)
    }

    /// Whether the words, which are all in this document, stand as they should.
    fn stand(&mut self, doc: DocId) -> bool {
        let mut is_wide = false;
        for (_, postings) in self.lists.iter_mut().flat_map(|list| &mut list.wider) {
            is_wide |= reach(postings, doc) == doc;
        }
        let lists = &mut self.lists;
        self.places.stand(is_wide, |word, width, into| {
            let List { plain, wider } = &mut lists[word];
            match width.and_then(|width| wider.iter_mut().find(|(own, _)| *own == width)) {
                None => plain.positions(into),
                Some((_, postings)) if postings.doc() == doc => postings.positions(into),
                Some(_) => into.clear(),
            }
        })
    }
}

impl DocSet for Found {
    fn advance(&mut self) -> DocId {
        self.leader().advance();
        self.go_on()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match reach(self.leader(), target) {
            // It was looked at.
            doc if doc == self.doc => doc,
            _ => self.go_on(),
        }
    }

    /// No document but this one is looked at.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        let at = self.meet(target);
        if at != target {
            return SeekDangerResult::SeekLowerBound(at);
        }
        if !self.stand(target) {
            return SeekDangerResult::SeekLowerBound(target + 1);
        }
        self.doc = target;
        SeekDangerResult::Found
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.lists[self.places.leader()].plain.size_hint()
    }

    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * LOOK * self.lists.len() as u64
    }
}

impl Scorer for Found {
    fn score(&mut self) -> Score {
        let norm = self.norms.fieldnorm_id(self.doc);
        let scores = self.scores.iter().zip(&self.lists);
        scores.map(|(score, list)| self.scale.round(score.score(norm, list.plain.term_freq()))).sum()
    }
}

/// Goes on to the first document that is not before `doc`.
fn reach(postings: &mut SegmentPostings, doc: DocId) -> DocId {
    if postings.doc() < doc { postings.seek(doc) } else { postings.doc() }
}
