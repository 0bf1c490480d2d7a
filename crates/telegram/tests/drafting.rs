//! The drafting block and SMART's names (TF 12.3, 14).

#[allow(dead_code)]
mod cases;

use chancery_telegram::fields::drafting;
use serde_json::{Value, json};

#[test]
fn blocks() {
    cases::check("drafting.txt", |field| {
        let Some(read) = drafting::read(field) else { return Value::Null };
        let first = field.as_str().lines().next().unwrap_or_default();
        json!({
            "gate": drafting::looks_like(first.as_bytes()), "drafted": read.drafted_by, "approved": read.approved_by,
            "cleared": read.cleared_by, "desired": read.desired_distribution,
        })
    });
}

#[test]
fn names() {
    cases::check("drafting_names.txt", |field| json!(drafting::read_names(field)));
}

#[test]
fn which_lines() {
    for line in
        ["DRAFTED BY EUR/NB:TFIELD:MK", "APPROVED BY ARA - AWEAVER", "DESIRED DISTRIBUTION", "CLEARANCES:"]
    {
        assert!(drafting::looks_like(line.as_bytes()), "{line}");
    }
    for line in [
        "APPROVED BY THE TREASURER'S OFFICE",
        "CLEARANCE PENDING.",
        "DRAFTED AND SENT",
        "DRAFT",
        "CLEARED",
        "APPROVED",
        "",
    ] {
        assert!(!drafting::looks_like(line.as_bytes()), "{line}");
    }
}
