//! A reader logs in with an account at a provider of OpenID Connect that others wrote. `CHANCERY_OIDC_PROVIDER` names the program
//! `oidc-provider-mock` (PyPI); without it nobody logs in.
#![cfg(unix)]

mod common;

use common::serving::{Reply, Serving, ask};
use common::{chancery, import, said, sources};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The provider. It ends with the test.
struct Provider(Child);

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Provider {
    /// Opens it on a port that was free a moment ago.
    fn open(program: &Path) -> (Provider, String) {
        let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(program);
        command.args(["--port", &place.port().to_string(), "--require-nonce", "true"]);
        for name in ["anna", "berta"] {
            let claims = format!("{{\"sub\": \"number-of-{name}\", \"preferred_username\": \"{name}\"}}");
            command.args(["--user-claims", &claims]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let provider = Provider(command.spawn().unwrap());
        let begun = Instant::now();
        while TcpStream::connect(place).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the provider does not begin");
            thread::sleep(Duration::from_millis(50));
        }
        (provider, format!("http://{place}"))
    }
}

/// Goes to the provider, says there who one is, and comes back.
fn log_in(room: &Serving, form: &str) -> Reply {
    let begun = room.get("/login/openid?back=%2Fsearch", &[]);
    assert_eq!(begun.status, 303, "{begun:?}");
    let cookie = format!("Cookie: {}", begun.header("set-cookie").split(';').next().unwrap());
    let typed = "Content-Type: application/x-www-form-urlencoded";
    let there = ask("POST", begun.header("location"), &[typed], form);
    assert_eq!(there.status, 302, "{there:?}");
    ask("GET", there.header("location"), &[&cookie, "Sec-Fetch-Site: cross-site"], "")
}

#[test]
fn a_reader_logs_in_at_a_provider() {
    let Some(program) = std::env::var_os("CHANCERY_OIDC_PROVIDER") else { return };
    let (_provider, issuer) = Provider::open(Path::new(&program));
    let folder = tempfile::tempdir().unwrap();
    let (from, archive) = (folder.path().join("from"), folder.path().join("archive"));
    sources(&from, 8);
    assert!(import(&archive, &from).output().unwrap().status.success());
    let added = chancery()
        .args(["user", "add", "anna", "--level", "SECRET", "--oidc", &issuer, "--archive"])
        .arg(&archive)
        .output()
        .unwrap();
    assert!(added.status.success(), "{}", said(&added));
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "a secret\n").unwrap();
    let words = [
        "--users",
        "--oidc-issuer",
        &issuer,
        "--oidc-client-id",
        "reading-room",
        "--oidc-client-secret-file",
    ];
    let room = Serving::open(&archive, &[&words[..], &[secret.to_str().unwrap()]].concat());

    let answer = log_in(&room, "sub=number-of-anna");
    assert!(answer.status == 200 && answer.body.contains("You are logged in"), "{answer:?}");
    let session = answer.all("set-cookie").into_iter().find(|cookie| cookie.starts_with("chancery="));
    let session = format!("Cookie: {}", session.unwrap().split(';').next().unwrap());
    let page = room.get("/", &[&session]);
    assert!(page.body.contains("Log out anna") && page.body.contains("Read as <b>SECRET</b>"), "{page:?}");

    // The provider knows these too, and the room does not; and a reader may change his mind.
    for form in ["sub=number-of-berta", "sub=whoever", "action=deny"] {
        let answer = log_in(&room, form);
        // Who changes his mind is sent back without the state, which is as if nothing had been begun.
        let refused = answer.status == 403 && answer.body.contains("does not open this room");
        assert!(refused || form == "action=deny" && answer.status == 400, "{form}: {answer:?}");
        assert!(answer.all("set-cookie").iter().all(|cookie| !cookie.starts_with("chancery=")), "{answer:?}");
    }
}
