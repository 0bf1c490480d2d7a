//! Hits, totals and facets of a search, counted over every document that fits.

use super::{Count, Facets, Sort};
use chancery_archive::index::{Columns, Tally, Values};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Range;
use tantivy::columnar::Column;
use tantivy::query::Weight;
use tantivy::{DocId, Score, SegmentReader};

/// The first day that is counted, in days since 1970: before the first telegram of the State Department.
pub(super) const FIRST_DAY: i64 = -40_000;

/// The place of a hit in the order. The smallest comes first. It says nothing of segments or of what else is in the archive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rank {
    /// The score; the date, turned where the newest comes first.
    pub(super) main: Main,
    /// When it was sent; without a date at the end.
    pub(super) sent: i64,
    /// What breaks the last ties.
    pub(super) tie: u64,
}

/// What hits are ordered by first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Main {
    Score(Score),
    Date(i64),
}

impl Rank {
    pub(super) fn score(&self) -> Score {
        match self.main {
            Main::Score(score) => score,
            Main::Date(_) => 0.0,
        }
    }
}

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Rank) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Rank) -> Ordering {
        let main = match (self.main, other.main) {
            (Main::Score(one), Main::Score(two)) => two.total_cmp(&one),
            (Main::Date(one), Main::Date(two)) => one.cmp(&two),
            // Ranks of one search are of one kind.
            (Main::Score(_), Main::Date(_)) => Ordering::Less,
            (Main::Date(_), Main::Score(_)) => Ordering::Greater,
        };
        main.then(self.sent.cmp(&other.sent)).then(self.tie.cmp(&other.tie))
    }
}

/// The best hits, and whether there are more.
#[derive(Debug, Default)]
pub(crate) struct Best {
    pub(super) best: Vec<(Rank, u64)>,
    pub(super) more: bool,
}

/// What was collected.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) total: u64,
    pub(super) hits: Best,
    pub(crate) facets: Facets,
    /// Originals and texts that stand behind what was found.
    pub(crate) sums: Sums,
    /// By the numbers of the values.
    counts: Vec<u64>,
    /// By the day on which it was sent, counted from [`FIRST_DAY`], where that is asked.
    pub(super) days: Vec<u64>,
}

/// What is summed up over all that was found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) originals: u64,
    pub(crate) texts: u64,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.originals += other.originals;
        self.texts += other.texts;
    }
}

impl Collected {
    /// This and what another segment gave.
    pub(super) fn and(mut self, other: Collected, limit: usize) -> Collected {
        self.total += other.total;
        self.sums.add(other.sums);
        self.hits.more |= other.hits.more;
        self.hits.best.extend(other.hits.best);
        if self.hits.best.len() > limit.saturating_mul(4) {
            self.cut(limit);
        }
        add(&mut self.counts, &other.counts);
        add(&mut self.days, &other.days);
        self
    }

    fn cut(&mut self, limit: usize) {
        self.hits.best.sort_unstable();
        self.hits.more |= self.hits.best.len() > limit;
        self.hits.best.truncate(limit);
    }

    /// Brings hits and facets into their order.
    pub(super) fn settled(mut self, limit: usize, values: &Values) -> Collected {
        self.cut(limit);
        let counts = std::mem::take(&mut self.counts);
        let mut fields = (0..).map(|field| {
            values.found(field, &counts).map(|(value, count)| Count { value: value.to_owned(), count })
        });
        let mut alphabetical = || fields.next().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        let mut frequent = || {
            let mut list = alphabetical();
            list.sort_by_key(|found| Reverse(found.count));
            list
        };
        self.facets = Facets {
            from: frequent(),
            tag: frequent(),
            level: frequent(),
            caption: frequent(),
            collection: frequent(),
            format: frequent(),
            year: alphabetical(),
        };
        self
    }
}

/// Adds up counts by number.
fn add(mine: &mut Vec<u64>, theirs: &[u64]) {
    if mine.len() < theirs.len() {
        mine.resize(theirs.len(), 0);
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

/// What is collected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hits {
    /// The order of the hits.
    pub(crate) sort: Sort,
    /// How many at most; 0 gives counts only.
    pub(crate) limit: usize,
    /// The rank from which on hits are taken.
    pub(crate) from: Option<Rank>,
    /// Whether the facets are counted.
    pub(crate) facets: bool,
    /// Whether originals and texts are summed up.
    pub(crate) sums: bool,
    /// Whether they are counted by day.
    pub(crate) days: bool,
}

impl Hits {
    /// Whether scores are asked for.
    pub(super) fn scored(&self) -> bool {
        self.sort == Sort::Relevance && self.limit > 0
    }

    /// Collects what a weight finds among some documents of a segment: the one of this number in the stratum of that number.
    pub(super) fn collect(
        &self,
        weight: &dyn Weight,
        segment: &SegmentReader,
        documents: Range<DocId>,
        values: &Values,
        (stratum, at): (usize, usize),
    ) -> tantivy::Result<Collected> {
        let Some(columns) = values.segment(stratum, at) else { return Ok(Collected::default()) };
        let mut found = Segment::open(self, columns, values);
        let alive = segment.alive_bitset();
        if documents != (0..segment.max_doc()) {
            let mut scorer = weight.scorer(segment, 1.0)?;
            let mut doc = scorer.doc();
            if doc < documents.start {
                doc = scorer.seek(documents.start);
            }
            while doc < documents.end {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    found.take(doc, if self.scored() { scorer.score() } else { 0.0 });
                }
                doc = scorer.advance();
            }
        } else if self.scored() {
            weight.for_each(segment, &mut |doc, score| {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    found.take(doc, score);
                }
            })?;
        } else {
            weight.for_each_no_score(segment, &mut |docs| {
                for &doc in docs {
                    if alive.is_none_or(|alive| alive.is_alive(doc)) {
                        found.take(doc, 0.0);
                    }
                }
            })?;
        }
        Ok(found.end())
    }
}

/// Documents whose values are looked up at once.
const BLOCK: usize = 1024;

/// A column of numbers, looked up for many documents at once.
struct Block<'c> {
    column: &'c Column<u64>,
    documents: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl<'c> Block<'c> {
    fn of(column: &'c Column<u64>) -> Block<'c> {
        Block { column, documents: Vec::new(), rows: Vec::new(), values: Vec::new() }
    }

    /// All values of these documents, in their order.
    fn values(&mut self, documents: &[DocId]) -> &[u64] {
        self.documents.clear();
        self.rows.clear();
        self.column.index.docids_to_rowids(documents, &mut self.documents, &mut self.rows);
        self.values.resize(self.rows.len(), 0);
        self.column.values.get_vals(&self.rows, &mut self.values);
        &self.values
    }
}

/// What is found in a segment.
struct Segment<'h> {
    hits: &'h Hits,
    best: BinaryHeap<(Rank, u64)>,
    more: bool,
    columns: &'h Columns,
    /// What was found and not counted yet.
    waiting: Vec<DocId>,
    total: u64,
    tally: Option<Tally<'h>>,
    days: Vec<u64>,
    sums: Option<(Sums, Block<'h>, Block<'h>)>,
}

impl<'h> Segment<'h> {
    fn open(hits: &'h Hits, columns: &'h Columns, values: &Values) -> Segment<'h> {
        Segment {
            hits,
            best: BinaryHeap::new(),
            more: false,
            columns,
            waiting: Vec::new(),
            total: 0,
            tally: hits.facets.then(|| Tally::of(columns, values)),
            days: Vec::new(),
            sums: hits
                .sums
                .then(|| (Sums::default(), Block::of(&columns.originals), Block::of(&columns.variants))),
        }
    }

    fn take(&mut self, doc: DocId, score: Score) {
        self.waiting.push(doc);
        if self.waiting.len() == BLOCK {
            self.count();
        }
        if self.hits.limit > 0 {
            self.rank(doc, score);
        }
    }

    /// Counts what waits.
    fn count(&mut self) {
        let found = &self.waiting;
        if found.is_empty() {
            return;
        }
        self.total += found.len() as u64;
        if let Some(tally) = &mut self.tally {
            tally.add(found, self.total);
        }
        if self.hits.days {
            for sent in found.iter().filter_map(|doc| self.columns.sent.first(*doc)) {
                // No telegram is older than the first day.
                let Ok(day) = usize::try_from(sent.div_euclid(24 * 60) - FIRST_DAY) else { continue };
                if self.days.len() <= day {
                    self.days.resize(day + 1, 0);
                }
                self.days[day] += 1;
            }
        }
        if let Some((sums, originals, texts)) = &mut self.sums {
            sums.originals += originals.values(found).iter().sum::<u64>();
            sums.texts += texts.values(found).iter().sum::<u64>();
        }
        self.waiting.clear();
    }

    fn rank(&mut self, doc: DocId, score: Score) {
        let worst = self.best.peek().map(|(rank, _)| *rank).filter(|_| self.best.len() == self.hits.limit);
        // Most are too low, and need no look at a date.
        if let Some(Rank { main: Main::Score(worst), .. }) = worst
            && score < worst
        {
            self.more = true;
            return;
        }
        let sent = self.columns.sent.first(doc).unwrap_or(i64::MAX);
        let main = match self.hits.sort {
            Sort::Relevance => Main::Score(score),
            Sort::Date => Main::Date(sent),
            // Without a date at the end, here too.
            Sort::DateDown => Main::Date(if sent == i64::MAX { sent } else { -sent }),
        };
        // The tie is looked up only where it may count.
        if worst.is_some_and(|worst| Rank { main, sent, tie: 0 } > worst) {
            self.more = true;
            return;
        }
        let rank = Rank { main, sent, tie: self.columns.tie.first(doc).unwrap_or(0) };
        if self.hits.from.is_some_and(|from| rank < from) {
            return;
        }
        self.best.push((rank, self.columns.telegram.first(doc).unwrap_or(0)));
        if self.best.len() > self.hits.limit {
            self.best.pop();
            self.more = true;
        }
    }

    fn end(mut self) -> Collected {
        self.count();
        Collected {
            total: self.total,
            hits: Best { best: self.best.into_vec(), more: self.more },
            facets: Facets::default(),
            sums: self.sums.map(|(sums, ..)| sums).unwrap_or_default(),
            counts: self.tally.map(Tally::end).unwrap_or_default(),
            days: self.days,
        }
    }
}
