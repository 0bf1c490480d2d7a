//! A room where readers log in, and who asks it.

#![allow(dead_code, reason = "not every test uses all of it")]

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use chancery_accounts::{Accounts, NewToken, NewUser, Scopes};
use chancery_archive::Writer;
use chancery_archive::import::{Options, Quiet, import};
use chancery_room::{Intake, Progress, Room, Settings, router};
use chancery_view::Door;
use http_body_util::BodyExt;
use jiff::Timestamp;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "eight lights at the harbor";

pub(crate) const TELEGRAM: &str = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\n\
                        S E C R E T PORT ALDER 000417\n\nE.O. 12958: DECL: 03/12/2017\nTAGS: PREL\nSUBJECT: (U) HARBOR\n\n\
                        1. (U) Nine lights work.\n\n2. (S) The kumquat is watched.\n";

/// Takes files and does nothing with them.
struct Nowhere(PathBuf);

impl Intake for Nowhere {
    fn place(&self) -> PathBuf {
        self.0.clone()
    }

    fn bring_in(&self, _: &Path, _: Option<&str>, told: &dyn Fn(Progress)) -> Result<(), String> {
        let counts = Progress { telegrams: 1, new: Some(0), known: Some(1), ..Progress::default() };
        told(counts);
        Ok(())
    }
}

/// A room over an archive of one telegram, with the users anna (SECRET, may import) and berta (UNCLASSIFIED, may import).
pub(crate) struct Place {
    folder: TempDir,
    router: Router,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    /// All that were set, each in a line.
    pub(crate) cookie: String,
    pub(crate) body: String,
}

impl Place {
    pub(crate) fn new(settings: Settings) -> Place {
        Place::holding("one.txt", TELEGRAM, settings)
    }

    /// A room over an archive of what one file holds.
    pub(crate) fn holding(name: &str, text: &str, settings: Settings) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("secret-drawer");
        fs::create_dir(&source).unwrap();
        fs::write(source.join(name), text).unwrap();
        let archive = folder.path().join("archive");
        let mut writer = Writer::open(&archive).unwrap();
        import(&mut writer, &Options { paths: vec![source], ..Options::default() }, &mut Quiet).unwrap();
        drop(writer);
        let place = Place { router: Router::new(), folder };
        let accounts = place.accounts();
        for (name, clearance) in [("anna", "SECRET"), ("berta", "UNCLASSIFIED")] {
            let password = Some(PASSWORD);
            let new = NewUser { name, clearance, may_import: true, subject: None, password };
            accounts.add_user(&new, Timestamp::now()).unwrap();
        }
        let intake = Box::new(Nowhere(place.folder.path().join("incoming")));
        let room = Room::new(Door::open(archive).unwrap(), Some(accounts), Some(intake), settings);
        Place { router: router(room), ..place }
    }

    pub(crate) fn with_users() -> Place {
        Place::new(Settings { users: true, ..Settings::default() })
    }

    pub(crate) fn accounts(&self) -> Accounts {
        Accounts::open(&self.folder.path().join("room")).unwrap()
    }

    pub(crate) fn token(&self, user: &str, scopes: Scopes) -> String {
        let new = NewToken { user, name: "", scopes, days: 1 };
        self.accounts().make_token(&new, Timestamp::now()).unwrap().1.reveal().to_owned()
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.ask_from("127.0.0.1", method, path, headers, body).await
    }

    pub(crate) async fn ask_from(
        &self,
        from: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(from, request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Asks with a body that is no text of ours.
    pub(crate) async fn ask_bytes(&self, method: &str, path: &str, body: &'static [u8]) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        self.answer("127.0.0.1", request.body(Body::from(body)).unwrap()).await
    }

    async fn answer(&self, from: &str, mut request: Request<Body>) -> Answer {
        let from = SocketAddr::new(from.parse().unwrap(), 4711);
        request.extensions_mut().insert(ConnectInfo(from));
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let text = |name: header::HeaderName| {
            let all = answer.headers().get_all(name).iter();
            all.map(|value| value.to_str().unwrap()).collect::<Vec<_>>().join("\n")
        };
        let (status, location, cookie) = (answer.status(), text(header::LOCATION), text(header::SET_COOKIE));
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        Answer { status, location, cookie, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask("GET", path, &[("authorization", &format!("Bearer {token}"))], "").await
    }

    pub(crate) async fn log_in(&self, name: &str, password: &str, from: &[(&str, &str)]) -> Answer {
        let headers = [&[("content-type", "application/x-www-form-urlencoded")], from].concat();
        let password = password.replace(' ', "+");
        let body = format!("name={name}&password={password}&back=%2Fsearch%3Fq%3Dlights");
        self.ask("POST", "/login", &headers, &body).await
    }
}
