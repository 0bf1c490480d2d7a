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
    /// The width of each wider reading that is in the segment, and its positions.
    wider: Vec<(u32, Vec<u32>)>,
}

impl Slot {
    /// The position behind a word that stands at `at`.
    fn behind(&self, at: u32) -> u32 {
        let width = self.wider.iter().find(|(_, found)| found.binary_search(&at).is_ok());
        at + width.map_or(1, |(width, _)| *width)
    }
}

/// Leaves in `ends` the positions behind the words so far, if this word stands behind them.
fn follow(ends: &mut Vec<u32>, slot: &Slot) {
    let mut at = 0;
    ends.retain_mut(|end| {
        while slot.plain.get(at).is_some_and(|place| place < end) {
            at += 1;
        }
        let stands = slot.plain.get(at) == Some(end);
        if stands {
            *end = slot.behind(*end);
        }
        stands
    });
    // Readings of several widths may have changed their order.
    if !slot.wider.is_empty() {
        ends.sort_unstable();
        ends.dedup();
    }
}

/// Whether words stand one behind the other, where none of them takes more than one position. `order` tells of which word the
/// places are read first: of the rarest, so that most documents end before those of frequent words are read.
fn follow_plainly(
    order: &[usize],
    starts: &mut Vec<u32>,
    places: &mut Vec<u32>,
    mut read: impl FnMut(usize, &mut Vec<u32>),
) -> bool {
    let Some((&first, others)) = order.split_first() else { return false };
    read(first, starts);
    let first = first as u32;
    // Where the phrase would begin.
    starts.retain_mut(|at| {
        let begins = at.checked_sub(first);
        *at = begins.unwrap_or(0);
        begins.is_some()
    });
    for &word in others {
        if starts.is_empty() {
            return false;
        }
        read(word, places);
        let mut at = 0;
        starts.retain(|start| {
            let wanted = start + word as u32;
            at += places[at..].iter().take_while(|place| **place < wanted).count();
            places.get(at) == Some(&wanted)
        });
    }
    !starts.is_empty()
}

/// Whether a place of the one lies no further than `reach` from one of the other.
fn meet(one: &[u32], other: &[u32], reach: u32) -> bool {
    let mut at = 0;
    one.iter().any(|place| {
        at += other[at..].iter().take_while(|other| **other < place.saturating_sub(reach)).count();
        other.get(at).is_some_and(|other| *other <= place.saturating_add(reach))
    })
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
            let end = slot.behind(begin);
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
                let postings = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
                widths.extend(postings.map(|postings| (width, postings)));
            }
            wider.push(widths);
        }
        // The rarest word leads.
        let mut order: Vec<usize> = (0..plain.len()).collect();
        order.sort_by_key(|&word| plain[word].size_hint());
        let leader = order.first().copied().unwrap_or(0);
        let mut found = Vec::new();
        let slot = |widths: &Vec<(u8, _)>| Slot {
            plain: Vec::new(),
            wider: widths.iter().map(|(width, _)| (u32::from(*width), Vec::new())).collect(),
        };
        let mut slots: Vec<Slot> = wider.iter().map(slot).collect();
        let (mut ends, mut places) = (Vec::new(), Vec::new());
        let mut doc = plain[leader].doc();
        'documents: while doc != TERMINATED {
            for postings in &mut plain {
                let at = reach(postings, doc);
                if at != doc {
                    doc = reach(&mut plain[leader], at);
                    continue 'documents;
                }
            }
            let mut is_wide = false;
            for (_, postings) in wider.iter_mut().flatten() {
                is_wide |= reach(postings, doc) == doc;
            }
            let holds = match self.rule {
                Rule::Phrase if !is_wide => follow_plainly(&order, &mut ends, &mut places, |word, into| {
                    plain[word].positions(into);
                }),
                rule => {
                    let mut read = |word: usize, slot: &mut Slot| {
                        plain[word].positions(&mut slot.plain);
                        for ((_, postings), (_, into)) in wider[word].iter_mut().zip(&mut slot.wider) {
                            into.clear();
                            if postings.doc() == doc {
                                postings.positions(into);
                            }
                        }
                    };
                    if let Rule::Near(slop) = rule {
                        let reach = slop.saturating_add(self.words.len() as u32);
                        // Most documents end with their two rarest words, which stand too far apart.
                        let met = order.iter().enumerate().all(|(before, &word)| {
                            read(word, &mut slots[word]);
                            is_wide || before != 1 || meet(&slots[leader].plain, &slots[word].plain, reach)
                        });
                        met && near(&slots, slop)
                    } else {
                        ends.clear();
                        for (word, slot) in slots.iter_mut().enumerate() {
                            // Most documents end here, and the places of further words are not read.
                            if word > 0 && ends.is_empty() {
                                break;
                            }
                            read(word, slot);
                            if word > 0 {
                                follow(&mut ends, slot);
                            } else {
                                ends.extend(slot.plain.iter().map(|at| slot.behind(*at)));
                                ends.sort_unstable();
                            }
                        }
                        !ends.is_empty()
                    }
                }
            };
            if holds {
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
