//! SMART's labels (TF 14, source formats 8).

#[allow(dead_code)]
mod cases;

use chancery_telegram::fields::labels;
use serde_json::json;

#[test]
fn lines() {
    cases::check("labels.txt", |field| {
        let line = field.as_str();
        json!(labels::label(line.as_bytes()).map(|(label, at)| (
            format!("{label:?}"),
            &line[at..],
            label.follows_text()
        )))
    });
}
