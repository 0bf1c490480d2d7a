//! The drafting block and SMART's names (TF 12.3, 14).

#[allow(dead_code)]
mod cases;

use chancery_telegram::fields::drafting;
use serde_json::{Value, json};

#[test]
fn blocks() {
    cases::check("drafting.txt", |field| {
        let Some(read) = drafting::read(field) else { return Value::Null };
        json!({
            "drafted": read.drafted_by, "approved": read.approved_by,
            "cleared": read.cleared_by, "desired": read.desired_distribution,
        })
    });
}

#[test]
fn names() {
    cases::check("drafting_names.txt", |field| json!(drafting::read_names(field)));
}
