//! What a query finds.

use super::frame::{Frame, page};
use super::link;
use super::narrow;
use super::shelf::{Counted, shelf};
use super::timeline::{Timeline, timeline};
use super::words::{self, Coded, counted, grouped};
use crate::answers::{self, Search};
use crate::asked::Asked;
use crate::problem::{Problem, Wrong};
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chancery_exports::EXPORTS;
use chancery_view::View;
use chancery_view::find::{Count, Facets, Hit, Snippet, Sort};
use serde::Deserialize;
use std::sync::Arc;

/// How many hits a page has.
const HITS: usize = 20;

/// The last page that is numbered: who wants more makes the query narrower, or exports.
const PAGES: usize = 500;

/// Up to so many years, months are shown.
const FEW_YEARS: i32 = 8;

/// How many values of a facet are shown.
const VALUES: usize = 10;

/// A field whose values stand beside the hits.
pub(super) struct Shelved {
    pub(super) title: &'static str,
    /// Its name in a query.
    pub(super) field: &'static str,
    pub(super) counts: fn(&Facets) -> &[Count],
}

/// The fields whose values stand beside the hits, in order.
pub(super) const SHELVES: &[Shelved] = &[
    Shelved { title: "From", field: "from", counts: |facets| &facets.from },
    Shelved { title: "Subjects", field: "tag", counts: |facets| &facets.tag },
    Shelved { title: "Levels", field: "class", counts: |facets| &facets.level },
    Shelved { title: "Years", field: "year", counts: |facets| &facets.year },
    Shelved { title: "Captions", field: "caption", counts: |facets| &facets.caption },
    Shelved { title: "Collections", field: "collection", counts: |facets| &facets.collection },
];

/// What is asked of the page.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: Sort,
    #[serde(default = "first")]
    page: usize,
}

fn first() -> usize {
    1
}

#[derive(Template)]
#[template(path = "results.html")]
struct Results {
    frame: Frame,
    sort: &'static str,
    mistakes: Vec<Mistake>,
    found: Option<Page>,
    folders: Vec<String>,
}

/// A mistake of the query, at its place.
struct Mistake {
    before: String,
    place: String,
    after: String,
    message: Coded,
    help: Option<Coded>,
}

/// A page of hits.
struct Page {
    total: String,
    total_number: u64,
    query: String,
    orders: Vec<Ordered>,
    timeline: Option<Timeline>,
    start: usize,
    hits: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
    place: String,
    narrowed: bool,
    forms: Vec<Form>,
    facets: Vec<Facet>,
}

/// An order of hits.
struct Ordered {
    label: &'static str,
    link: String,
    here: bool,
}

/// A form in which the hits can be taken along.
struct Form {
    id: &'static str,
    title: &'static str,
    link: String,
}

/// Counts of a field.
struct Facet {
    title: &'static str,
    counts: Vec<Counted>,
    /// How many there are, and the link to the page of all of them, where they are not all here.
    more: Option<(String, String)>,
}

/// A hit.
struct Line {
    link: String,
    mrn: String,
    title: Vec<Piece>,
    from: Option<String>,
    moment: String,
    sent: Option<String>,
    level: Option<&'static str>,
    level_class: &'static str,
    snippets: Vec<Pieces>,
}

/// A place that fits, in pieces.
struct Pieces {
    paragraph: Option<u32>,
    pieces: Vec<Piece>,
}

struct Piece {
    text: String,
    marked: bool,
}

pub(super) async fn results(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    asked: Result<Asked<Query>, Problem>,
) -> Result<Response, Response> {
    let Asked(asked) = asked.map_err(|problem| super::problem_page(Frame::of(&visitor), problem))?;
    let frame = Frame::of(&visitor).asking(&asked.q);
    let query = asked.clone();
    let deed = Deed::search(&asked.q);
    let found = room.look(&visitor, deed, move |view| found(view, &query)).await;
    let sort = asked.sort.as_str();
    let folders = super::folders::titles(&room, &visitor).await;
    Ok(match found {
        Ok(found) => page(
            frame.clone(),
            Ok(Results { frame, sort, mistakes: Vec::new(), found: Some(found), folders }),
        ),
        Err(problem) if !problem.mistakes.is_empty() => {
            let mistakes = problem.mistakes.iter().map(|wrong| mistake(&asked.q, wrong)).collect();
            let made = Results { frame: frame.clone(), sort, mistakes, found: None, folders };
            let mut response = page(frame, Ok(made));
            *response.status_mut() = StatusCode::BAD_REQUEST;
            response
        }
        Err(problem) => super::problem_page(frame, problem),
    })
}

fn found(view: &View, asked: &Query) -> Result<Page, Problem> {
    if !(1..=PAGES).contains(&asked.page) {
        return Err(Problem::wrong(format!("pages are numbered from 1 to {PAGES}"))
            .help("make the query narrower, or take all hits along in a file"));
    }
    let skip = (asked.page - 1) * HITS;
    let wanted =
        Search { q: asked.q.clone(), limit: HITS, sort: asked.sort, skip, months: true, cursor: None };
    let found = answers::search(view, &wanted)?;
    let sort = asked.sort.as_str();
    let last = skip + found.hits.len();
    let place = match found.hits.is_empty() {
        true => String::new(),
        false => {
            format!("{} to {} of {}", grouped(skip as u64 + 1), grouped(last as u64), grouped(found.total))
        }
    };
    let forms = EXPORTS.iter().filter(|export| !export.extension.is_empty()).map(|export| Form {
        id: export.id,
        title: export.title,
        link: format!("/api/v1/export?q={}&to={}", link::encoded(&found.query), export.id),
    });
    let orders = [("best first", Sort::Relevance), ("oldest", Sort::Date), ("newest", Sort::DateDown)];
    Ok(Page {
        total: counted(found.total, "telegram", "telegrams"),
        total_number: found.total,
        orders: orders
            .map(|(label, order)| Ordered {
                label,
                link: link::search(&asked.q, order.as_str(), 1),
                here: order == asked.sort,
            })
            .into(),
        timeline: timeline(&found.query, sort, bars(&found.facets.year, &found.months)),
        start: skip + 1,
        previous: (asked.page > 1).then(|| link::search(&asked.q, sort, asked.page - 1)),
        next: ((last as u64) < found.total && asked.page < PAGES)
            .then(|| link::search(&asked.q, sort, asked.page + 1)),
        place,
        narrowed: found.query != "*",
        forms: forms.collect(),
        facets: facets(&found.query, sort, &found.facets),
        hits: found.hits.into_iter().map(line).collect(),
        query: found.query,
    })
}

/// What the bars show: years, or months where the years are few and no telegram is of a year alone.
fn bars<'c>(years: &'c [Count], months: &'c [Count]) -> &'c [Count] {
    let sum = |counts: &[Count]| counts.iter().map(|count| count.count).sum::<u64>();
    let number = |count: Option<&Count>| count.and_then(|count| count.value.parse::<i32>().ok());
    let few =
        number(years.first()).zip(number(years.last())).is_some_and(|(first, last)| last - first < FEW_YEARS);
    if few && sum(years) == sum(months) { months } else { years }
}

fn facets(query: &str, sort: &str, facets: &Facets) -> Vec<Facet> {
    let facet = |shelved: &Shelved| {
        let Shelved { title, field, counts } = *shelved;
        let counts = counts(facets);
        let more = narrow::more(query, sort, field, counts, VALUES);
        Facet { title, counts: shelf(query, sort, field, counts, VALUES), more }
    };
    SHELVES.iter().map(facet).collect()
}

fn line(hit: Hit) -> Line {
    Line {
        link: link::telegram(&hit.mrn),
        title: in_pieces(
            hit.subject.as_deref().or(hit.title.as_deref()).unwrap_or_else(|| words::unnamed(&hit.mrn)),
            &hit.subject_marks,
        ),
        mrn: hit.mrn,
        from: hit.from.as_deref().map(words::post),
        sent: hit.sent.as_deref().map(words::day),
        moment: hit.sent.unwrap_or_default(),
        level: hit.level,
        level_class: hit.level.map_or("", words::level_class),
        snippets: hit.snippets.into_iter().map(pieces).collect(),
    }
}

fn pieces(snippet: Snippet) -> Pieces {
    Pieces { paragraph: snippet.paragraph, pieces: in_pieces(&snippet.text, &snippet.marks) }
}

/// A text cut where its marks begin and end.
fn in_pieces(text: &str, marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let piece = |from: usize, to: usize, marked| Piece {
        text: text.get(from..to).unwrap_or_default().to_owned(),
        marked,
    };
    for &(start, end) in marks {
        pieces.extend([piece(at, start, false), piece(start, end, true)]);
        at = end;
    }
    pieces.push(piece(at, text.len(), false));
    pieces
}

fn mistake(query: &str, wrong: &Wrong) -> Mistake {
    let part = |range: std::ops::Range<usize>| query.get(range).unwrap_or_default().to_owned();
    let (start, end) = wrong.span;
    Mistake {
        before: part(0..start),
        place: part(start..end),
        after: part(end..query.len()),
        message: Coded::sentence(&wrong.message),
        help: wrong.help.as_deref().map(Coded::sentence),
    }
}
