//! All that a query finds, in one file that is sent while it is written.

use super::describe::{exports, file};
use crate::answers;
use crate::asked::Asked;
use crate::http::streamed;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::extract::State;
use axum::response::Response;
use chancery_exports::Table;
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
    /// The form.
    #[schemars(schema_with = "super::describe::forms")]
    to: String,
    /// Which table, in the forms that are tables: `telegrams`, `paragraphs`, `references` or `addressees`.
    #[serde(default = "telegrams")]
    #[schemars(schema_with = "super::describe::tables")]
    table: String,
}

fn telegrams() -> String {
    Table::default().as_str().to_owned()
}

pub(super) fn router() -> ApiRouter<Arc<Room>> {
    ApiRouter::new().api_route(
        "/export",
        get_with(export, |op| {
            let op = op.id("export").tag("search").summary("All that a query finds");
            file(op.description("In one file, the oldest telegram first."), exports())
        }),
    )
}

async fn export(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Asked(Take { q, to, table }): Asked<Take>,
) -> Result<Response, Problem> {
    let export = answers::export(&to)?;
    let table = answers::table(export, &table)?;
    // A mistake of the query is told before anything is sent.
    let asked = q.clone();
    room.look(&visitor, Deed::Glance, move |view| answers::facets(view, &asked)).await?;
    let (deed, name) = (Deed::export(&to, &q), format!("{}.{}", table.as_str(), export.extension));
    streamed(&room, &visitor, deed, (export.media_type, &name), move |view, out| {
        answers::stream(view, &q, (export, table), out)
    })
    .await
}
