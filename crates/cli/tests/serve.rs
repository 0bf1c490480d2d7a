//! `chancery serve`: how it begins, what it refuses, and how it ends.
#![cfg(unix)]

mod common;

use common::serving::Serving;
use common::{chancery, import, said};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

const TELEGRAM: &str = "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nUNCLAS PORT ALDER 000417\n\n\
    E.O. 12958: N/A\nTAGS: PREL\nSUBJECT: HARBOR\n\n1. Nine lights work.\n";

fn made() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (sources, archive) = (folder.path().join("sources"), folder.path().join("archive"));
    fs::create_dir_all(&sources).unwrap();
    fs::write(sources.join("1.txt"), TELEGRAM).unwrap();
    let imported = import(&archive, &sources).output().unwrap();
    assert!(imported.status.success(), "{}", said(&imported));
    (folder, archive)
}

fn serve(archive: &Path, words: &[&str]) -> Output {
    chancery().arg("serve").args(words).arg("--archive").arg(archive).output().unwrap()
}

/// A program's token for a user who is added.
fn token(archive: &Path) -> String {
    let run = |words: &[&str]| {
        let output = chancery().args(words).arg("--archive").arg(archive).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    run(&["user", "add", "anna", "--level", "S", "--oidc", "https://id.example.org"]);
    run(&["token", "add", "anna"])
}

#[test]
fn what_cannot_be_served_is_refused_with_what_to_do() {
    let (folder, archive) = made();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (pem, empty, secret) =
        (file("bad.pem", "no certificate\n"), file("empty", "\n"), file("secret", "x\n"));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let near = ["--listen", "127.0.0.1:0"];
    let oidc = |issuer: &'static str, file: &'static str| {
        ["--users", "--oidc-issuer", issuer, "--oidc-client-id", "room", "--oidc-client-secret-file", file]
    };
    let with = |words: &[&str], file: &str| {
        let words: Vec<&str> = words.iter().map(|word| if *word == "FILE" { file } else { word }).collect();
        serve(&archive, &[&near[..], &words].concat())
    };
    for (output, code, words) in [
        (serve(&archive, &["--listen", "0.0.0.0:0"]), 2, ["nobody would have to log in", "--users"]),
        (serve(&archive, &["--listen", "[::]:0"]), 2, ["nobody would have to log in", "--users"]),
        (serve(&archive, &["--listen", "0.0.0.0:0", "--users"]), 2, ["in the clear", "--certificate"]),
        (
            serve(&archive, &["--listen", "0.0.0.0:0", "--users", "--behind-https"]),
            2,
            ["in the clear", "--certificate"],
        ),
        (serve(&archive, &["--listen", &taken]), 2, ["cannot listen on", "--listen 127.0.0.1:0"]),
        (serve(&archive, &["--listen", "127.0.0.1"]), 2, ["--listen", "ADDRESS:PORT"]),
        (
            serve(&archive, &["--listen", "0.0.0.0:0", "--users", "--certificate", &pem, "--key", &pem]),
            2,
            ["cannot use the certificate", "PEM"],
        ),
        (with(&["--certificate", "FILE"], &pem), 2, ["--key", "required"]),
        (serve(&folder.path().join("nowhere"), &near), 3, ["is no archive", "--archive"]),
        (with(&["--users", "--as", "S"], ""), 2, ["--users", "--as"]),
        (with(&oidc("https://id.example.org", "FILE")[1..], &secret), 2, ["--users", "required"]),
        (with(&oidc("https://id.example.org", "FILE")[..3], ""), 2, ["--oidc-client-id", "required"]),
        (with(&oidc("http://id.example.org", "FILE"), &secret), 2, ["cannot vouch", "https"]),
        (with(&oidc("https://id.example.org", "FILE"), &empty), 2, ["first line is empty", "secret"]),
        (with(&oidc("https://id.example.org", "FILE"), "/nowhere/at-all"), 2, ["cannot read", "secret"]),
    ] {
        let told = said(&output);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(words.iter().all(|word| told.contains(word)), "{words:?}: {told}");
        assert!(!told.contains("listening") && output.stdout.is_empty(), "{told}");
    }
}

#[test]
fn it_says_where_it_listens_answers_and_ends_when_asked() {
    let (_folder, archive) = made();
    let room = Serving::open(&archive, &[]);
    let port: u16 = room.address.strip_prefix("http://127.0.0.1:").unwrap().parse().unwrap();
    assert_ne!(port, 0);
    let page = room.get("/search?q=lights", &[]);
    assert!(page.status == 200 && page.body.contains("07PORTALDER417"), "{page:?}");
    assert_eq!(room.get("/readyz", &[]).body, "ready\n");
    let address = room.address.clone();
    let (ended, told) = room.end();
    assert_eq!((ended.code(), &*told), (Some(0), "Ctrl-C closes the reading room\n"));
    assert!(std::net::TcpStream::connect(address.strip_prefix("http://").unwrap()).is_err());
}

#[test]
fn what_was_noted_is_written_before_it_ends() {
    let (_folder, archive) = made();
    let bearer = format!("Authorization: Bearer {}", token(&archive));
    let room = Serving::open(&archive, &["--users", "--quiet"]);
    assert_eq!(room.get("/api/v1/search?q=lights", &[&bearer]).status, 200);
    let (ended, told) = room.end();
    assert_eq!((ended.code(), &*told), (Some(0), ""));
    let lines = || {
        let output =
            chancery().args(["audit", "--user", "anna", "--archive"]).arg(&archive).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(lines().contains("anna  search  lights"), "{}", lines());
    // Lines that cannot be written are not passed over.
    let accounts = rusqlite::Connection::open(archive.join("room/room.sqlite")).unwrap();
    accounts
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
        .unwrap();
    let room = Serving::open(&archive, &["--users", "--quiet"]);
    assert_eq!(room.get("/api/v1/search?q=harbor", &[&bearer]).status, 200);
    let (ended, told) = room.end();
    assert_eq!(ended.code(), Some(3), "{told}");
    assert!(told.contains("the audit log could not be written") && told.contains("no room"), "{told}");
}

#[test]
fn files_that_a_killed_room_left_are_removed() {
    let (_folder, archive) = made();
    let left = archive.join("room/incoming/.tmpLEFT");
    let leave = || {
        fs::create_dir_all(&left).unwrap();
        fs::write(left.join("1-one.txt"), TELEGRAM).unwrap();
    };
    leave();
    let room = Serving::open(&archive, &[]);
    assert!(!left.exists());
    leave();
    let second = Serving::open(&archive, &[]);
    assert!(left.exists(), "another room may be taking them in");
    room.kill();
    second.kill();
    Serving::open(&archive, &[]).kill();
    assert!(!left.exists());
}

#[test]
fn machines_are_told_where_the_room_is() {
    let (_folder, archive) = made();
    let mut command = chancery();
    command.args(["serve", "--json", "--listen", "127.0.0.1:0", "--archive"]).arg(&archive);
    let mut room = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(room.stdout.take().unwrap()).read_line(&mut line).unwrap();
    room.kill().unwrap();
    room.wait().unwrap();
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(told["listening"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{line}");
}
