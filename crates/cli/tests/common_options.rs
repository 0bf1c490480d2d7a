//! The options that every verb takes, and the archive that lies in the current folder.

mod common;

use common::{chancery, said};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

const TELEGRAM: &str = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\n\
     SUBJECT: HARBOR LIGHTS\n\n1. Nine lights work.\nWEAVER\n";

fn run(words: &[&str], at: &Path) -> Output {
    chancery().args(words).current_dir(at).env_remove("CHANCERY_ARCHIVE").output().unwrap()
}

/// A folder with a telegram, and the archive `cables` of it.
fn place() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("harbor.txt"), TELEGRAM).unwrap();
    let output = run(&["import", "harbor.txt", "--archive", "cables"], folder.path());
    assert!(output.status.success(), "{}", said(&output));
    folder
}

#[test]
fn every_verb_takes_threads_and_silence() {
    let place = place();
    let verbs: [&[&str]; 20] = [
        &["read", "harbor.txt"],
        &["check", "harbor.txt"],
        &["rule", "DM001"],
        &["repair", "harbor.txt"],
        &["import", "harbor.txt"],
        &["find", "lights"],
        &["show", "07PORTALDER417"],
        &["export", "lights", "--to", "csv"],
        &["stats"],
        &["due", "--on", "2026-01-01"],
        &["collection", "list"],
        &["explain", "07PORTALDER417", "--as", "SECRET"],
        &["policy"],
        &["log"],
        &["verify"],
        &["rebuild"],
        &["user", "list"],
        &["token", "list"],
        &["registry", "tags"],
        &["schema"],
    ];
    for verb in verbs {
        for options in [["--quiet", "-j", "2"], ["--quiet", "--jobs", "1"]] {
            let words = [verb, &options[..]].concat();
            let output = run(&words, place.path());
            assert_eq!(output.status.code(), Some(0), "{words:?}: {}", said(&output));
        }
    }
    let output = run(&["find", "lights", "-j2"], place.path());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn the_one_archive_of_the_current_folder_is_meant() {
    let place = place();
    let stats = |at: &Path| run(&["stats", "--json"], at);
    let output = stats(place.path());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["telegrams"], 1, "{}", said(&output));
    assert_eq!(stats(&place.path().join("cables")).status.code(), Some(0));
    // A variable that is set and empty names none, and one that names another does not forbid to open this one.
    let with = |variable: &str, words: &[&str]| {
        let output =
            chancery().args(words).current_dir(place.path()).env("CHANCERY_ARCHIVE", variable).output();
        output.unwrap()
    };
    for output in [with("", &["stats"]), with("others", &["open", "cables", "--no-room"])] {
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    assert_eq!(with("others", &["stats"]).status.code(), Some(3));
    // Of two none is.
    let output = run(&["import", "harbor.txt", "--archive", "others"], place.path());
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(stats(place.path()).status.code(), Some(3));
}

#[test]
fn a_copy_goes_where_nothing_is() {
    let place = place();
    let copy = || run(&["backup", "copy", "--archive", "cables"], place.path());
    assert_eq!(copy().status.code(), Some(0));
    let output = copy();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("copy holds other files"), "{}", said(&output));
}

#[test]
fn an_export_for_machines_is_json_lines() {
    let place = place();
    let export = |words: &[&str]| run(&[&["export", "lights"], words].concat(), place.path());
    let (json, jsonl) = (export(&["--json"]), export(&["--json", "--to", "jsonl"]));
    assert_eq!(json.stdout, jsonl.stdout);
    let told: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(told["mrn"]["canonical"], "07PORTALDER417");
    for wrong in [&["--json", "--to", "csv"][..], &[]] {
        assert_eq!(export(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn policies_and_tokens_are_told_to_machines() {
    let place = place();
    let json = |words: &[&str]| -> Value {
        let output = run(words, place.path());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{words:?}: {}", said(&output)))
    };
    assert_eq!(json(&["policy", "--json"])["dates"], Value::Null);
    assert_eq!(json(&["policy", "--dates", "2026-01-01", "--json"])["dates"], "2026-01-01");
}

#[test]
fn the_first_and_last_day_are_told_as_they_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let undated = TELEGRAM.replace("R 121430Z MAR 07\n", "").replace("UNCLAS", "March 3, 2007\n\nUNCLAS");
    fs::write(folder.path().join("a.txt"), TELEGRAM).unwrap();
    fs::write(folder.path().join("b.txt"), undated.replace("000417", "000311")).unwrap();
    assert!(run(&["import", "a.txt", "b.txt", "--archive", "cables"], folder.path()).status.success());
    let output = run(&["stats", "--json"], folder.path());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["last"], "2007-03-12T14:30:00Z", "{told}");
    let found = run(&["find", "*", "--sort", "date", "--json"], folder.path());
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(told["first"], found["hits"][0]["sent"], "{told}");
}
