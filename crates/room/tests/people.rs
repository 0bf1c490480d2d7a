//! Who may do what in a room where readers log in, and what is noted of it.

mod common;

use axum::http::StatusCode;
use chancery_accounts::{AuditFilter, Scopes};
use chancery_room::Settings;
use common::{PASSWORD, Place, TELEGRAM};
use jiff::Timestamp;

#[tokio::test]
async fn a_token_is_good_for_its_scopes_alone() {
    let place = Place::with_users();
    let read = place.token("anna", Scopes { read: true, import: false });
    let bring = place.token("anna", Scopes { read: false, import: true });
    for path in [
        "/api/v1/search?q=lights",
        "/api/v1/telegrams/07PORTALDER417",
        "/api/v1/export?q=*&to=jsonl",
        "/api/v1/stats",
        "/telegram/07PORTALDER417",
    ] {
        let answer = place.get(path, &read).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        let answer = place.get(path, &bring).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}: {}", answer.body);
        assert!(!answer.body.contains("lights work"), "{path}");
    }
    let bearer = |token: &str| format!("Bearer {token}");
    let send = |token: String| {
        let place = &place;
        async move {
            place
                .ask("POST", "/api/v1/import?name=a.txt", &[("authorization", &bearer(&token))], TELEGRAM)
                .await
        }
    };
    assert_eq!(send(bring.clone()).await.status, StatusCode::ACCEPTED);
    assert_eq!(send(read.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(place.get("/folders", &bring).await.status, StatusCode::FORBIDDEN);
    // A token for reading changes nothing.
    let headers = [("authorization", &*bearer(&read)), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(place.ask("POST", "/folders", &headers, "title=Lights").await.status, StatusCode::FORBIDDEN);
    assert!(place.accounts().folders("anna").unwrap().is_empty());
    assert_eq!(place.get("/api/v1/stats", "chancery_wrong").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(place.ask("GET", "/api/v1/stats", &[], "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_login_is_short() {
    let place = Place::with_users();
    // A password that is wrong, and more than anybody sends.
    assert_eq!(place.log_in("anna", &"a".repeat(1000), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(place.log_in("anna", &"a".repeat(70_000), &[]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_collection_stands_before_the_files_of_an_import() {
    let place = Place::new(Settings::default());
    let part =
        |name: &str, text: &str| format!("--x\r\ncontent-disposition: form-data; {name}\r\n\r\n{text}\r\n");
    let parts = [
        part("name=\"csrf\"", ""),
        part("name=\"collection\"", "secret-drawer"),
        part("name=\"files\"; filename=\"a.txt\"", TELEGRAM),
    ];
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    let send = |order: [usize; 3]| {
        let body = order.map(|at| parts[at].as_str()).concat() + "--x--\r\n";
        let (place, headers) = (&place, &headers);
        async move { place.ask("POST", "/import", headers, &body).await }
    };
    let answer = send([0, 2, 1]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert!(answer.body.contains("before the first file"), "{}", answer.body);
    assert_eq!(send([0, 1, 2]).await.location, "/import/1");
    // A file is the body of a call, and a form is not; nor is a body a form.
    let answer = place.ask("POST", "/api/v1/import", &headers, TELEGRAM).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert!(answer.body.contains("it is to be the file itself"), "{}", answer.body);
    let answer = place.ask("POST", "/import", &[("content-type", "text/plain")], TELEGRAM).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.body);
    assert!(answer.body.contains("no form with files") && answer.body.contains("<html"), "{}", answer.body);
}

#[tokio::test]
async fn a_session_opens_and_its_forms_bear_its_secret() {
    let place = Place::with_users();
    let answer = place.ask("GET", "/search?q=lights", &[], "").await;
    assert_eq!(
        (answer.status, &*answer.location),
        (StatusCode::SEE_OTHER, "/login?back=%2Fsearch%3Fq%3Dlights")
    );
    assert_eq!(place.log_in("anna", "a wrong password", &[]).await.status, StatusCode::FORBIDDEN);
    let answer = place.log_in("anna", PASSWORD, &[]).await;
    assert_eq!((answer.status, &*answer.location), (StatusCode::SEE_OTHER, "/search?q=lights"));
    for trait_of_it in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(answer.cookie.contains(trait_of_it), "{}", answer.cookie);
    }
    let cookie = answer.cookie.split(';').next().unwrap().to_owned();
    let form = [("cookie", &*cookie), ("content-type", "application/x-www-form-urlencoded")];
    let page = place.ask("GET", "/folders", &form[..1], "").await;
    assert_eq!(page.status, StatusCode::OK);
    let csrf =
        page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(csrf.len() > 20);
    for wrong in ["title=Lights", "title=Lights&csrf=", "title=Lights&csrf=wrong"] {
        assert_eq!(
            place.ask("POST", "/folders", &form, wrong).await.status,
            StatusCode::FORBIDDEN,
            "{wrong}"
        );
    }
    let made = place.ask("POST", "/folders", &form, &format!("title=Lights&csrf={csrf}")).await;
    assert_eq!((made.status, &*made.location), (StatusCode::SEE_OTHER, "/folders/1"));
    // Another site cannot send it, whatever it knows.
    let foreign = [form[0], form[1], ("origin", "http://evil.example")];
    let answer = place.ask("POST", "/folders/1", &foreign, &format!("do=remove&csrf={csrf}")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // Somebody else's folder is as one that is not there.
    let other = place.log_in("berta", PASSWORD, &[]).await.cookie;
    let other = [("cookie", other.split(';').next().unwrap())];
    let (one, two) =
        (place.ask("GET", "/folders/1", &other, "").await, place.ask("GET", "/folders/2", &other, "").await);
    assert_eq!((one.status, one.body.replace("older 1", "older 2")), (StatusCode::NOT_FOUND, two.body));
    let answer = place.ask("POST", "/logout", &form, &format!("csrf={csrf}")).await;
    assert_eq!(answer.location, "/login");
    assert_eq!(place.ask("GET", "/folders", &form[..1], "").await.status, StatusCode::SEE_OTHER);
    // Whoever comes back with a form is told so on a page.
    let late = [form[0], form[1], ("accept", "text/html")];
    let answer = place.ask("POST", "/folders", &late, "title=Lights").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.starts_with("<!doctype html>") && answer.body.contains("Log in"), "{}", answer.body);
}

#[tokio::test]
async fn what_a_reader_noted_stands_in_what_he_takes_along() {
    let place = Place::with_users();
    let token = place.token("anna", Scopes { read: true, import: false });
    let accounts = place.accounts();
    let folder = accounts.make_folder("anna", "Lights", "For the third chapter", Timestamp::now()).unwrap();
    accounts.add_entries("anna", folder.id, &["07PORTALDER417"], Timestamp::now()).unwrap();
    accounts
        .note_entry("anna", folder.id, "07PORTALDER417", "First & best.\nSee box 7.", Timestamp::now())
        .unwrap();
    for (form, all, note) in [
        ("citations", Some("For the third chapter\n\n"), Some("\n    First & best.\n    See box 7.\n")),
        (
            "html",
            Some("<p>For the third chapter</p>"),
            Some("<p class=\"remark\">First &amp; best.\nSee box 7.</p>"),
        ),
        ("bibtex", None, Some("annotation = {First \\& best. See box 7.}")),
        ("ris", None, Some("N1  - First & best. See box 7.\r\n")),
        ("csl-json", None, Some(r#""annote":"First & best.\nSee box 7.""#)),
        ("jsonl", None, None),
        ("csv", None, None),
    ] {
        let taken = place.get(&format!("/folders/1/take?to={form}"), &token).await;
        assert_eq!(taken.status, StatusCode::OK, "{form}");
        for wanted in [all, note].into_iter().flatten() {
            assert!(taken.body.contains(wanted), "{form}: {wanted}: {}", taken.body);
        }
        assert!(note.is_some() || !taken.body.contains("box 7"), "{form}: {}", taken.body);
    }
    let page = place.get("/folders/1", &token).await.body;
    assert!(page.contains("<p class=\"noted\">First &#38; best.\nSee box 7.</p>"), "{page}");
}

#[tokio::test]
async fn tables_are_taken_along_by_their_names() {
    let place = Place::with_users();
    let token = place.token("anna", Scopes { read: true, import: false });
    let taken = async |asked: &str| place.get(&format!("/api/v1/export?q=*&{asked}"), &token).await;
    let whole = taken("to=csv").await.body;
    assert_eq!(taken("to=csv&table=telegrams").await.body, whole);
    let paragraphs = taken("to=csv&table=paragraphs").await;
    assert_eq!(paragraphs.status, StatusCode::OK);
    assert!(paragraphs.body != whole && paragraphs.body.contains("lights work"), "{}", paragraphs.body);
    for (asked, said) in [
        ("to=csv&table=papyri", "there is no table `papyri`"),
        ("to=json&table=paragraphs", "has no table `paragraphs`"),
    ] {
        let refused = taken(asked).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{asked}");
        assert!(refused.body.contains(said), "{}", refused.body);
    }
}

#[tokio::test]
async fn the_description_of_the_api_names_no_type_that_it_does_not_have() {
    for settings in [Settings::default(), Settings { users: true, ..Settings::default() }] {
        let place = Place::new(settings);
        let token = place.token("anna", Scopes { read: true, import: false });
        let described = place.get("/api/v1/openapi.json", &token).await.body;
        let described: serde_json::Value = serde_json::from_str(&described).unwrap();
        let text = described.to_string();
        let mut named: Vec<&str> =
            text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        named.sort_unstable();
        named.dedup();
        assert!(named.len() > 15, "{named:?}");
        named.retain(|name| described.pointer(name).is_none());
        assert!(named.is_empty(), "{named:?}");
    }
}

#[tokio::test]
async fn each_sees_what_he_is_cleared_to() {
    let place = Place::with_users();
    let token = |user| place.token(user, Scopes { read: true, import: false });
    let (anna, berta) = (token("anna"), token("berta"));
    for path in ["", "/text", "/original", "/references"] {
        let path = format!("/api/v1/telegrams/07PORTALDER417{path}");
        let (high, low) = (place.get(&path, &anna).await, place.get(&path, &berta).await);
        assert_eq!((high.status, low.status), (StatusCode::OK, StatusCode::OK), "{path}");
        assert!(!low.body.contains("kumquat"), "{path}: {}", low.body);
        // The folders of the machine that imported it are nobody's business.
        for body in [&high.body, &low.body] {
            assert!(!body.contains("secret-drawer"), "{path}: {body}");
        }
    }
    let page = |token: String| {
        let place = &place;
        async move { place.get("/telegram/07PORTALDER417?original=1", &token).await.body }
    };
    assert!(page(anna).await.contains("kumquat"));
    assert!(!page(berta).await.contains("kumquat"));
}

#[tokio::test]
async fn an_import_tells_nothing_of_the_archive_and_is_seen_by_who_began_it() {
    let place = Place::with_users();
    let token = |user| place.token(user, Scopes { read: true, import: true });
    let (anna, berta) = (token("anna"), token("berta"));
    let bearer = format!("Bearer {berta}");
    let answer =
        place.ask("POST", "/api/v1/import?name=a.txt", &[("authorization", &bearer)], TELEGRAM).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
    let mut body = String::new();
    while !body.contains("\"done\"") {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        body = place.get("/api/v1/import/1", &berta).await.body;
    }
    assert!(body.contains("\"telegrams\":1") && !body.contains("known") && !body.contains("new"), "{body}");
    let (one, two) = (place.get("/api/v1/import/1", &anna).await, place.get("/api/v1/import/2", &anna).await);
    assert_eq!((one.status, one.body), (StatusCode::NOT_FOUND, two.body));
}

#[tokio::test]
async fn what_is_read_is_noted() {
    let place = Place::with_users();
    let token = place.token("anna", Scopes { read: true, import: true });
    for path in [
        "/api/v1/search?q=lights",
        "/api/v1/telegrams/07PORTALDER417/original",
        "/telegram/07PORTALDER417",
        "/telegram/07PORTALDER417/diff?one=1&two=1",
        "/search?q=harbor",
        "/api/v1/export?q=*&to=csv",
        "/api/v1/telegrams/07PORTALDER418",
    ] {
        place.get(path, &token).await;
    }
    // The lines come a little later.
    let lines = loop {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let lines =
            place.accounts().audit_lines(&AuditFilter { user: Some("anna"), ..AuditFilter::default() });
        let lines = lines.unwrap();
        if lines.len() >= 7 {
            break lines;
        }
    };
    let mut lines: Vec<_> = lines.iter().map(|line| (&*line.what, &*line.which)).collect();
    lines.reverse();
    assert_eq!(
        lines,
        [
            ("search", "lights"),
            ("telegram", "07PORTALDER417"),
            ("telegram", "07PORTALDER417"),
            ("telegram", "07PORTALDER417"),
            ("search", "harbor"),
            ("export", "csv *"),
            ("no telegram", "07PORTALDER418"),
        ]
    );
}

#[tokio::test]
async fn the_owners_folders_are_not_for_who_reads_in_his_place() {
    let place = Place::new(Settings { reader: "UNCLASSIFIED".parse().unwrap(), ..Settings::default() });
    let accounts = place.accounts();
    let folder = accounts.make_folder("owner", "Kumquats", "", Timestamp::now()).unwrap();
    accounts.add_entries("owner", folder.id, &["07PORTALDER420"], Timestamp::now()).unwrap();
    for path in ["/folders", "/folders/1", "/folders/1/take?to=citations", "/search?q=lights", "/import"] {
        let answer = place.ask("GET", path, &[], "").await;
        assert!(!answer.body.contains("Kumquats") && !answer.body.contains("420"), "{path}: {}", answer.body);
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    place.ask("POST", "/folders/1", &form, "do=remove").await;
    assert_eq!(accounts.folders("owner").unwrap().len(), 1);
}

#[tokio::test]
async fn behind_a_proxy_the_address_it_names_counts() {
    let place = Place::new(Settings { users: true, https: true, proxied: true, ..Settings::default() });
    let from = |address: &'static str| [("x-forwarded-for", address)];
    for _ in 0..20 {
        place.log_in("nobody", "a wrong password", &from("192.0.2.1, 198.51.100.7")).await;
    }
    let slowed = place.log_in("anna", PASSWORD, &from("192.0.2.1, 198.51.100.7")).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    // What stands before the last address came from the asker.
    let slowed = place.log_in("anna", PASSWORD, &from("203.0.113.5, 198.51.100.7")).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    let other = place.log_in("anna", PASSWORD, &from("198.51.100.7, 203.0.113.5")).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    assert!(
        other.cookie.starts_with("__Host-chancery=") && other.cookie.contains("Secure"),
        "{}",
        other.cookie
    );
    assert_eq!(place.ask("GET", "/metrics", &[], "").await.status, StatusCode::OK);
    assert_eq!(place.ask("GET", "/metrics", &from("203.0.113.5"), "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_ways_to_ask_are_problems() {
    let place = Place::new(Settings::default());
    for (method, path, status) in [
        ("DELETE", "/api/v1/search", 405),
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/search?limit=many", 400),
        ("GET", "/api/v1/search?q=form:x", 400),
        ("GET", "/api/v1/telegrams/07PORTALDER417?variant=9", 404),
        ("GET", "/api/v1/export?to=papyrus", 400),
        ("GET", "/folders/1/take?to=papyrus", 400),
    ] {
        let answer = place.ask(method, path, &[], "").await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.body);
        if path.starts_with("/api/") {
            let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem["status"], status, "{path}");
        }
    }
    let answer = place.ask("GET", "/search?q=form:x", &[("accept", "text/html")], "").await;
    assert!(answer.body.contains("Did you mean"), "{}", answer.body);
    assert_eq!(
        place.ask("GET", "/folders/7?from=18446744073709551615", &[], "").await.status,
        StatusCode::NOT_FOUND
    );
}
