//! What the rules say of a telegram that the archive holds: it is read with what its source says beside it.

mod common;

use axum::http::StatusCode;
use chancery_room::Settings;
use common::Place;
use serde_json::Value;

async fn json(place: &Place, path: &str) -> Value {
    let answer = place.ask("GET", path, &[], "").await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn telegrams_of_an_edition_are_checked_as_such() {
    let volume = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/frus/frus1964-68v29p2-excerpt.xml");
    let volume = std::fs::read_to_string(volume).unwrap();
    let place = Place::holding("frus1964-68v29p2.xml", &volume, Settings::default());
    let found = json(&place, "/api/v1/search?q=*").await;
    let hits = found["hits"].as_array().unwrap();
    assert!(!hits.is_empty(), "{found}");
    for hit in hits {
        let key = hit["key"].as_str().or(hit["mrn"].as_str()).unwrap();
        let record = json(&place, &format!("/api/v1/telegrams/{key}")).await;
        let checked = json(&place, &format!("/api/v1/telegrams/{key}/findings")).await;
        assert_eq!(checked["record"], record, "{key}");
        // An edition prints no banners.
        for finding in checked["findings"].as_array().unwrap() {
            assert_ne!(finding["code"], "CL001", "{key}: {finding}");
            assert_eq!(finding["source"], record["source"]["file"], "{key}");
        }
        // Beside it stands its text, whose places the record tells, and not the volume's mark-up.
        let page = place.ask("GET", &format!("/telegram/{key}?original=1"), &[], "").await.body;
        assert!(page.contains("<dt>dateline</dt>"), "{key}: {page}");
        let beside =
            page.split("aria-label=\"The original\"").nth(1).and_then(|rest| rest.split("</section>").next());
        let beside = beside.unwrap();
        assert!(beside.contains("another form") && beside.contains("data-part"), "{key}: {beside}");
        assert!(!beside.contains("&#60;div") && !beside.contains("&lt;div"), "{key}: {beside}");
    }
}

#[tokio::test]
async fn what_a_source_says_beside_a_telegram_is_compared_with_it() {
    let row = r#"{"id": "7", "date": "2007-03", "text": "UNCLAS PORT ALDER 000417\nSUBJECT: HARBOR LIGHTS\n\n1. They work.\nWEAVER\n", "Document Number": "2007PORTAL00418"}"#;
    let place = Place::holding("rows.jsonl", &format!("{row}\n"), Settings::default());
    let checked = json(&place, "/api/v1/telegrams/07PORTALDER417/findings").await;
    assert_eq!(checked["record"]["attributes"]["Document Number"], "2007PORTAL00418", "{checked}");
    assert_eq!(checked["record"]["source"]["id"], "7", "{checked}");
}

#[tokio::test]
async fn a_text_in_utf_16_is_refused() {
    let place = Place::new(Settings::default());
    // What the reader of foreign bytes would take for letters and zeros.
    let answer = place.ask_bytes("POST", "/api/v1/check", b"\xff\xfeU\0N\0C\0L\0A\0S\0").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert!(
        answer.body.contains("the text is in UTF-16") && answer.body.contains("UTF-8"),
        "{}",
        answer.body
    );
}
