//! Searching: from a query to hits, counts and facets.

mod between;
mod collect;
mod compile;
mod cursor;
mod matcher;
mod positions;
mod rounded;
mod snippet;
mod standing;
mod statistics;

#[cfg(test)]
mod tests;

pub use snippet::Snippet;

use crate::error::{Error, Result};
use crate::query::{Field, Query, Text};
use crate::show::Shown;
use crate::view::View;
use chancery_archive::index::code;
use chancery_registry::Registry;
pub(crate) use collect::Hits;
use collect::{Collected, FIRST_DAY, Rank};
use compile::Compiler;
use cursor::Cursor;
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statistics::Statistics;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::query::{EnableScoring, Weight};

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The oldest first; those without a date at the end.
    Date,
    /// The newest first; those without a date at the end.
    #[serde(rename = "-date")]
    DateDown,
}

impl Sort {
    /// All orders, each with what it is, for a person.
    pub const ALL: [(Sort, &'static str); 3] = [
        (Sort::Relevance, "The best first"),
        (Sort::Date, "The oldest first"),
        (Sort::DateDown, "The newest first"),
    ];

    /// Its name in requests: `relevance`, `date`, `-date`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Sort::Relevance => "relevance",
            Sort::Date => "date",
            Sort::DateDown => "-date",
        }
    }

    /// The order of a name.
    pub fn by_name(name: &str) -> Option<Sort> {
        Sort::ALL.into_iter().map(|(sort, _)| sort).find(|sort| sort.as_str() == name)
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request<'q> {
    /// The query, as typed.
    pub query: &'q str,
    /// How many hits at most; 0 gives counts only.
    pub limit: usize,
    /// How many hits are passed over, behind the cursor where there is one: whoever numbers his pages has none. They have to be
    /// found all the same, so it costs as much as so many hits more.
    pub skip: usize,
    /// Their order.
    pub sort: Sort,
    /// Whether they are counted by month too.
    pub months: bool,
    /// Where an earlier page ended.
    pub cursor: Option<&'q str>,
    /// Today, for the query's dates.
    pub today: Date,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Found {
    /// The query as it was understood.
    pub query: String,
    /// How many telegrams it finds, all of them.
    pub total: u64,
    /// The hits of this page.
    pub hits: Vec<Hit>,
    /// How often each value stands in what was found.
    pub facets: Facets,
    /// How many there are of each month, in order: `1974-05`; those of which only the year is known are not counted. Only where it
    /// was asked.
    #[serde(skip)]
    pub months: Vec<Count>,
    /// Where this page ends, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A telegram that was found.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// Its number; of a telegram without one its key.
    pub mrn: String,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// Who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Its subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Where words of the subject fit: `[start, end)` in bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subject_marks: Vec<(usize, usize)>,
    /// What it is called where it has no subject: the heading that an edition gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// How well it fits.
    pub score: f32,
    /// The places that fit.
    pub snippets: Vec<Snippet>,
}

/// How often a value stands in what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// The value.
    pub value: String,
    /// In how many telegrams.
    pub count: u64,
}

/// The counts of some fields, the most frequent value first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facets {
    /// Senders.
    pub from: Vec<Count>,
    /// TAGS.
    pub tag: Vec<Count>,
    /// Levels.
    pub level: Vec<Count>,
    /// Years, in order.
    pub year: Vec<Count>,
    /// Captions.
    pub caption: Vec<Count>,
    /// Collections.
    #[serde(skip)]
    pub collection: Vec<Count>,
    /// Source formats.
    #[serde(skip)]
    pub format: Vec<Count>,
}

impl View {
    /// Searches.
    ///
    /// # Errors
    /// [`Error::Query`](crate::Error::Query), [`Error::Cursor`](crate::Error::Cursor), or that the archive cannot be read.
    pub fn find(&self, request: &Request<'_>) -> Result<Found> {
        self.searched(request, true)
    }

    /// A query as it is understood, which is not asked.
    ///
    /// # Errors
    /// [`Error::Query`](crate::Error::Query), or that the archive cannot be read.
    pub fn understood(&self, query: &str, today: Date) -> Result<String> {
        Ok(self.query(query, today)?.to_string())
    }

    /// As [`find`](View::find), with no facets: what stands in the telegrams that are found is not counted.
    ///
    /// # Errors
    /// As [`find`](View::find).
    pub fn hits(&self, request: &Request<'_>) -> Result<Found> {
        self.searched(request, false)
    }

    fn searched(&self, request: &Request<'_>, facets: bool) -> Result<Found> {
        let query = self.query(request.query, request.today)?;
        let text = query.to_string();
        let cursor = Cursor::read(request.cursor, &text, request.sort, self.reader())?;
        // Hits of the last page's last rank come first; those of them that were given are passed over.
        let equal = cursor.filter(|_| request.limit > 0).map_or(0, |cursor| cursor.equal);
        let given = equal.saturating_add(if request.limit > 0 { request.skip } else { 0 });
        let collected = self.collect(
            &query,
            &Hits {
                sort: request.sort,
                limit: request.limit.saturating_add(given),
                from: cursor.map(|cursor| cursor.rank),
                facets,
                days: request.months,
                ..Hits::default()
            },
        )?;
        let best = &collected.hits.best;
        let last = collected.hits.more.then(|| best.last()).flatten();
        let next = last.map(|(rank, _)| {
            let equal = best.iter().rev().take_while(|(other, _)| other == rank).count();
            Cursor { rank: *rank, equal }.write(&text, request.sort, self.reader())
        });
        let matcher = matcher::Matcher::of(&query);
        let page = best.get(given..).unwrap_or_default().par_iter();
        let hits = page.map(|(rank, telegram)| self.hit(rank, *telegram, &matcher));
        let hits = hits.collect::<Result<Vec<_>>>()?;
        let (total, months) = (collected.total, months(&collected.days));
        Ok(Found { query: text, total, hits, facets: collected.facets, months, next })
    }

    /// The keys of all telegrams that a query finds, in the order of the sort; limit and cursor do not count. `each` is called for
    /// one after the other. Gives how many there are.
    ///
    /// # Errors
    /// As [`find`](View::find).
    pub fn keys(&self, request: &Request<'_>, each: &mut dyn FnMut(&str)) -> Result<u64> {
        let all = self.all(request)?;
        for telegram in &all {
            each(&self.key(*telegram)?);
        }
        Ok(all.len() as u64)
    }

    /// As [`keys`](View::keys), with all that the reader sees of the text that comes first. Where `each` gives an error it is not
    /// called again.
    ///
    /// # Errors
    /// As [`find`](View::find); and what `each` gives.
    pub fn each<E: From<Error>>(
        &self,
        request: &Request<'_>,
        each: &mut dyn FnMut(&Shown<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<u64, E> {
        let all = self.all(request)?;
        for telegram in &all {
            self.seen(*telegram, |key, sights, _| Ok(each(&self.shown(key, sights, 1)?)))??;
        }
        Ok(all.len() as u64)
    }

    /// All telegrams that a query finds, in the order of the sort.
    fn all(&self, request: &Request<'_>) -> Result<Vec<i64>> {
        let query = self.query(request.query, request.today)?;
        let wanted = Hits { sort: request.sort, limit: usize::MAX, ..Hits::default() };
        let found = self.collect(&query, &wanted)?;
        Ok(found.hits.best.into_iter().map(|(_, telegram)| telegram as i64).collect())
    }

    pub(crate) fn collect(&self, query: &Query, hits: &Hits) -> Result<Collected> {
        self.collect_in(PIECE, query, hits)
    }

    /// Collects with several threads, each of which searches `least` documents or more.
    fn collect_in(&self, least: DocId, query: &Query, hits: &Hits) -> Result<Collected> {
        let strata: Vec<_> = self.strata().collect();
        let statistics = Statistics::of(strata.clone());
        let compiled = Compiler::new(&statistics, query, hits.scored()).compile(query)?;
        let values = self.values()?;
        // Each thread has about two pieces, whatever the segments are; but each piece opens the words' lists anew.
        let all: u64 = strata.iter().map(|stratum| stratum.searcher.num_docs()).sum();
        let share = all / 2 / rayon::current_num_threads() as u64;
        let piece = match is_cut(query) {
            true => least.max(share.try_into().unwrap_or(DocId::MAX)),
            false => DocId::MAX,
        };
        let mut segments = Vec::new();
        for (number, stratum) in strata.into_iter().enumerate() {
            let scoring = match hits.scored() {
                true => EnableScoring::enabled_from_statistics_provider(&statistics, &stratum.searcher),
                false => EnableScoring::disabled_from_searcher(&stratum.searcher),
            };
            let weight: Arc<dyn Weight> = compiled.weight(scoring)?.into();
            for (at, segment) in stratum.searcher.segment_readers().iter().enumerate() {
                for documents in pieces(segment.max_doc(), piece) {
                    segments.push(((number, at), segment, documents, weight.clone()));
                }
            }
        }
        let collected = segments
            .into_par_iter()
            .map(|(place, segment, documents, weight)| {
                hits.collect(&*weight, segment, documents, values, place)
            })
            .try_reduce(Collected::default, |one, two| Ok(one.and(two, hits.limit)))?;
        Ok(collected.settled(hits.limit, values))
    }

    fn hit(&self, rank: &Rank, telegram: u64, matcher: &matcher::Matcher) -> Result<Hit> {
        self.seen(telegram as i64, |key, _, sight| {
            let record = &sight.record;
            let level = record.classification.as_ref().and_then(|class| class.level);
            let fitting = snippet::fitting(sight, matcher);
            Ok(Hit {
                mrn: key.to_owned(),
                sent: record.sent.as_ref().and_then(|sent| sent.at).map(|at| at.to_string()),
                from: record.from.as_ref().map(|from| code(from).to_owned()),
                subject: record.subject.as_deref().map(str::to_owned),
                subject_marks: fitting.subject,
                title: record.title().filter(|_| record.subject.is_none()).map(str::to_owned),
                level: level.map(|level| level.as_str()),
                score: rank.score(),
                snippets: fitting.snippets,
            })
        })
    }
}

/// The fewest documents that are searched by a thread of its own.
const PIECE: DocId = 1 << 15;

/// The documents of a segment in pieces of about the same size, of `piece` documents at most.
fn pieces(documents: DocId, piece: DocId) -> impl Iterator<Item = Range<DocId>> {
    let count = u64::from(documents.div_ceil(piece).max(1));
    let at = move |piece: u64| (u64::from(documents) * piece / count) as DocId;
    (0..count).map(move |piece| at(piece)..at(piece + 1))
}

/// Whether a search may be cut into pieces. Where many words are looked for by how they begin or nearly are, all documents of a segment
/// are gathered before the first one is given.
fn is_cut(query: &Query) -> bool {
    let mut waiting = vec![query];
    while let Some(query) = waiting.pop() {
        match query {
            Query::And(children) | Query::Or(children) => waiting.extend(children),
            Query::Not(inner) => waiting.push(inner),
            Query::Text(_, Text::Prefix(_) | Text::Fuzzy { .. }) => return false,
            // A person's given names may be left out.
            Query::Field(Field::Tag(tag)) if Registry::builtin().tag(tag).is_none() => return false,
            Query::All | Query::Text(..) | Query::Field(_) => {}
        }
    }
    true
}

/// Counts by day as counts by month.
fn months(days: &[u64]) -> Vec<Count> {
    let mut months: BTreeMap<String, u64> = BTreeMap::new();
    for (day, count) in (FIRST_DAY..).zip(days).filter(|(_, count)| **count > 0) {
        if let Ok(moment) = Timestamp::from_second(day.saturating_mul(24 * 60 * 60)) {
            *months.entry(moment.strftime("%Y-%m").to_string()).or_default() += count;
        }
    }
    months.into_iter().map(|(value, count)| Count { value, count }).collect()
}
