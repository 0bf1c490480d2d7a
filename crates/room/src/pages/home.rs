//! The first page: what the archive holds, at a glance.

use super::frame::{Frame, page};
use super::link;
use super::narrow;
use super::shelf::{Counted, shelf};
use super::timeline::{Timeline, timeline};
use super::words::{counted, day, grouped};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chancery_registry::Registry;
use chancery_view::View;
use chancery_view::find::Count;
use std::sync::Arc;

/// How many values a shelf shows.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    telegrams: String,
    span: Option<String>,
    posts: Option<String>,
    examples: Vec<String>,
    timeline: Option<Timeline>,
    senders: Vec<Counted>,
    more_senders: Option<(String, String)>,
    tags: Vec<Counted>,
    more_tags: Option<(String, String)>,
    levels: Vec<Counted>,
    collections: Vec<Shelf>,
}

/// A collection.
struct Shelf {
    name: String,
    query: String,
    count: String,
    provenance: Option<String>,
    licence: Option<String>,
}

pub(super) async fn home(State(room): State<Arc<Room>>, visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    let own = frame.clone();
    page(frame, room.look(&visitor, Deed::Glance, move |view| glance(view, own)).await)
}

fn glance(view: &View, frame: Frame) -> Result<Home, Problem> {
    let stats = view.stats()?;
    let span = match (&stats.first, &stats.last) {
        (Some(first), Some(last)) if day(first) == day(last) => Some(format!("on {}", day(first))),
        (Some(first), Some(last)) => Some(format!("from {} to {}", day(first), day(last))),
        _ => None,
    };
    let by = &stats.by;
    let here =
        |name: &str| by.collection.iter().find(|count| count.value == name).map_or(0, |count| count.count);
    let collections = view.collections()?.into_iter().map(|collection| Shelf {
        name: collection.name.clone(),
        query: link::field("collection", &collection.name),
        count: grouped(here(&collection.name)),
        provenance: collection.provenance.clone(),
        licence: collection.licence.clone(),
    });
    // Others send telegrams too: persons, and agencies without a code.
    let is_post = |sender: &&Count| Registry::builtin().post(&sender.value).is_some();
    let posts = by.post.iter().filter(is_post).count() as u64;
    let mut examples: Vec<String> = Vec::new();
    examples.extend(by.post.first().map(|post| link::field("from", &post.value)));
    examples.extend(by.tag.first().map(|tag| link::field("tag", &tag.value)));
    examples.push("\"aide memoire\"".to_owned());
    examples
        .extend(by.year.iter().max_by_key(|year| year.count).map(|year| link::field("year", &year.value)));
    Ok(Home {
        telegrams: counted(stats.telegrams, "telegram", "telegrams"),
        span,
        posts: (posts > 0).then(|| counted(posts, "post", "posts")),
        examples,
        timeline: timeline("*", "relevance", &by.year),
        more_senders: narrow::more("*", "relevance", "from", &by.post, MOST),
        senders: shelf("*", "relevance", "from", &by.post, MOST),
        more_tags: narrow::more("*", "relevance", "tag", &by.tag, MOST),
        tags: shelf("*", "relevance", "tag", &by.tag, MOST),
        levels: shelf("*", "relevance", "class", &by.level, MOST),
        collections: collections.collect(),
        frame,
    })
}
