//! The classification line (TF 6.2, 6.3, 9.2 to 9.4; markings 1.2).

mod cases;

use chancery_telegram::fields::classification;
use serde_json::{Map, Value, json};

#[test]
fn lines() {
    cases::check("classification.txt", |field| {
        let text = field.as_str();
        let Some(line) = classification::read(field, &cases::context()) else { return Value::Null };
        for span in [
            line.mrn.as_ref().map(|m| (m.span, &m.text)),
            line.classification.as_ref().map(|c| (c.span, &c.text)),
        ] {
            let Some((span, value)) = span else { continue };
            assert_eq!(&text[span.range().start - cases::BASE..span.range().end - cases::BASE], *value);
        }
        let mut out = Map::new();
        if let Some(classification) = &line.classification {
            out.insert("class".into(), json!(classification));
        }
        if let Some(mrn) = &line.mrn {
            out.insert("mrn".into(), json!([mrn.text, mrn.canonical, mrn.airgram]));
        }
        if let Some(section) = line.section {
            out.insert("section".into(), json!([section.0, section.1, line.last_section]));
        }
        if !line.captions.is_empty() {
            out.insert(
                "captions".into(),
                json!(line.captions.iter().map(|(name, at)| (name, &text[at.clone()])).collect::<Vec<_>>()),
            );
        }
        if let Some(series) = &line.series {
            out.insert("series".into(), json!(series));
        }
        for (name, is) in [
            ("efto", line.efto),
            ("corrected", line.corrected),
            ("service", line.service),
            ("duplicate", line.possible_duplicate),
        ] {
            if is {
                out.insert(name.into(), Value::Bool(true));
            }
        }
        if !line.signals.is_empty() {
            out.insert("signals".into(), json!(line.signals));
        }
        if let Some(rest) = line.rest {
            out.insert("rest".into(), json!(&text[rest]));
        }
        Value::Object(out)
    });
}

#[test]
fn a_garbled_station_is_the_own_post() {
    let field = chancery_telegram::field::Field::contiguous("UNCLAS PORT ALDEP 000417", 0);
    let cx = chancery_telegram::fields::Context { post: Some("PORTALDER"), ..cases::context() };
    let mrn = classification::read(&field, &cx).and_then(|line| line.mrn).expect("a number");
    assert_eq!((mrn.text.as_ref(), mrn.canonical.as_deref()), ("PORT ALDEP 000417", Some("07PORTALDER417")));
}

#[test]
fn a_telegram_whose_newlines_were_lost() {
    let text =
        format!("UNCLAS PORT ALDER 000417 SIPDIS {}", "THE HERRING WERE COUNTED. \u{e9}\u{e9} ".repeat(50));
    let field = chancery_telegram::field::Field::contiguous(&text, 0);
    let line = classification::read(&field, &cases::context()).expect("a class line");
    assert_eq!(line.mrn.expect("a number").text, "PORT ALDER 000417");
    assert_eq!(line.rest, Some(32..text.trim_end().len()));
}
