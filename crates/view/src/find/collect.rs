//! Hits, totals and facets of a search, counted over every document that fits.

use super::{Count, Facets, Sort};
use chancery_archive::index::FIELDS;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

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
    /// Originals and texts that stand behind what was found, and its first and last moment.
    pub(crate) sums: Sums,
    counts: [FxHashMap<String, u64>; FACETS],
    years: FxHashMap<u64, u64>,
}

/// What is summed up over all that was found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) originals: u64,
    pub(crate) texts: u64,
    pub(crate) span: Option<(i64, i64)>,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.originals += other.originals;
        self.texts += other.texts;
        self.span = match (self.span, other.span) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }
}

impl Collected {
    /// Puts what another stratum gave to it.
    pub(super) fn add(&mut self, other: Collected, limit: usize) {
        self.total += other.total;
        self.sums.add(other.sums);
        self.hits.more |= other.hits.more;
        self.hits.best.extend(other.hits.best);
        if self.hits.best.len() > limit.saturating_mul(4) {
            self.cut(limit);
        }
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            for (value, count) in theirs {
                *mine.entry(value).or_default() += count;
            }
        }
        for (year, count) in other.years {
            *self.years.entry(year).or_default() += count;
        }
    }

    fn cut(&mut self, limit: usize) {
        self.hits.best.sort_unstable();
        self.hits.more |= self.hits.best.len() > limit;
        self.hits.best.truncate(limit);
    }

    /// Brings hits and facets into their order.
    pub(super) fn settle(&mut self, limit: usize) {
        self.cut(limit);
        let mut lists = std::mem::take(&mut self.counts).map(ordered).into_iter();
        let mut next = || lists.next().unwrap_or_default();
        let mut years: Vec<_> = std::mem::take(&mut self.years).into_iter().collect();
        years.sort_unstable();
        self.facets = Facets {
            from: next(),
            tag: next(),
            level: next(),
            caption: next(),
            collection: next(),
            format: next(),
            year: years.into_iter().map(|(year, count)| Count { value: year.to_string(), count }).collect(),
        };
    }
}

fn ordered(counts: FxHashMap<String, u64>) -> Vec<Count> {
    let mut list: Vec<_> = counts.into_iter().map(|(value, count)| Count { value, count }).collect();
    list.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    list
}

const FACETS: usize = 6;

fn facet_fields() -> [Field; FACETS] {
    let fields = &*FIELDS;
    [fields.from, fields.tag, fields.level, fields.caption, fields.collection, fields.format]
}

/// Collects them.
pub(super) struct Hits {
    pub(super) sort: Sort,
    pub(super) limit: usize,
    pub(super) after: Option<Rank>,
    pub(super) facets: bool,
    pub(super) sums: bool,
}

pub(super) struct SegmentHits {
    sort: Sort,
    limit: usize,
    after: Option<Rank>,
    total: u64,
    more: bool,
    best: BinaryHeap<(Rank, u64)>,
    telegram: Column<u64>,
    sent: Column<i64>,
    tie: Column<u64>,
    year: Column<u64>,
    years: FxHashMap<u64, u64>,
    facets: Vec<Option<(StrColumn, Vec<u64>)>>,
    sums: Option<(Sums, Column<u64>, Column<u64>)>,
}

impl Collector for Hits {
    type Fruit = Collected;
    type Child = SegmentHits;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentHits> {
        let columns = segment.fast_fields();
        let mut facets = Vec::new();
        if self.facets {
            for field in facet_fields() {
                let column = columns.str(segment.schema().get_field_name(field))?;
                facets.push(column.map(|column| {
                    let counts = vec![0; column.num_terms()];
                    (column, counts)
                }));
            }
        }
        Ok(SegmentHits {
            sort: self.sort,
            limit: self.limit,
            after: self.after,
            total: 0,
            more: false,
            best: BinaryHeap::new(),
            telegram: columns.u64("telegram")?,
            sent: columns.i64("sent")?,
            tie: columns.u64("tie")?,
            year: columns.u64("year")?,
            years: FxHashMap::default(),
            facets,
            sums: match self.sums {
                true => Some((Sums::default(), columns.u64("originals")?, columns.u64("variants")?)),
                false => None,
            },
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.limit > 0
    }

    fn merge_fruits(&self, fruits: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for fruit in fruits {
            all.add(fruit, self.limit);
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if !self.facets.is_empty() {
            for (column, counts) in self.facets.iter_mut().flatten() {
                for ord in column.term_ords(doc) {
                    counts[ord as usize] += 1;
                }
            }
            if let Some(year) = self.year.first(doc) {
                *self.years.entry(year).or_default() += 1;
            }
        }
        if let Some((sums, originals, texts)) = &mut self.sums {
            sums.add(Sums {
                originals: originals.first(doc).unwrap_or(0),
                texts: texts.first(doc).unwrap_or(0),
                span: self.sent.first(doc).map(|sent| (sent, sent)),
            });
        }
        if self.limit == 0 {
            return;
        }
        let sent = self.sent.first(doc).unwrap_or(i64::MAX);
        let main = match self.sort {
            Sort::Relevance => Main::Score(score),
            Sort::Date => Main::Date(sent),
            // Without a date at the end, here too.
            Sort::DateDown => Main::Date(if sent == i64::MAX { sent } else { -sent }),
        };
        // The tie is looked up only where it may count.
        let worst = self.best.peek().map(|(rank, _)| *rank);
        if self.best.len() == self.limit && worst.is_some_and(|worst| Rank { main, sent, tie: 0 } > worst) {
            self.more = true;
            return;
        }
        let rank = Rank { main, sent, tie: self.tie.first(doc).unwrap_or(0) };
        if self.after.is_some_and(|after| rank <= after) {
            return;
        }
        self.best.push((rank, self.telegram.first(doc).unwrap_or(0)));
        if self.best.len() > self.limit {
            self.best.pop();
            self.more = true;
        }
    }

    fn harvest(self) -> Collected {
        let mut counts: [FxHashMap<String, u64>; FACETS] = Default::default();
        for (map, facet) in counts.iter_mut().zip(self.facets) {
            let Some((column, found)) = facet else { continue };
            for (ord, count) in found.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                let mut value = String::new();
                // A term whose number came from the column is in its dictionary.
                if column.ord_to_str(ord as u64, &mut value).unwrap_or(false) {
                    map.insert(value, count);
                }
            }
        }
        Collected {
            total: self.total,
            hits: Best { best: self.best.into_vec(), more: self.more },
            facets: Facets::default(),
            sums: self.sums.map(|(sums, ..)| sums).unwrap_or_default(),
            counts,
            years: self.years,
        }
    }
}
