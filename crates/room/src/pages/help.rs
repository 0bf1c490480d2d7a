//! Pages that explain: how to ask, the keys, the API.

use super::frame::{Frame, page};
use crate::room::Room;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use chancery_view::query::{FIELDS, FieldAbout};
use std::sync::Arc;

pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/query", get(query)).route("/keys", get(keys)).route("/api", get(api))
}

#[derive(Template)]
#[template(path = "query.html")]
struct Query {
    frame: Frame,
    fields: &'static [FieldAbout],
}

async fn query(visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    page(frame.clone(), Ok(Query { frame, fields: FIELDS }))
}

#[derive(Template)]
#[template(path = "keys.html")]
struct Keys {
    frame: Frame,
    keys: &'static [(&'static str, &'static str)],
}

/// The keys that `room.js` knows.
const KEYS: &[(&str, &str)] = &[
    ("/", "to the search box"),
    ("j, k", "the next and the previous hit, or paragraph"),
    ("Enter", "open the hit"),
    ("n, p", "the next and the previous page"),
    ("o", "a telegram with or without its original beside it"),
    ("d", "compare two texts of a telegram"),
    ("g h", "the first page"),
    ("?", "this page"),
];

async fn keys(visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    page(frame.clone(), Ok(Keys { frame, keys: KEYS }))
}

#[derive(Template)]
#[template(path = "api.html")]
struct Api {
    frame: Frame,
    calls: &'static [(&'static str, &'static str, &'static str)],
}

/// Calls to try, with what they give.
const CALLS: &[(&str, &str, &str)] = &[
    ("/api/v1/search", "q", "hits with their places, exact counts, and a cursor"),
    ("/api/v1/facets", "q", "counts alone"),
    ("/api/v1/suggest", "q", "how a query may go on"),
    ("/api/v1/stats", "", "what the archive holds"),
    ("/api/v1/collections", "", "collections, with their provenance"),
    ("/api/v1/registry/posts", "q", "posts, TAGS, captions and so on"),
];

async fn api(visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    page(frame.clone(), Ok(Api { frame, calls: CALLS }))
}
