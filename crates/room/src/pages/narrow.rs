//! All values of a field in what a query finds: the shelf beside the hits has room for the most frequent ones only.

use super::frame::{Frame, page, problem_page};
use super::link;
use super::results::SHELVES;
use super::shelf::{Counted, shelf};
use super::words::grouped;
use crate::answers;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chancery_view::View;
use chancery_view::find::{Count, Sort};
use serde::Deserialize;
use std::sync::Arc;

/// The most values on one page.
const MOST: usize = 2000;

/// What is asked of the page.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: Sort,
    /// A field of a query: `from`.
    by: String,
}

#[derive(Template)]
#[template(path = "narrow.html")]
struct Narrow {
    frame: Frame,
    title: &'static str,
    query: String,
    back: String,
    total: String,
    counts: Vec<Counted>,
    left_out: Option<String>,
}

/// How many values there are, and the link to the page of all of them, where there are more than so many.
pub(super) fn more(
    query: &str,
    sort: &str,
    field: &str,
    counts: &[Count],
    most: usize,
) -> Option<(String, String)> {
    let sort = if sort == "relevance" { String::new() } else { format!("&sort={}", link::encoded(sort)) };
    let link = format!("/narrow?by={field}&q={}{sort}", link::encoded(query));
    (counts.len() > most).then(|| (format!("All {}", grouped(counts.len() as u64)), link))
}

pub(super) async fn narrow(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    asked: Result<Asked<Query>, Problem>,
) -> Result<Response, Response> {
    let Asked(asked) = asked.map_err(|problem| problem_page(Frame::of(&visitor), problem))?;
    let frame = Frame::of(&visitor).asking(&asked.q);
    let own = frame.clone();
    let deed = Deed::search(&asked.q);
    Ok(page(frame, room.look(&visitor, deed, move |view| made(view, own, &asked)).await))
}

fn made(view: &View, frame: Frame, asked: &Query) -> Result<Narrow, Problem> {
    let Some(shelved) = SHELVES.iter().find(|shelved| shelved.field == asked.by) else {
        return Err(Problem::nothing());
    };
    let found = answers::facets(view, &asked.q)?;
    let counts = (shelved.counts)(&found.facets);
    let sort = asked.sort.as_str();
    Ok(Narrow {
        frame,
        title: shelved.title,
        back: link::search(&found.query, sort, 1),
        total: grouped(counts.len() as u64),
        left_out: (counts.len() > MOST).then(|| grouped(MOST as u64)),
        counts: shelf(&found.query, sort, shelved.field, counts, MOST),
        query: found.query,
    })
}
