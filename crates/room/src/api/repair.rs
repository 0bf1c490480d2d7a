//! A text that is sent: repaired, and nothing of it is kept.

use super::describe::text_body;
use crate::answers::{self, Mended, Mending};
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
use std::sync::Arc;

pub(super) fn router() -> ApiRouter<Arc<Room>> {
    ApiRouter::new().api_route(
        "/repair",
        post_with(repair, |op| {
            text_body(op, "the text of one telegram")
                .id("repair")
                .tag("check")
                .summary("Repair a text")
                .description(
                    "The body is the text of one telegram. The answer is what could be repaired, as `chancery repair --json` gives it, and the text with those repairs carried out that are sure enough. What is missing stays missing, and redactions stay as they are. Nothing is kept.",
                )
                .response::<200, Json<Mended<'static>>>()
        }),
    )
}

async fn repair(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(mending): Asked<Mending>,
    text: Bytes,
) -> Result<Response, Problem> {
    let wanted = mending.read()?;
    answers::text_of(&text)?;
    let json = room
        .look(&visitor, Deed::Glance, move |_| {
            answers::mend(&text, &wanted, |mended| {
                serde_json::to_string(&mended).map_err(|_| Problem::broke_down())
            })
        })
        .await?;
    Ok(super::json(json))
}
