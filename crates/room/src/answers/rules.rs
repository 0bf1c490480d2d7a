//! The rules.

use crate::problem::Problem;
use axum::http::StatusCode;
use chancery_check::{Rule, RuleLine, all, by_code};
use schemars::JsonSchema;
use serde::Serialize;

/// All rules.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rules {
    /// How many there are.
    pub total: usize,
    /// The rules, in the order of their families, as `chancery rule --all --json` gives them.
    pub rules: Vec<RuleLine>,
}

/// The rules, all of them.
pub fn rules() -> Rules {
    let rules: Vec<RuleLine> = all().map(RuleLine::of).collect();
    Rules { total: rules.len(), rules }
}

/// The rule with a code or name.
///
/// # Errors
/// That there is none.
pub fn rule(word: &str) -> Result<&'static Rule, Problem> {
    by_code(word).ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, "/problems/no-rule", "There is no such rule")
            .detail(format!("there is no rule `{word}`"))
            .help("give a code as `CL003`; `/rules` and `/api/v1/rules` list them all")
    })
}
