//! The API for programs: one function a path. What is answered is made in `answers`; the description is made from this code.

mod check;
mod describe;
mod export;
mod imports;
mod repair;
mod rules;
mod telegrams;
mod write;

use crate::answers::{self, FacetsFound, Rows, Search, Suggestions};
use crate::asked::{Asked, Path};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Json, Router};
use chancery_view::find::Found;
use chancery_view::{Collection, Stats};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The paths of the API, with their description, and apart those to which more can be sent than to others.
pub(crate) fn routers(users: bool) -> (Router<Arc<Room>>, Router<Arc<Room>>) {
    let (paths, large) = describe::with_description("/api/v1", users, paths, imports::large);
    (paths.route("/api/{*rest}", any(nothing)), large)
}

fn paths() -> ApiRouter<Arc<Room>> {
    ApiRouter::new()
        .api_route(
            "/search",
            get_with(search, |op| {
                op.id("search").tag("search").summary("Search").description(
                    "Telegrams that a query finds, with their matching places, exact counts, and a cursor for the next page.",
                )
            }),
        )
        .api_route(
            "/facets",
            get_with(facets, |op| {
                op.id("facets").tag("search").summary("Counts").description("How often each value stands in what a query finds.")
            }),
        )
        .api_route(
            "/suggest",
            get_with(suggest, |op| {
                op.id("suggest").tag("search").summary("Suggestions").description("How a query that is being typed may go on.")
            }),
        )
        .api_route(
            "/stats",
            get_with(stats, |op| op.id("stats").tag("archive").summary("What the archive holds").description("For this reader.")),
        )
        .api_route(
            "/collections",
            get_with(collections, |op| {
                op.id("collections").tag("archive").summary("Collections").description("Those of which this reader sees anything.")
            }),
        )
        .api_route(
            "/registry/{kind}",
            get_with(registry, |op| {
                op.id("registry").tag("registry").summary("Look up posts, TAGS, captions and so on").description(
                    "The rows of a table in which a word stands, best first; without a word the whole table.",
                )
            }),
        )
        .merge(telegrams::router())
        .merge(export::router())
        .merge(imports::router())
        .merge(check::router())
        .merge(repair::router())
        .merge(rules::router())
        .merge(write::router())
}

async fn nothing() -> Problem {
    Problem::nothing().help("`/api/v1/openapi.json` lists what there is")
}

/// What is typed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// The query, or a word.
    #[serde(default)]
    q: String,
}

/// Nothing is asked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn search(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(asked): Asked<Search>,
) -> Result<Json<Found>, Problem> {
    room.look(&visitor, Deed::search(&asked.q), move |view| answers::search(view, &asked)).await.map(Json)
}

async fn facets(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(typed): Asked<Typed>,
) -> Result<Json<FacetsFound>, Problem> {
    room.look(&visitor, Deed::search(&typed.q), move |view| answers::facets(view, &typed.q)).await.map(Json)
}

async fn suggest(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(typed): Asked<Typed>,
) -> Result<Json<Suggestions>, Problem> {
    room.look(&visitor, Deed::Glance, move |view| answers::suggest(view, &typed.q)).await.map(Json)
}

async fn stats(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Stats>, Problem> {
    room.look(&visitor, Deed::Glance, |view| Ok(view.stats()?)).await.map(Json)
}

/// The collections of which a reader sees anything.
#[derive(Serialize, JsonSchema)]
struct Collections {
    /// Each with its provenance.
    collections: Vec<About>,
}

/// A collection.
#[derive(Serialize, JsonSchema)]
struct About {
    /// Its name.
    name: String,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<String>,
    /// What may be done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    /// Its release declassified it: printed marks are history.
    released: bool,
}

async fn collections(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Collections>, Problem> {
    let about = |collection: &Collection| About {
        name: collection.name.clone(),
        provenance: collection.provenance.clone(),
        licence: collection.licence.clone(),
        released: collection.released,
    };
    let seen = room.look(&visitor, Deed::Glance, move |view| {
        Ok(view.collections()?.into_iter().map(about).collect::<Vec<_>>())
    });
    Ok(Json(Collections { collections: seen.await? }))
}

/// Which table.
#[derive(Deserialize, JsonSchema)]
struct Kind {
    /// The table: `posts`, `tags`, `captions`, `levels`, `orders`, `reasons`, `routing`, `addressees`, `offices`.
    kind: String,
}

async fn registry(
    Path(Kind { kind }): Path<Kind>,
    Asked(typed): Asked<Typed>,
) -> Result<Json<Rows>, Problem> {
    answers::registry(&kind, &typed.q).map(Json)
}

/// An answer that is JSON already.
fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
