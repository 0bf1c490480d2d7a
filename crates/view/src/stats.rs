//! What an archive holds, as a reader sees it; and what is due to be released.

use crate::error::{Error, Result};
use crate::find::{Count, Hits, Request, Sort};
use crate::query::Query;
use crate::view::View;
use chancery_archive::access;
use chancery_archive::index::days;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;

/// What an archive holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Stats {
    /// Telegrams.
    pub telegrams: u64,
    /// Originals: telegrams, or sections of them, as sources gave them.
    pub originals: u64,
    /// Texts of telegrams beyond the first one of each.
    pub variants: u64,
    /// When the oldest was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// When the newest was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Telegrams by year, sender, level and source format.
    pub by: By,
}

/// Telegrams by some of their values.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct By {
    /// By year.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub year: Vec<Count>,
    /// By sender.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub post: Vec<Count>,
    /// By level.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub level: Vec<Count>,
    /// By source format.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub format: Vec<Count>,
    /// By collection.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub collection: Vec<Count>,
    /// By TAGS.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub tag: Vec<Count>,
    /// By caption.
    #[serde(serialize_with = "map")]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub caption: Vec<Count>,
}

fn map<S: Serializer>(counts: &[Count], serializer: S) -> std::result::Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for Count { value, count } in counts {
        map.serialize_entry(value, count)?;
    }
    map.end()
}

/// A telegram whose classification has lapsed by its own line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Due {
    /// Its number; of a telegram without one its key.
    pub mrn: String,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// The day on which its classification lapsed.
    pub on: String,
    /// The rule that says so.
    pub rule: &'static str,
    /// Its subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

impl View {
    /// What the archive holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        self.counted().cloned()
    }

    /// The same, counted once: a view is of one moment.
    pub(crate) fn counted(&self) -> Result<&Stats> {
        if let Some(stats) = self.stats.get() {
            return Ok(stats);
        }
        let stats = self.count()?;
        Ok(self.stats.get_or_init(|| stats))
    }

    fn count(&self) -> Result<Stats> {
        let wanted = Hits { sort: Sort::Date, facets: true, sums: true, ..Hits::default() };
        let collected = self.collect(&Query::All, &wanted)?;
        let facets = collected.facets;
        Ok(Stats {
            telegrams: collected.total,
            originals: collected.sums.originals,
            variants: collected.sums.texts.saturating_sub(collected.total),
            first: self.end(Sort::Date)?,
            last: self.end(Sort::DateDown)?,
            by: By {
                year: facets.year,
                post: facets.from,
                level: facets.level,
                format: facets.format,
                collection: facets.collection,
                tag: facets.tag,
                caption: facets.caption,
            },
        })
    }

    /// When the first telegram of an order was sent: to the minute, or the day, as it says itself.
    fn end(&self, sort: Sort) -> Result<Option<String>> {
        let today = Date::default();
        let first = Request { query: "*", limit: 1, skip: 0, sort, months: false, cursor: None, today };
        Ok(self.hits(&first)?.hits.into_iter().next().and_then(|hit| hit.sent))
    }

    /// The telegrams whose classification has lapsed by a day, under the order in force when they were sent, the oldest first.
    /// `each` is called for one after the other, until it gives an error. Gives how many there are.
    ///
    /// # Errors
    /// When the archive cannot be read; and what `each` gives.
    pub fn due<E: From<Error>>(
        &self,
        on: Date,
        each: &mut dyn FnMut(&Due) -> std::result::Result<(), E>,
    ) -> std::result::Result<u64, E> {
        let mut count = 0;
        for telegram in self.lapsed(on)? {
            let due = self.seen(telegram, |key, _, sight| {
                let record = &sight.record;
                let level = record.classification.as_ref().and_then(|class| class.level);
                Ok(access::lapse(record).map(|lapse| Due {
                    mrn: key.to_owned(),
                    level: level.map(|level| level.as_str()),
                    sent: record.sent.as_ref().and_then(|sent| sent.at).map(|at| at.to_string()),
                    on: lapse.on.to_string(),
                    rule: lapse.basis,
                    subject: record.subject.as_deref().map(str::to_owned),
                }))
            })?;
            if let Some(due) = due {
                count += 1;
                each(&due)?;
            }
        }
        Ok(count)
    }

    /// The telegrams whose line gives a day that is not behind `on`: by that day, then by their keys.
    fn lapsed(&self, on: Date) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        for segment in self.strata().flat_map(|stratum| stratum.searcher.segment_readers()) {
            let columns = segment.fast_fields();
            let (lapses, telegram) = (columns.i64("declassify")?, columns.u64("telegram")?);
            for doc in segment.doc_ids_alive() {
                if let Some(day) = lapses.first(doc).filter(|day| *day <= days(on)) {
                    let telegram = telegram.first(doc).unwrap_or(0) as i64;
                    found.push((day, self.key(telegram)?, telegram));
                }
            }
        }
        found.sort();
        Ok(found.into_iter().map(|(.., telegram)| telegram).collect())
    }
}
