//! The `Message Attributes` (TF 12.5, source formats 1.3).

#[allow(dead_code)]
mod cases;

use chancery_telegram::fields::attributes;
use serde_json::json;

#[test]
fn blocks() {
    cases::check("attributes.txt", |field| json!(attributes::read(field).0));
}

#[test]
fn keys() {
    assert_eq!(attributes::key("Draft Date: 12 MAR 1975"), Some(("Draft Date", 11)));
    assert_eq!(attributes::key("To: LIMA"), Some(("To", 3)));
    for line in ["to: LIMA", "DEPT FOR: EUR", "Subjects: none", ": empty", "", "Review", "\u{e9}: accent"] {
        assert_eq!(attributes::key(line), None, "{line}");
    }
}
