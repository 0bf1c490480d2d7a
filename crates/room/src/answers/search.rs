//! Searching.

use crate::problem::Problem;
use chancery_view::find::{Facets, Found, Request, Sort};
use chancery_view::{Suggestion, View};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most hits of one page.
pub const MOST_HITS: usize = 1000;

/// The most suggestions.
const MOST_SUGGESTIONS: usize = 10;

/// The longest query that is taken, in bytes.
const LONGEST: usize = 4096;

/// What is looked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The query, in the language of `chancery find`; nothing or `*` finds everything.
    #[serde(default)]
    pub q: String,
    /// How many hits at most; 0 gives counts only.
    #[serde(default = "ten")]
    #[schemars(range(min = 0, max = 1000))]
    pub limit: usize,
    /// The order: `relevance`, `date` or `-date`.
    #[serde(default)]
    pub sort: Sort,
    /// How many hits are passed over, where pages are numbered.
    #[serde(skip)]
    pub skip: usize,
    /// Whether they are counted by month too.
    #[serde(skip)]
    pub months: bool,
    /// Where an earlier page ended: its `next`; nothing gives the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn ten() -> usize {
    10
}

/// The day, for the dates of a query.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Counts without hits.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FacetsFound {
    /// The query as it was understood.
    pub query: String,
    /// How many telegrams it finds.
    pub total: u64,
    /// How often each value stands in them.
    pub facets: Facets,
}

/// How a query may go on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    /// What may be meant, the likeliest first.
    pub suggestions: Vec<Suggestion>,
}

/// Searches.
///
/// # Errors
/// The mistakes of the query; a limit that is too high; a cursor of another search.
pub fn search(view: &View, asked: &Search) -> Result<Found, Problem> {
    if asked.limit > MOST_HITS {
        return Err(Problem::wrong(format!("`limit` is at most {MOST_HITS}")));
    }
    let query = query(&asked.q)?;
    Ok(view.find(&Request {
        query,
        limit: asked.limit,
        skip: asked.skip,
        months: asked.months,
        sort: asked.sort,
        cursor: asked.cursor.as_deref().filter(|cursor| !cursor.is_empty()),
        today: today(),
    })?)
}

/// Counts what a query finds.
///
/// # Errors
/// The mistakes of the query.
pub fn facets(view: &View, q: &str) -> Result<FacetsFound, Problem> {
    let asked = Search { q: q.to_owned(), limit: 0, ..Search::default() };
    let Found { query, total, facets, .. } = search(view, &asked)?;
    Ok(FacetsFound { query, total, facets })
}

/// Proposes how a query may go on.
///
/// # Errors
/// That the archive cannot be read.
pub fn suggest(view: &View, q: &str) -> Result<Suggestions, Problem> {
    let query = query(q)?;
    Ok(Suggestions { query: q.to_owned(), suggestions: view.suggest(query, MOST_SUGGESTIONS)? })
}

fn query(q: &str) -> Result<&str, Problem> {
    if q.len() > LONGEST {
        return Err(Problem::wrong(format!("a query has at most {LONGEST} bytes")));
    }
    Ok(if q.trim().is_empty() { "*" } else { q })
}
