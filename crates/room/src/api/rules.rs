//! The rules of checking.

use super::Nothing;
use crate::answers::{self, Rules};
use crate::asked::{Asked, Path};
use crate::problem::Problem;
use crate::room::Room;
use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::Json;
use chancery_check::RuleLine;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn router() -> ApiRouter<Arc<Room>> {
    ApiRouter::new()
        .api_route(
            "/rules",
            get_with(rules, |op| {
                op.id("rules")
                    .tag("check")
                    .summary("The rules")
                    .description("All rules that telegrams are checked by, in the order of their families.")
            }),
        )
        .api_route(
            "/rules/{code}",
            get_with(rule, |op| {
                op.id("rule").tag("check").summary("A rule").description(
                    "What it says and why, where it stands, when it applies, and a telegram that breaks it and one that keeps it.",
                )
            }),
        )
}

/// Which rule.
#[derive(Deserialize, JsonSchema)]
struct Named {
    /// Its code or name: `CL003`, `portion-above-overall`.
    code: String,
}

async fn rules(Asked(Nothing {}): Asked<Nothing>) -> Json<Rules> {
    Json(answers::rules())
}

async fn rule(
    Path(Named { code }): Path<Named>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<RuleLine>, Problem> {
    answers::rule(&code).map(RuleLine::of).map(Json)
}
