//! Schemathesis (PyPI) asks the API all that its description says it can be asked, and much that it cannot: of the archive's owner, and of a
//! reader in between who sends a token. `CHANCERY_SCHEMATHESIS` names the program; without it nothing is asked.
#![cfg(unix)]

mod common;

use common::serving::Serving;
use common::{chancery, said};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The most examples of each operation in each phase.
const EXAMPLES: &str = "20";

fn program() -> Option<OsString> {
    std::env::var_os("CHANCERY_SCHEMATHESIS")
}

/// An archive of the samples.
fn samples() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    run(&archive, &["import", samples.to_str().unwrap(), "--quiet"]);
    (folder, archive)
}

fn run(archive: &Path, words: &[&str]) -> String {
    let output = chancery().args(words).arg("--archive").arg(archive).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn asked(program: &OsString, folder: &Path, room: &Serving, words: &[&str]) {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/settings/schemathesis.toml");
    let output = Command::new(program)
        .arg("--config-file")
        .arg(config)
        .args(["--no-color", "run"])
        .arg(format!("{}/api/v1/openapi.json", room.address))
        .args([
            "--checks",
            "all",
            "--max-examples",
            EXAMPLES,
            "--seed",
            "7904",
            "--generation-database",
            "none",
        ])
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_api_does_for_its_owner_what_it_says() {
    let Some(program) = program() else { return };
    let (folder, archive) = samples();
    asked(&program, folder.path(), &Serving::open(&archive, &["--quiet"]), &[]);
}

#[test]
fn the_api_does_for_a_reader_in_between_what_it_says() {
    let Some(program) = program() else { return };
    let (folder, archive) = samples();
    run(
        &archive,
        &["user", "add", "anna", "--level", "CONFIDENTIAL", "--import", "--oidc", "https://id.example.org"],
    );
    let token = run(&archive, &["token", "add", "anna", "--scope", "read,import"]);
    let room = Serving::open(&archive, &["--users", "--quiet"]);
    // One address may ask 50 times a second.
    let header = format!("Authorization: Bearer {token}");
    asked(&program, folder.path(), &room, &["--header", &header, "--rate-limit", "45/s"]);
}
