//! A text that is sent: read and checked, and nothing of it is kept.

use super::describe::text_body;
use crate::answers::{self, Checked};
use crate::asked::Asked;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use aide::axum::ApiRouter;
use aide::axum::routing::post_with;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn router() -> ApiRouter<Arc<Room>> {
    ApiRouter::new().api_route(
        "/check",
        post_with(check, |op| {
            text_body(op, "the text of one telegram")
                .id("check")
                .tag("check")
                .summary("Read and check a text")
                .description(
                    "The body is the text of one telegram. The answer is its record, what the rules find, and what could be repaired. Nothing is kept.",
                )
                .response::<200, Json<Checked<'static>>>()
        }),
    )
}

/// What is said of a text that is sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Dated {
    /// When it was sent, where it does not say so itself: a year, a month or a day.
    #[serde(default)]
    date: String,
}

async fn check(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(about): Asked<Dated>,
    text: Bytes,
) -> Result<Response, Problem> {
    let date = answers::date(&about.date)?;
    answers::text_of(&text)?;
    let json = room
        .look(&visitor, Deed::Glance, move |_| {
            answers::check(&text, date, |telegram, findings, proposals| {
                serde_json::to_string(&Checked::of(telegram, findings, proposals))
                    .map_err(|_| Problem::broke_down())
            })
        })
        .await?;
    Ok(super::json(json))
}
