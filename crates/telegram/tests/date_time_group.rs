//! Format line 5 in its variants (TF 4.5, 8, 19.6).

mod cases;

use chancery_telegram::field::Field;
use chancery_telegram::fields::{Context, date_time_group as dtg};
use serde_json::{Value, json};

#[test]
fn lines() {
    cases::check("date_time_group.txt", |field| {
        let line = dtg::read(field, &Context { year: None, ..cases::context() });
        line.map_or(Value::Null, |line| {
            let span = line.sent.span.range();
            assert_eq!(&field.as_str()[span.start - cases::BASE..span.end - cases::BASE], line.sent.text);
            json!({
                "precedence": line.precedence, "info": line.info_precedence, "sent": line.sent, "signals": line.signals,
            })
        })
    });
}

#[test]
fn groups_inside_text() {
    cases::check("date_time_group_in_text.txt", |field| {
        let found = dtg::find(field.as_str()).map(|range| field.as_str()[range].to_owned());
        let sent = dtg::read_group(field, Some(1979));
        assert_eq!(found.as_deref(), sent.as_ref().map(|sent| sent.text.as_ref()));
        json!(sent)
    });
}

#[test]
fn labelled() {
    cases::check("date_time_group_labelled.txt", |field| json!(dtg::read_labelled(field)));
}

#[test]
fn the_context_gives_a_missing_year() {
    let field = Field::contiguous("P 121430Z MAR", 0);
    let line = dtg::read(&field, &cases::context()).expect("a line");
    assert_eq!(line.sent.at.map(|at| at.to_string()).as_deref(), Some("2007-03-12T14:30:00Z"));
}
