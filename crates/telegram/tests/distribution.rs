//! The office distribution (TF 12.3, 13).

#[allow(dead_code)]
mod cases;

use chancery_telegram::fields::distribution;
use serde_json::{Value, json};

#[test]
fn blocks() {
    cases::check("distribution.txt", |field| {
        let Some(read) = distribution::read(field) else { return Value::Null };
        let offices = |list: &[chancery_telegram::record::OfficeCopies<'_>]| -> String {
            let office = |o: &chancery_telegram::record::OfficeCopies<'_>| match o.copies {
                Some(n) => format!("{}={n}", o.office),
                None => o.office.to_string(),
            };
            list.iter().map(office).collect::<Vec<_>>().join(" ")
        };
        json!({
            "action": offices(&read.action), "origin": offices(&read.origin), "info": offices(&read.info),
            "total": read.total, "sum": distribution::sum(&read),
        })
    });
}
