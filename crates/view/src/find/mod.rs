//! Searching: from a query to hits, counts and facets.

mod between;
mod collect;
mod compile;
mod cursor;
mod listed;
mod matcher;
mod positions;
mod rounded;
mod snippet;
mod statistics;

pub use snippet::Snippet;

use crate::error::Result;
use crate::query::{self, Query};
use crate::view::View;
use chancery_archive::index::code;
use chancery_registry::Registry;
use collect::{Collected, Hits, Rank};
use compile::Compiler;
use cursor::Cursor;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use statistics::Statistics;
use std::sync::Arc;
use tantivy::query::{EnableScoring, Weight};

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The oldest first; those without a date at the end.
    Date,
    /// The newest first; those without a date at the end.
    DateDown,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request<'q> {
    /// The query, as typed.
    pub query: &'q str,
    /// How many hits at most; 0 gives counts only.
    pub limit: usize,
    /// Their order.
    pub sort: Sort,
    /// Where an earlier page ended.
    pub cursor: Option<&'q str>,
    /// Today, for the query's dates.
    pub today: Date,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The query as it was understood.
    pub query: String,
    /// How many telegrams it finds, all of them.
    pub total: u64,
    /// The hits of this page.
    pub hits: Vec<Hit>,
    /// How often each value stands in what was found.
    pub facets: Facets,
    /// Where this page ends, if there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A telegram that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// How well it fits.
    pub score: f32,
    /// The places that fit.
    pub snippets: Vec<Snippet>,
}

/// How often a value stands in what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// In how many telegrams.
    pub count: u64,
}

/// The counts of some fields, the most frequent value first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
        let query = query::parse(request.query, Registry::builtin(), request.today)?;
        let text = query.to_string();
        let after = Cursor::read(request.cursor, &text, request.sort, self.reader())?;
        let collected = self.collect(&query, request.sort, request.limit, after, true, false)?;
        let next = collected.hits.more.then(|| collected.hits.best.last()).flatten();
        let next = next.map(|(rank, _)| Cursor::write(rank, &text, request.sort, self.reader()));
        let matcher = matcher::Matcher::of(&query);
        let best = collected.hits.best.par_iter();
        let hits = best.map(|(rank, telegram)| self.hit(rank, *telegram, &matcher));
        let hits = hits.collect::<Result<Vec<_>>>()?;
        Ok(Found { query: text, total: collected.total, hits, facets: collected.facets, next })
    }

    /// The keys of all telegrams that a query finds, in the order of the sort. `each` is called for one after the other.
    ///
    /// # Errors
    /// As [`find`](View::find); and what `each` gives.
    pub fn each(&self, request: &Request<'_>, each: &mut dyn FnMut(&str) -> Result<()>) -> Result<u64> {
        let query = query::parse(request.query, Registry::builtin(), request.today)?;
        let collected = self.collect(&query, request.sort, usize::MAX, None, false, false)?;
        for (_, telegram) in &collected.hits.best {
            each(&self.key(*telegram as i64)?)?;
        }
        Ok(collected.total)
    }

    pub(crate) fn collect(
        &self,
        query: &Query,
        sort: Sort,
        limit: usize,
        after: Option<Rank>,
        facets: bool,
        sums: bool,
    ) -> Result<Collected> {
        let strata = self.snapshot.strata().iter().enumerate();
        let strata: Vec<_> = strata.filter(|(_, stratum)| stratum.key.matches(self.reader())).collect();
        let statistics = Statistics::of(strata.iter().map(|(_, stratum)| *stratum).collect());
        let compiled = Compiler::new(&statistics, query).compile(query)?;
        let hits = Hits { sort, limit, after, values: self.snapshot.values()?, facets, sums };
        let mut segments = Vec::new();
        for (number, stratum) in strata {
            let scoring = match hits.scored() {
                true => EnableScoring::enabled_from_statistics_provider(&statistics, &stratum.searcher),
                false => EnableScoring::disabled_from_searcher(&stratum.searcher),
            };
            let weight: Arc<dyn Weight> = compiled.weight(scoring)?.into();
            for (at, segment) in stratum.searcher.segment_readers().iter().enumerate() {
                segments.push((number, at, segment, weight.clone()));
            }
        }
        let collected = segments
            .into_par_iter()
            .map(|(stratum, at, segment, weight)| hits.collect(&*weight, segment, stratum, at))
            .try_reduce(Collected::default, |one, two| Ok(one.and(two, limit)))?;
        Ok(collected.settled(limit, hits.values))
    }

    fn hit(&self, rank: &Rank, telegram: u64, matcher: &matcher::Matcher) -> Result<Hit> {
        let whole = self.whole(telegram as i64)?;
        let texts = whole.texts(self);
        let sights = whole.sights(&texts, self);
        // The index and the view are of one moment and one rule: what was found is seen.
        let sight = sights.first();
        let record = sight.map(|sight| &sight.record);
        Ok(Hit {
            mrn: sight.map_or_else(|| whole.key.clone(), |sight| sight.key(&whole.key)),
            sent: record.and_then(|r| r.sent.as_ref()?.at).map(|at| at.to_string()),
            from: record.and_then(|r| r.from.as_ref()).map(|from| code(from).to_owned()),
            subject: record.and_then(|r| r.subject.as_deref()).map(str::to_owned),
            level: record.and_then(|r| r.classification.as_ref()?.level).map(|level| level.as_str()),
            score: rank.score(),
            snippets: sight.map(|sight| snippet::snippets(sight, matcher)).unwrap_or_default(),
        })
    }
}
