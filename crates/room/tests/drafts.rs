//! Drafts that are sent to the room: what comes back, what is noted, and that too much is refused.

mod common;

use axum::http::StatusCode;
use chancery_accounts::{AuditFilter, Scopes};
use chancery_room::Settings;
use common::Place;
use serde_json::{Value, json};

const DRAFT: &str = "---\nfrom: AMEMBASSY PARIS\nto: SECSTATE WASHDC\nprecedence: IMEDIATE\ndate: 2007-03-12 14:30\nnumber: 417\n\
    classification: UNCLASSIFIED\ntags: PREL, SNEV\nsubject: HARBOR LIGHTS\nreferences: 07PORTALDER417\nsignature: WEAVER\n---\n\
    The lights work again.\n";

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A form with the lines' ends that a browser sends.
fn form(draft: &str, more: &str) -> String {
    let fields = [("draft", draft.replace('\n', "\r\n"))];
    let fields = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    format!("{fields}&{more}")
}

#[tokio::test]
async fn findings_stand_at_the_drafts_own_lines() {
    let place = Place::new(Settings::default());
    let answer = place.ask("POST", "/api/v1/write", &[], DRAFT).await;
    let written: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((&written["good"], &written["to"]), (&json!(false), &json!("teletype")));
    let findings = written["findings"].as_array().unwrap();
    assert_eq!(written["found"], findings.len());
    let at = DRAFT.find("IMEDIATE").unwrap();
    let (slip, above) = (&findings[0], findings.last().unwrap());
    assert_eq!(
        (&slip["line"], &slip["column"], &slip["span"]),
        (&json!(4), &json!(13), &json!([at, at + 8]))
    );
    assert_eq!((&slip["severity"], &slip["key"]), (&json!("error"), &json!("precedence")));
    assert_eq!((&above["severity"], &above["line"]), (&json!("warning"), &json!(10)));
    assert_eq!(above["message"], "07PORTALDER417 is SECRET, above this telegram's UNCLASSIFIED");
    for (to, begun) in [
        ("nara", "PAGE 01"),
        ("smart", "MRN:"),
        ("json", "{"),
        ("html", "<h1>HARBOR LIGHTS</h1>"),
        ("markdown", "---\n"),
    ] {
        let answer = place.ask("POST", &format!("/api/v1/write?to={to}"), &[], DRAFT).await;
        let written: Value = serde_json::from_str(&answer.body).unwrap();
        let text = written["telegram"].as_str().unwrap();
        assert!(text.contains(begun), "{to}: {text}");
    }
    let missing = place.ask("POST", "/api/v1/write", &[], "---\nfrom: PARIS\n---\n").await;
    let missing: Value = serde_json::from_str(&missing.body).unwrap();
    assert!(missing["telegram"].is_null() && missing["findings"][0]["line"].is_null(), "{missing}");
}

#[tokio::test]
async fn what_is_no_draft_is_refused_and_no_more_than_a_megabyte_is_taken() {
    let place = Place::new(Settings::default());
    for (path, body, status) in [
        ("/api/v1/write", "", StatusCode::BAD_REQUEST),
        ("/api/v1/write?to=papyrus", DRAFT, StatusCode::BAD_REQUEST),
        ("/api/v1/write?form=json", DRAFT, StatusCode::BAD_REQUEST),
        ("/api/v1/repair", "", StatusCode::BAD_REQUEST),
        ("/api/v1/repair?only=cats", "A", StatusCode::BAD_REQUEST),
        ("/api/v1/repair?min_confidence=nan", "A", StatusCode::BAD_REQUEST),
        ("/api/v1/repair?min_confidence=1.1", "A", StatusCode::BAD_REQUEST),
        ("/api/v1/write", &"A".repeat((1 << 20) + 1), StatusCode::PAYLOAD_TOO_LARGE),
        ("/api/v1/repair", &"A".repeat((1 << 20) + 1), StatusCode::PAYLOAD_TOO_LARGE),
        ("/write", &"A".repeat((1 << 20) + 1), StatusCode::PAYLOAD_TOO_LARGE),
        ("/write/look", &"A".repeat((1 << 20) + 1), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let answer = place.ask("POST", path, &[], body).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}

/// Drafts that were made to take long: keys and codes that are none, in their thousands.
#[tokio::test]
async fn a_heading_without_end_is_not_read() {
    let place = Place::new(Settings::default());
    let keys = |key: &dyn Fn(usize) -> String| (0..60_000).map(key).collect::<String>();
    for heading in [
        keys(&|at| format!("key{at}: x\n")),
        format!("tags: {}\n", keys(&|at| format!("Q{at}, "))),
        format!("captions: {}\n", keys(&|at| format!("Q{at}, "))),
    ] {
        let answer = place.ask("POST", "/api/v1/write", &[], &format!("---\n{heading}---\nWords.\n")).await;
        let written: Value = serde_json::from_str(&answer.body).unwrap();
        let findings = written["findings"].as_array().unwrap();
        assert_eq!(findings.len(), 1, "{}", answer.body);
        assert!(findings[0]["message"].as_str().unwrap().ends_with("at most 32768 are read"), "{findings:?}");
    }
}

#[tokio::test]
async fn a_telegram_is_given_out_when_it_is_good_and_a_draft_at_any_time() {
    let place = Place::new(Settings::default());
    let refused = place.ask("POST", "/write", &[FORM], &form(DRAFT, "do=take")).await;
    assert!(
        refused.body.contains("<!doctype html>") && refused.body.contains("not given out with errors"),
        "{}",
        refused.body
    );
    let draft = place.ask("POST", "/write", &[FORM], &form(DRAFT, "do=draft&to=smart")).await;
    assert_eq!(draft.body, DRAFT);
    let good = DRAFT.replace("IMEDIATE", "IMMEDIATE");
    let taken = place.ask("POST", "/write", &[FORM], &form(&good, "do=take")).await;
    assert!(taken.body.contains("\nUNCLAS PARIS 000417\n"), "{}", taken.body);
    assert!(!taken.body.contains('<') && !taken.body.contains('\r'), "{}", taken.body);
    // A form that asks for a file where only parts of pages are given.
    assert_eq!(
        place.ask("POST", "/write/look", &[FORM], &form(&good, "do=take")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn what_is_offered_is_put_in_where_it_belongs() {
    let place = Place::new(Settings::default());
    let units = DRAFT.encode_utf16().count();
    let at = DRAFT.find("SNEV").unwrap() + 4;
    for (more, then) in [
        (format!("put=SENV&at={at}"), "tags: PREL, SENV\n"),
        ("add=tags+SENV".to_owned(), "tags: PREL, SNEV, SENV\n"),
        ("add=info+AMEMBASSY+BONN".to_owned(), "info: AMEMBASSY BONN\n---\n"),
        // What is none of these changes nothing.
        (format!("put=SENV&at={units}"), "tags: PREL, SNEV\n"),
        ("add=nothing+SENV".to_owned(), "tags: PREL, SNEV\n"),
        ("add=tags+SENV%0Ato:+ALL".to_owned(), "tags: PREL, SNEV\n"),
    ] {
        let page = place.ask("POST", "/write", &[FORM], &form(DRAFT, &more)).await;
        assert!(page.body.contains(then), "{more}: {}", page.body);
    }
    let looked = place.ask("POST", "/write/look", &[FORM], &form(DRAFT, &format!("at={at}&word=lon"))).await;
    assert!(looked.body.contains("value=\"to AMEMBASSY LONDON\""), "{}", looked.body);
}

/// What the audit log says that a user searched, the oldest first; its lines come a little later than the answers.
async fn searches(place: &Place, user: &str, count: usize) -> Vec<String> {
    for _ in 0..200 {
        let filter = AuditFilter { user: Some(user), ..AuditFilter::default() };
        let mut lines = place.accounts().audit_lines(&filter).unwrap();
        if lines.len() >= count {
            lines.sort_by_key(|line| line.id);
            assert!(lines.iter().all(|line| line.what == "search"), "{lines:?}");
            return lines.into_iter().map(|line| line.which).collect();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the audit log has no {count} lines of {user}");
}

#[tokio::test]
async fn who_asks_for_like_telegrams_searches_and_that_is_noted() {
    let place = Place::with_users();
    let token = format!("Bearer {}", place.token("anna", Scopes { read: true, import: false }));
    let headers = [FORM, ("authorization", &*token)];
    place.ask("POST", "/write/look", &headers, &form(DRAFT, "do=look")).await;
    let draft = DRAFT.replace("PREL, ", "");
    let like = place.ask("POST", "/write/look", &headers, &form(&draft, "do=like")).await;
    assert!(
        like.body.contains("TAGS of like telegrams") && like.body.contains("\"tags PREL\""),
        "{}",
        like.body
    );
    assert!(!like.body.contains("Addressees of like telegrams"), "{}", like.body);
    assert_eq!(searches(&place, "anna", 1).await, ["harbor OR lights"]);
    // What is searched is what is noted, also where the subject came in with the same request.
    let empty = DRAFT.replace("HARBOR LIGHTS", "");
    place.ask("POST", "/write/look", &headers, &form(&empty, "do=like&add=subject+SAFE+HARBORS")).await;
    assert_eq!(searches(&place, "anna", 2).await, ["harbor OR lights", "harbors"]);
    // A token for imports reads nothing.
    let token = format!("Bearer {}", place.token("anna", Scopes { read: false, import: true }));
    let answer = place.ask("POST", "/api/v1/write", &[("authorization", &token)], DRAFT).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_text_that_is_no_telegram_is_said_to_be_none() {
    let place = Place::new(Settings::default());
    let prose = "hello world, this is no telegram";
    let answer = place.ask("POST", "/check", &[FORM], &format!("text={}", prose.replace(' ', "+"))).await;
    assert!(answer.body.contains("Nothing of a telegram was recognised in this text"), "{}", answer.body);
    assert!(!answer.body.contains("it keeps every rule"), "{}", answer.body);
    // A part of a telegram is one.
    for (text, expected) in [(prose, false), ("2. (U) Nine lights work again.\n", true)] {
        let answer = place.ask("POST", "/api/v1/check", &[], text).await;
        let checked: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(checked["recognised"], expected, "{text}");
    }
}
