//! A draft that is sent: made into a telegram, and nothing of it is kept.

use super::describe::text_body;
use crate::answers::{self, To, WrittenDraft};
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
        "/write",
        post_with(write, |op| {
            text_body(op, "a draft")
                .id("write")
                .tag("write")
                .summary("Make a draft into a telegram")
                .description(
                    "The body is a draft in UTF-8: a heading between two lines of `---`, then the text in Markdown. The answer is the telegram, and what is wrong with the draft at its own lines; a reference above its level is warned of where this reader sees it. Nothing is kept.",
                )
                .response::<200, Json<WrittenDraft<'static>>>()
        }),
    )
}

/// What is made of a draft.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The form.
    #[serde(default)]
    to: To,
}

async fn write(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(Wanted { to }): Asked<Wanted>,
    sent: Bytes,
) -> Result<Response, Problem> {
    let json = room
        .look(&visitor, Deed::Glance, move |view| {
            let source = answers::draft_of(&sent)?;
            let (_, drafted) = answers::drafted_for(view, source, to)?;
            serde_json::to_string(&WrittenDraft::of(source, to, &drafted)).map_err(|_| Problem::broke_down())
        })
        .await?;
    Ok(super::json(json))
}
