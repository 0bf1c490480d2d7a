//! Logging in with an account elsewhere: an issuer that is what it should be, and all the ways in which it is not.

mod common;

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chancery_accounts::{AUDIT_DELAY, AuditFilter, AuditLine, NewUser, Subject, UserChange};
use chancery_room::{OpenId, Settings};
use common::{Answer, Place};
use jiff::Timestamp;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::url::Url;
use openidconnect::{JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};

const CLIENT: &str = "the reading room";
const SECRET: &str = "a secret that only the room and the issuer know";

/// How an issuer answers.
#[derive(Clone, Default)]
struct Says {
    /// What it says of a reader, in place of what it should.
    claims: Value,
    /// What its user info says.
    info: Value,
    /// How it signs.
    signed: Signed,
    /// What it says instead of an answer for a code, and of user info.
    fault: Option<(&'static str, u16, &'static str)>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Signed {
    #[default]
    Well,
    ByAnother,
    /// By a key that it did not have when it was asked for its keys first.
    ByANewKey,
    WithTheSecret,
    NotAtAll,
    Never,
}

/// An issuer on this machine.
struct Issuer {
    address: String,
    says: Mutex<Says>,
    /// The question that it was asked last: nonce and challenge.
    asked: Mutex<(String, String)>,
    /// How many codes were brought to it.
    codes: AtomicUsize,
}

impl Issuer {
    async fn open() -> Arc<Issuer> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let issuer =
            Issuer { address, says: Mutex::default(), asked: Mutex::default(), codes: AtomicUsize::new(0) };
        let issuer = Arc::new(issuer);
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(described))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/info", get(info))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    fn says(&self) -> Says {
        self.says.lock().unwrap().clone()
    }

    fn fault(&self, at: &str) -> Option<Response> {
        let (_, status, text) = self.says().fault.filter(|(place, ..)| *place == at)?;
        let json = [("content-type", "application/json")];
        Some((StatusCode::from_u16(status).unwrap(), json, text).into_response())
    }
}

async fn described(State(issuer): State<Arc<Issuer>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", issuer.address);
    Json(json!({
        "issuer": issuer.address, "authorization_endpoint": at("/ask"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "userinfo_endpoint": at("/info"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // What an issuer would like to sign with is not what counts.
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn keys(State(issuer): State<Arc<Issuer>>) -> Json<Value> {
    let number = if issuer.says().signed == Signed::ByANewKey { 3 } else { 1 };
    Json(json!({ "keys": [key(number).as_verification_key()] }))
}

/// The key that a number makes.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 around a key of 32 equal bytes (RFC 8410, section 7).
    let mut der = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
    der.extend([number; 32]);
    let label = "PRIVATE KEY";
    let pem = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(kid(number).into()))).unwrap()
}

/// The name of a key. Another's has that of the issuer's own.
fn kid(number: u8) -> &'static str {
    if number == 3 { "3" } else { "1" }
}

async fn token(
    State(issuer): State<Arc<Issuer>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    issuer.codes.fetch_add(1, Relaxed);
    if let Some(fault) = issuer.fault("token") {
        return fault;
    }
    let (nonce, challenge) = issuer.asked.lock().unwrap().clone();
    let verifier = PkceCodeVerifier::new(form.get("code_verifier").cloned().unwrap_or_default());
    let proven = *PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() == challenge;
    let encoded = |text: &str| text.replace(' ', "+");
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET))));
    let known = headers.get("authorization").is_some_and(|sent| sent == basic.as_str());
    if !proven || !known || form.get("code").map(String::as_str) != Some("a-code") {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    }
    let says = issuer.says();
    let mut answer = json!({ "access_token": "an-access-token", "token_type": "Bearer", "expires_in": 60 });
    if says.signed != Signed::Never {
        answer["id_token"] = id_token(&issuer.address, &nonce, &says).into();
    }
    Json(answer).into_response()
}

async fn info(State(issuer): State<Arc<Issuer>>) -> Response {
    let said = match issuer.says().info {
        Value::Null => json!({ "sub": "417" }),
        said => said,
    };
    issuer.fault("info").unwrap_or_else(|| Json(said).into_response())
}

fn id_token(issuer: &str, nonce: &str, says: &Says) -> String {
    let now = Timestamp::now().as_second();
    let mut claims = json!({
        "iss": issuer, "sub": "417", "aud": [CLIENT], "iat": now, "exp": now + 60, "nonce": nonce,
        "preferred_username": "anna",
    });
    for (name, value) in says.claims.as_object().into_iter().flatten() {
        claims[name] = value.clone();
    }
    let algorithm = match says.signed {
        Signed::NotAtAll => "none",
        Signed::WithTheSecret => "HS256",
        _ => "EdDSA",
    };
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let number = if says.signed == Signed::ByANewKey { 3 } else { 1 };
    let head = json!({ "alg": algorithm, "kid": kid(number) });
    let signed = format!("{}.{}", encoded(&head), encoded(&claims));
    let bytes = signed.as_bytes();
    let signature = match says.signed {
        Signed::NotAtAll => Vec::new(),
        Signed::WithTheSecret => {
            CoreHmacKey::new(SECRET).sign(&CoreJwsSigningAlgorithm::HmacSha256, bytes).unwrap()
        }
        Signed::ByAnother => key(2).sign(&CoreJwsSigningAlgorithm::EdDsa, bytes).unwrap(),
        _ => key(number).sign(&CoreJwsSigningAlgorithm::EdDsa, bytes).unwrap(),
    };
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// A room that believes an issuer. Anna and Carla have accounts there; Carla is kept out.
struct Scene {
    issuer: Arc<Issuer>,
    place: Place,
}

/// A login that was begun.
struct Begun {
    /// The cookie of the browser.
    cookie: String,
    state: String,
}

impl Scene {
    async fn open() -> Scene {
        Scene::with("preferred_username").await
    }

    async fn with(claim: &str) -> Scene {
        let issuer = Issuer::open().await;
        let openid = Some(OpenId::new(&issuer.address, CLIENT, SECRET, claim).unwrap());
        let place = Place::new(Settings { users: true, openid, ..Settings::default() });
        let accounts = place.accounts();
        let at = |name: &str| Subject::new(&issuer.address, name);
        let subject = Some(Some(at("anna")));
        accounts
            .set_user("anna", &UserChange { subject, ..UserChange::default() }, Timestamp::now())
            .unwrap();
        let carla = at("carla");
        let new = NewUser {
            name: "carla",
            clearance: "SECRET",
            may_import: false,
            subject: Some(&carla),
            password: None,
        };
        accounts.add_user(&new, Timestamp::now()).unwrap();
        let out = UserChange { disabled: Some(true), ..UserChange::default() };
        accounts.set_user("carla", &out, Timestamp::now()).unwrap();
        Scene { issuer, place }
    }

    /// A browser goes to the issuer.
    async fn begin(&self) -> Begun {
        let path = "/login/openid?back=%2Fsearch%3Fq%3Dlights%26sort%3Ddate";
        let answer = self.place.ask("GET", path, &[], "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let there: Url = answer.location.parse().unwrap();
        assert!(answer.location.starts_with(&format!("{}/ask?", self.issuer.address)), "{there}");
        let asked: HashMap<String, String> = there.query_pairs().into_owned().collect();
        assert_eq!(asked["redirect_uri"], "http://localhost/login/openid/back");
        assert_eq!((&*asked["response_type"], &*asked["client_id"]), ("code", CLIENT));
        assert_eq!((&*asked["code_challenge_method"], &*asked["scope"]), ("S256", "openid profile"));
        assert!(!answer.location.contains("secret"), "{there}");
        *self.issuer.asked.lock().unwrap() = (asked["nonce"].clone(), asked["code_challenge"].clone());
        let cookie = answer.cookie;
        assert!(cookie.contains("HttpOnly; SameSite=Lax; Max-Age=600"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap().to_owned();
        assert!(!cookie.contains(&asked["state"]), "the state is no cookie");
        Begun { cookie, state: asked["state"].clone() }
    }

    /// And comes back.
    async fn back(&self, from: &str, cookie: &str, query: &str) -> Answer {
        let path = format!("/login/openid/back?{query}");
        let headers = [("cookie", cookie), ("sec-fetch-site", "cross-site")];
        self.place.ask_from(from, "GET", &path, &headers, "").await
    }

    /// A whole login from an address, with an issuer that answers so.
    async fn log_in(&self, from: &str, says: Says) -> Answer {
        *self.issuer.says.lock().unwrap() = says;
        let Begun { cookie, state } = self.begin().await;
        self.back(from, &cookie, &format!("code=a-code&state={state}")).await
    }
}

fn says(claims: Value) -> Says {
    Says { claims, ..Says::default() }
}

/// What was noted. The lines come a little later.
async fn noted(scene: &Scene) -> Vec<AuditLine> {
    tokio::time::sleep(AUDIT_DELAY * 4).await;
    scene.place.accounts().audit_lines(&AuditFilter::default()).unwrap()
}

/// That nobody is logged in, in the words that are the same for all.
fn refused(answer: &Answer, what: &str) {
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}: {}", answer.body);
    assert!(answer.body.contains("does not open this room"), "{what}: {}", answer.body);
    assert!(!answer.cookie.contains("chancery="), "{what}: {}", answer.cookie);
    for word in ["anna", "carla", "nonce", "signature", "disabled"] {
        assert!(!answer.body.contains(word), "{what} tells `{word}`: {}", answer.body);
    }
}

#[tokio::test]
async fn an_account_elsewhere_opens_the_room() {
    let scene = Scene::open().await;
    let page = scene.place.ask("GET", "/login?back=%2Ffolders", &[], "").await.body;
    assert!(
        page.contains("Log in with 127.0.0.1") && page.contains("/login/openid?back=%2Ffolders"),
        "{page}"
    );
    let answer = scene.log_in("192.0.2.7", Says::default()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    // A page leads on, for the cookie is not sent where another site led to.
    assert!(answer.body.contains("content=\"0; url=/search?q=lights&#38;sort=date\""), "{}", answer.body);
    let session = answer.cookie.lines().find(|line| line.starts_with("chancery=")).unwrap();
    assert!(session.contains("HttpOnly; SameSite=Strict"), "{session}");
    assert!(answer.cookie.lines().any(|line| line.starts_with("chancery-login=;")), "{}", answer.cookie);
    let cookie = session.split(';').next().unwrap();
    let page = scene.place.ask("GET", "/", &[("cookie", cookie)], "").await;
    assert!(page.status == StatusCode::OK && page.body.contains("Log out anna"), "{}", page.body);
    let lines = noted(&scene).await;
    let line = lines.iter().find(|line| line.what == "login").unwrap();
    assert_eq!((line.user.as_deref(), line.which.as_str()), (Some("anna"), "192.0.2.7"));
}

#[tokio::test]
async fn what_an_issuer_says_wrongly_opens_nothing() {
    let scene = Scene::open().await;
    let long_ago = Timestamp::now().as_second() - 60;
    let signed = |signed| Says { signed, ..Says::default() };
    let cases = [
        ("another nonce", says(json!({ "nonce": "another" }))),
        ("no nonce", says(json!({ "nonce": null }))),
        ("another audience", says(json!({ "aud": ["another room"] }))),
        ("a second audience", says(json!({ "aud": [CLIENT, "another room"] }))),
        ("another issuer", says(json!({ "iss": "https://id.example.org" }))),
        ("expired", says(json!({ "exp": long_ago }))),
        ("another access token", says(json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" }))),
        ("signed by another", signed(Signed::ByAnother)),
        ("signed with the room's secret", signed(Signed::WithTheSecret)),
        ("unsigned", signed(Signed::NotAtAll)),
        ("no ID token", signed(Signed::Never)),
        ("no account", says(json!({ "preferred_username": "nobody" }))),
        ("kept out", says(json!({ "preferred_username": "carla" }))),
        ("no account at the issuer", says(json!({ "preferred_username": "berta" }))),
        ("no name", says(json!({ "preferred_username": null }))),
        (
            "user info of another",
            Says {
                info: json!({ "sub": "418", "preferred_username": "anna" }),
                ..says(json!({ "preferred_username": null }))
            },
        ),
    ];
    for (number, (what, says)) in cases.into_iter().enumerate() {
        refused(&scene.log_in(&format!("192.0.2.{number}"), says).await, what);
    }
    let lines = noted(&scene).await;
    assert_eq!(lines.iter().filter(|line| line.what == "login failed").count(), 16);
    assert!(lines.iter().all(|line| line.what != "login"));
    // The same reader comes in when all is right, also where only the user info has the name.
    let told = Says {
        info: json!({ "sub": "417", "preferred_username": "anna" }),
        ..says(json!({ "preferred_username": null }))
    };
    for says in [Says::default(), told] {
        let answer = scene.log_in("198.51.100.7", says).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
}

#[tokio::test]
async fn nobody_finishes_what_another_browser_began() {
    let scene = Scene::open().await;
    let (one, two) = (scene.begin().await, scene.begin().await);
    let crossed = format!("code=a-code&state={}", two.state);
    for (cookie, query) in [
        (&*one.cookie, &*crossed),
        // It was taken by the first attempt.
        (&*one.cookie, &*format!("code=a-code&state={}", one.state)),
        ("", &*crossed),
        ("chancery-login=", &*crossed),
        ("chancery-login=made-up", &*crossed),
        (&*two.cookie, "code=a-code"),
        (&*two.cookie, ""),
    ] {
        let answer = scene.back("192.0.2.7", cookie, query).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{cookie} {query}: {}", answer.body);
        assert!(
            answer.body.contains("begin again") && !answer.cookie.contains("chancery="),
            "{}",
            answer.body
        );
    }
    // An issuer that refuses, and one that says to be another.
    let begun = scene.begin().await;
    let denied = format!("error=access_denied&error_description=Call+0190&state={}", begun.state);
    let answer = scene.back("192.0.2.7", &begun.cookie, &denied).await;
    refused(&answer, "denied");
    assert!(!answer.body.contains("0190"), "what a link says is not shown");
    let begun = scene.begin().await;
    let mixed = format!("code=a-code&iss=https%3A%2F%2Fid.example.org&state={}", begun.state);
    refused(&scene.back("192.0.2.7", &begun.cookie, &mixed).await, "another issuer");
    // None of it counts as a failure: there was nothing to guess.
    let lines = noted(&scene).await;
    assert!(lines.iter().all(|line| !line.what.starts_with("login")), "{lines:?}");
    // A code that the issuer does not know does.
    let begun = scene.begin().await;
    refused(
        &scene.back("192.0.2.7", &begun.cookie, &format!("code=b&state={}", begun.state)).await,
        "a code",
    );
    let lines = noted(&scene).await;
    assert_eq!(lines.iter().filter(|line| line.what == "login failed").count(), 1);
}

#[tokio::test]
async fn failures_are_slowed_down() {
    let scene = Scene::open().await;
    for _ in 0..5 {
        refused(&scene.log_in("192.0.2.7", says(json!({ "nonce": "another" }))).await, "another nonce");
    }
    let asked = scene.issuer.codes.load(Relaxed);
    let answer = scene.log_in("192.0.2.7", Says::default()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.body);
    assert!(answer.body.contains("wait 1 s"), "{}", answer.body);
    assert_eq!(scene.issuer.codes.load(Relaxed), asked, "who has to wait is not asked about");
    assert_eq!(scene.log_in("198.51.100.7", Says::default()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_issuer_may_take_a_new_key_at_any_time() {
    let scene = Scene::open().await;
    assert_eq!(scene.log_in("192.0.2.7", Says::default()).await.status, StatusCode::OK);
    let anew = || Says { signed: Signed::ByANewKey, ..Says::default() };
    assert_eq!(scene.log_in("192.0.2.7", anew()).await.status, StatusCode::OK);
    refused(
        &scene.log_in("192.0.2.7", Says { signed: Signed::ByAnother, ..Says::default() }).await,
        "another's",
    );
    assert_eq!(scene.log_in("192.0.2.7", Says::default()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_an_issuer_cannot_say_is_no_failed_login() {
    let scene = Scene::open().await;
    let nameless = || says(json!({ "preferred_username": null }));
    for fault in [
        ("token", 500, ""),
        ("token", 503, "<h1>later</h1>"),
        ("token", 429, "{}"),
        ("token", 401, "{\"error\": \"invalid_client\"}"),
        ("token", 200, "no answer"),
        ("info", 503, ""),
        ("info", 200, "no answer"),
    ] {
        let answer = scene.log_in("192.0.2.7", Says { fault: Some(fault), ..nameless() }).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{fault:?}: {}", answer.body);
    }
    // A name that is no text is none either.
    let answer = scene.log_in("192.0.2.7", says(json!({ "preferred_username": ["anna"] }))).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(noted(&scene).await.iter().all(|line| !line.what.starts_with("login")));
    assert_eq!(scene.log_in("192.0.2.7", Says::default()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_reader_is_known_by_the_claim_that_was_chosen() {
    let scene = Scene::with("upn").await;
    refused(&scene.log_in("192.0.2.7", Says::default()).await, "no such claim");
    let other = says(json!({ "upn": "anna", "preferred_username": "berta" }));
    assert_eq!(scene.log_in("192.0.2.7", other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_issuer_that_is_not_there_leaves_the_password() {
    let openid = OpenId::new("http://127.0.0.1:9", CLIENT, SECRET, "preferred_username").unwrap();
    let place = Place::new(Settings { users: true, openid: Some(openid), ..Settings::default() });
    for _ in 0..2 {
        let answer = place.ask("GET", "/login/openid", &[], "").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert!(answer.body.contains("cannot be reached now") && answer.body.contains("id=\"password\""));
    }
    assert_eq!(place.log_in("anna", common::PASSWORD, &[]).await.status, StatusCode::SEE_OTHER);
    // Where nobody vouches there is no such place.
    let without = Place::with_users();
    for path in ["/login/openid", "/login/openid/back?code=a&state=b"] {
        assert_eq!(without.ask("GET", path, &[], "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!without.ask("GET", "/login", &[], "").await.body.contains("/login/openid"));
}
