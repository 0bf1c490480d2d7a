//! All that a query finds, in one file that is sent while it is written.

use crate::answers;
use crate::asked::Asked;
use crate::http::streamed;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// What is to be taken along.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Take {
    /// The query; nothing or `*` takes everything.
    #[serde(default)]
    q: String,
    /// The form: `jsonl`, `csv`, `parquet`, `html`, `bibtex` and so on.
    to: String,
}

pub(super) async fn export(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(Take { q, to }): Asked<Take>,
) -> Result<Response, Problem> {
    let export = answers::export(&to)?;
    // A mistake of the query is told before anything is sent.
    let asked = q.clone();
    room.look(&visitor, Deed::Glance, move |view| answers::facets(view, &asked)).await?;
    let (deed, name) = (Deed::export(&to, &q), format!("telegrams.{}", export.extension));
    streamed(&room, &visitor, deed, (export.media_type, &name), move |view, out| {
        answers::stream(view, &q, export, out)
    })
    .await
}
