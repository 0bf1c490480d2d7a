//! Requests of every kind, and whatever a view answers, as one text.

use crate::queries::Vocabulary;
use crate::support::{Random, request};
use chancery_view::find::{Request, Sort};
use chancery_view::{Error, View};
use jiff::civil::date;
use std::fmt::Write as _;

/// Something asked.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    Find {
        query: String,
        limit: usize,
        skip: usize,
        sort: Sort,
        cursor: Option<String>,
    },
    /// How a query that is being typed may go on.
    Suggest {
        typed: String,
    },
    /// Page after page.
    Pages {
        query: String,
        limit: usize,
        sort: Sort,
    },
    Each {
        query: String,
        sort: Sort,
    },
    Stats,
    Show {
        key: String,
        variant: Option<usize>,
    },
    Diff {
        key: String,
        one: usize,
        two: usize,
    },
    Resolve {
        name: String,
        year: Option<u16>,
    },
    Due {
        year: i16,
    },
    Alike {
        key: String,
    },
    Collections,
    Explain {
        key: String,
    },
    Journal,
}

const SORTS: [Sort; 3] = [Sort::Relevance, Sort::Date, Sort::DateDown];

/// Mistakes, and what only looks like one.
const ODD: [&str; 16] = [
    "form:PARIS",
    "from:PRIS",
    "date:2006-13",
    "(harbor",
    "tag:PTERR",
    "collection:vault",
    "collection:valt",
    "class:topsecret",
    "has:redacton",
    "mrn:",
    "~2",
    "harbor~9",
    "year:2007..2006",
    "collection:main -collection:vault",
    "has:damage",
    "has:redaction",
];

impl Ask {
    pub(crate) fn any(
        vocabulary: &Vocabulary,
        keys: &[String],
        cursors: &[String],
        random: &mut Random,
    ) -> Ask {
        let query = match random.chance(12) {
            true => (*random.one(&ODD)).to_owned(),
            false => vocabulary.query(random, 2).to_string(),
        };
        let sort = *random.one(&SORTS);
        let key = random.one(keys).clone();
        match random.below(27) {
            0..=8 => {
                let limit = [0, 1, 3, 10, 1_000][random.below(5)];
                Ask::Find { query, limit, skip: [0, 0, 1, 7][random.below(4)], sort, cursor: None }
            }
            9 => Ask::Find { query, limit: 3, skip: 0, sort, cursor: Some(random.one(cursors).clone()) },
            10 | 11 => Ask::Pages { query, limit: 1 + random.below(7), sort },
            12 | 13 => Ask::Each { query, sort },
            14 => Ask::Stats,
            15..=17 => {
                Ask::Show { key, variant: [None, None, Some(1), Some(2), Some(3), Some(0)][random.below(6)] }
            }
            18 | 19 => Ask::Diff { key, one: 1 + random.below(2), two: 1 + random.below(3) },
            20 => Ask::Resolve { name: key, year: None },
            21 => {
                let post = *random.one(&["PORT ALDER", "portalder", "GREYHAVEN", "paris"]);
                let name = format!("{post} {}", 380 + random.below(80));
                Ask::Resolve { name, year: [None, Some(2006), Some(2007), Some(8)][random.below(4)] }
            }
            22 => match random.below(3) {
                0 => Ask::Due { year: [1980, 2012, 2020][random.below(3)] },
                1 => Ask::Collections,
                _ => Ask::Journal,
            },
            23 => Ask::Alike { key },
            24 => Ask::Explain { key },
            _ => Ask::Suggest { typed: started(&key, random) },
        }
    }

    pub(crate) fn answer(&self, view: &View) -> String {
        let said = match self {
            Ask::Find { query, limit, skip, sort, cursor } => {
                let request = Request {
                    cursor: cursor.as_deref(),
                    skip: *skip,
                    months: true,
                    ..request(query, *limit, *sort)
                };
                view.find(&request).map(|found| {
                    let scores: Vec<u32> = found.hits.iter().map(|hit| hit.score.to_bits()).collect();
                    format!(
                        "{} {:?} {:?} {:?} {scores:?}",
                        json(&found),
                        found.months,
                        found.facets.collection,
                        found.facets.format
                    )
                })
            }
            Ask::Pages { query, limit, sort } => pages(view, query, *limit, *sort),
            Ask::Each { query, sort } => {
                let (mut keys, mut whole) = (String::new(), String::new());
                let counted = view.keys(&request(query, 0, *sort), &mut |key| {
                    let _ = writeln!(keys, "{key}");
                });
                let total = view.each::<Error>(&request(query, 0, *sort), &mut |shown| {
                    let _ = writeln!(keys, "{}", shown.key);
                    let _ = writeln!(whole, "{:?} {}", shown.collections, json(shown.record));
                    Ok(())
                });
                total.map(|total| format!("{total} {counted:?}\n{keys}{whole}"))
            }
            Ask::Stats => view.stats().map(|stats| json(&stats)),
            Ask::Show { key, variant } => view.show(key, *variant, |shown| {
                format!(
                    "{} {} of {} in {:?}\n{}\n{}",
                    shown.key,
                    shown.variant,
                    shown.variants,
                    shown.collections,
                    json(shown.record),
                    shown.original.escape_ascii()
                )
            }),
            Ask::Diff { key, one, two } => view.diff(key, *one, *two).map(|diff| json(&diff)),
            Ask::Resolve { name, year } => view.resolve(name, *year),
            Ask::Due { year } => {
                let mut list = String::new();
                let count = view.due::<Error>(date(*year, 6, 1), &mut |due| {
                    let _ = writeln!(list, "{}", json(due));
                    Ok(())
                });
                count.map(|count| format!("{count}\n{list}"))
            }
            Ask::Alike { key } => view.alike(key).map(|keys| keys.join(" ")),
            Ask::Collections => view.collections().map(|list| json(&list)),
            Ask::Explain { key } => {
                let mut rows = String::new();
                let count = view.explain(key, view.reader(), &mut |_, list| rows.push_str(&json(&list)));
                count.map(|count| format!("{count} {rows}"))
            }
            Ask::Suggest { typed } => view.suggest(typed, 10).map(|list| json(&list)),
            Ask::Journal => view.journal().map(|lines| format!("{lines:?} {:?}", view.state())),
        };
        said.unwrap_or_else(|error| complaint(&error))
    }
}

/// The beginning of a query that somebody types.
fn started(key: &str, random: &mut Random) -> String {
    let begun: String = key.chars().take(2 + random.below(9)).collect();
    let field = *random.one(&["", "mrn:", "harbor ", "-", "from:", "tag:"]);
    let name = *random.one(&["from:a", "to:s", "info:(\"am", "from:harb", "to:(us", ""]);
    if random.below(3) == 0 && !name.is_empty() {
        return name.to_owned();
    }
    format!("{field}{begun}")
}

pub(crate) fn complaint(error: &Error) -> String {
    format!("{error} | {} | {error:?}", error.help())
}

fn pages(view: &View, query: &str, limit: usize, sort: Sort) -> chancery_view::Result<String> {
    let mut all = String::new();
    let mut cursor: Option<String> = None;
    for _ in 0..12 {
        let found = view.find(&Request { cursor: cursor.as_deref(), ..request(query, limit, sort) })?;
        let _ = writeln!(all, "{}", json(&found));
        cursor = found.next;
        if cursor.is_none() {
            break;
        }
    }
    Ok(all)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
