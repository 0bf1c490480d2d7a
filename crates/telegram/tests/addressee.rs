//! Format lines 6 to 9 and SMART's addresses (TF 4.6 to 4.8, 10, 14).

mod cases;

use chancery_telegram::fields::addressee;
use serde_json::{Value, json};

#[test]
fn lines() {
    cases::check("addressee.txt", |field| {
        let read = addressee::read_roles(field, &cases::context());
        for (_, addressee) in &read {
            let span = addressee.span.range();
            let place = &field.as_str()[span.start - cases::BASE..span.end - cases::BASE];
            assert_eq!(place.split_whitespace().collect::<Vec<_>>().join(" "), addressee.text);
        }
        let line = |(role, addressee)| {
            let mut line = json!(addressee);
            if let (Some(role), Value::Object(line)) = (role, &mut line) {
                line.insert("role".into(), Value::from(format!("{role:?}")));
            }
            line
        };
        Value::from(read.into_iter().map(line).collect::<Vec<_>>())
    });
}

#[test]
fn labelled() {
    cases::check("addressee_labelled.txt", |field| json!(addressee::read_labelled(field, &cases::context())));
}

#[test]
fn what_an_address_looks_like() {
    cases::check("addressee_lines.txt", |field| {
        let (line, registry) = (field.as_str(), cases::context().registry);
        let keyword = addressee::keyword(line.as_bytes()).map(|(role, at)| (format!("{role:?}"), at));
        match keyword {
            Some(keyword) => json!(keyword),
            None if addressee::is_address(line, registry) => json!("address"),
            None if addressee::is_continuation(line, registry) => json!("continuation"),
            None => Value::Null,
        }
    });
}
