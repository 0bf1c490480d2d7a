//! Phrases and nearness, where a place of the text may have several readings.
//!
//! A reading over several words (`negotiations`, printed `nego- tiations`) takes their positions. The index holds it twice:
//! as it is, and with its width behind it ([`wide`]). So a phrase that begins with it goes on behind all of its words.

use super::listed::Listed;
use chancery_archive::index::{WIDEST, wide};
use std::fmt;
use tantivy::postings::Postings;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// What has to hold of the positions of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// They follow each other.
    Phrase,
    /// They stand in any order, with at most so many other words between the first and the last. The end of a paragraph counts
    /// for one. No word is asked for twice.
    Near(u32),
}

/// Finds the documents in whose field the words stand as the rule says. All documents have the same score.
#[derive(Clone)]
pub(super) struct Positions {
    pub(super) field: Field,
    pub(super) words: Vec<String>,
    pub(super) rule: Rule,
}

impl fmt::Debug for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Positions")
            .field("words", &self.words)
            .field("rule", &self.rule)
            .finish_non_exhaustive()
    }
}

impl Query for Positions {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

/// Where a word stands in one document.
#[derive(Default)]
struct Slot {
    plain: Vec<u32>,
    /// Positions of the readings of each width from 2 on.
    wider: Vec<Vec<u32>>,
}

impl Slot {
    /// The position behind a word that begins at `at`; none where it does not stand there.
    fn behind(&self, at: u32) -> Option<u32> {
        self.plain.binary_search(&at).ok()?;
        let width = (2..).zip(&self.wider).find(|(_, found)| found.binary_search(&at).is_ok());
        Some(at + width.map_or(1, |(width, _)| width))
    }
}

impl Rule {
    fn holds(self, slots: &[Slot]) -> bool {
        match self {
            Rule::Phrase => slots[0]
                .plain
                .iter()
                .any(|&at| slots.iter().try_fold(at, |at, slot| slot.behind(at)).is_some()),
            Rule::Near(slop) => near(slots, slop),
        }
    }
}

/// A place where a word stands: where it begins, where it ends, and which word it is.
#[derive(Clone, Copy)]
struct At {
    begin: u32,
    end: u32,
    word: usize,
}

/// Whether there is a stretch of the text with all words in it and at most `slop` positions that no word of them takes.
fn near(slots: &[Slot], slop: u32) -> bool {
    let mut all: Vec<At> = Vec::new();
    let mut widest = 1;
    for (word, slot) in slots.iter().enumerate() {
        for &begin in &slot.plain {
            let end = slot.behind(begin).unwrap_or(begin + 1);
            widest = widest.max(end - begin);
            all.push(At { begin, end, word });
        }
    }
    all.sort_unstable_by_key(|at| (at.end, at.begin, at.word));
    if widest > 1 {
        return near_wide(&all, slots.len(), slop, widest);
    }
    // From left to right: at each place the last ones of the other words make the narrowest stretch that ends there.
    let mut last: Vec<Option<u32>> = vec![None; slots.len()];
    for at in &all {
        last[at.word] = Some(at.begin);
        let first = last.iter().try_fold(u32::MAX, |first, begin| Some(first.min((*begin)?)));
        if first.is_some_and(|first| (at.end - first).saturating_sub(slots.len() as u32) <= slop) {
            return true;
        }
    }
    false
}

/// As [`near`] where words go over several positions: from each place the ends behind it, as far as a stretch may go.
fn near_wide(all: &[At], words: usize, slop: u32, widest: u32) -> bool {
    let reach = slop.saturating_add(widest.saturating_mul(words as u32));
    let mut widths: Vec<u32> = vec![0; words];
    for from in all {
        widths.fill(0);
        let begin = from.begin;
        let (mut found, mut taken) = (0, 0);
        let first = all.partition_point(|at| at.end <= begin);
        for at in all[first..].iter().take_while(|at| at.end - begin <= reach).filter(|at| at.begin >= begin)
        {
            let width = &mut widths[at.word];
            found += usize::from(*width == 0);
            if *width < at.end - at.begin {
                taken += at.end - at.begin - *width;
                *width = at.end - at.begin;
            }
            if found == words && (at.end - begin).saturating_sub(taken) <= slop {
                return true;
            }
        }
    }
    false
}

impl Weight for Positions {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let mut plain = Vec::new();
        let mut wider = Vec::new();
        for word in &self.words {
            let term = Term::from_field_text(self.field, word);
            let Some(postings) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else {
                return Ok(Box::new(EmptyScorer));
            };
            plain.push(postings);
            let mut widths = Vec::new();
            for width in 2..=WIDEST {
                let term = Term::from_field_text(self.field, &wide(word, width));
                widths.push(index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
            }
            wider.push(widths);
        }
        // The rarest word leads.
        let leader = (0..plain.len()).min_by_key(|&word| plain[word].size_hint()).unwrap_or(0);
        let mut found = Vec::new();
        let mut slots: Vec<Slot> = self
            .words
            .iter()
            .map(|_| Slot { plain: Vec::new(), wider: vec![Vec::new(); usize::from(WIDEST) - 1] })
            .collect();
        let mut doc = plain[leader].doc();
        'documents: while doc != TERMINATED {
            for postings in &mut plain {
                let at = reach(postings, doc);
                if at != doc {
                    doc = reach(&mut plain[leader], at);
                    continue 'documents;
                }
            }
            for (word, slot) in slots.iter_mut().enumerate() {
                plain[word].positions(&mut slot.plain);
                for (postings, into) in wider[word].iter_mut().zip(&mut slot.wider) {
                    into.clear();
                    if let Some(postings) = postings
                        && reach(postings, doc) == doc
                    {
                        postings.positions(into);
                    }
                }
            }
            if self.rule.holds(&slots) {
                found.push(doc);
            }
            doc = plain[leader].advance();
        }
        Ok(Box::new(ConstScorer::new(Listed::of(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the words stand as asked", 1.0))
    }
}

/// Goes on to the first document that is not before `doc`.
fn reach(postings: &mut impl DocSet, doc: DocId) -> DocId {
    if postings.doc() < doc { postings.seek(doc) } else { postings.doc() }
}
