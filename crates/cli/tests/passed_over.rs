//! What is no telegram stays outside, what was damaged is said to be lost, and why a reader sees something is told of each text.

mod common;

use common::{chancery, said};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

const TELEGRAM: &str = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nS E C R E T PORT ALDER 000417\n\n\
     SUBJECT: HARBOR LIGHTS\n\n1. (S) Nine lights work.\nWEAVER\n";

fn run(words: &[&str], archive: &Path) -> Output {
    chancery().args(words).arg("--archive").arg(archive).output().unwrap()
}

/// A telegram and a list, in a folder.
fn sources(folder: &Path) -> PathBuf {
    let from = folder.join("from");
    fs::create_dir_all(&from).unwrap();
    fs::write(from.join("harbor.txt"), TELEGRAM).unwrap();
    fs::write(from.join("list.toml"), "[lamps]\nred = 4\ngreen = 5\n").unwrap();
    from
}

fn telegrams(archive: &Path) -> u64 {
    let output = run(&["stats", "--json"], archive);
    let stats: Value = serde_json::from_slice(&output.stdout).unwrap();
    stats["telegrams"].as_u64().unwrap()
}

#[test]
fn a_text_that_is_no_telegram_comes_in_only_where_its_format_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (from, archive) = (sources(folder.path()), folder.path().join("archive"));
    let from = from.to_str().unwrap();
    // It is told again the next time, and what was imported is passed over.
    for new in [1, 0] {
        let output = run(&["import", from, "--json"], &archive);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&report["new"], &report["failed"]), (&Value::from(new), &Value::from(1)), "{report}");
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let failure = report["failures"].to_string();
        assert!(failure.contains("list.toml") && failure.contains("looks like a telegram"), "{report}");
        assert_eq!(telegrams(&archive), 1);
    }
    let lines = fs::read_to_string(archive.join("journal.jsonl")).unwrap().lines().count();
    assert_eq!(run(&["import", from, "--quiet"], &archive).status.code(), Some(1));
    let again = fs::read_to_string(archive.join("journal.jsonl")).unwrap().lines().count();
    assert_eq!(again, lines, "what does not come in changes nothing");
    let list = format!("{from}/list.toml");
    let output = run(&["import", &list, "--from", "text", "--quiet"], &archive);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(telegrams(&archive), 2);
}

#[test]
fn a_mistyped_path_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let from = sources(folder.path());
    let mistyped = folder.path().join("form");
    let output = chancery().arg("open").arg(&mistyped).arg("--no-room").output().unwrap();
    let words = said(&output);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("cannot open") && words.contains("did you mean `from`?"), "{words}");
    assert!(!folder.path().join("form.chancery").exists(), "an empty archive was made");
    assert!(from.exists());
}

#[test]
fn a_repair_that_gives_originals_up_does_not_end_well() {
    let folder = tempfile::tempdir().unwrap();
    let (from, archive) = (sources(folder.path()), folder.path().join("archive"));
    let harbor = from.join("harbor.txt");
    assert!(run(&["import", harbor.to_str().unwrap(), "--quiet"], &archive).status.success());
    let packs = fs::read_dir(archive.join("originals")).unwrap().map(|entry| entry.unwrap().path());
    let pack = packs.max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = fs::read(&pack).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    fs::write(&pack, bytes).unwrap();
    let output = run(&["verify", "--repair"], &archive);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("given up") && words.contains("import their sources again"), "{words}");
    // What is left is whole.
    assert!(run(&["verify"], &archive).status.success());
    assert_eq!(telegrams(&archive), 0);
}

#[test]
fn an_explanation_says_of_which_text_it_is_and_where_the_collection_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (from, archive) = (sources(folder.path()), folder.path().join("archive"));
    let other = from.join("other.txt");
    fs::write(&other, TELEGRAM.replace("Nine", "(U) Ten")).unwrap();
    for path in [from.join("harbor.txt"), other] {
        assert!(run(&["import", path.to_str().unwrap(), "--quiet"], &archive).status.success());
    }
    assert!(run(&["collection", "set", "main", "--level", "TOP SECRET"], &archive).status.success());
    let output = run(&["explain", "07PORTALDER417", "--as", "SECRET", "--json"], &archive);
    let rows: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for variant in [1, 2] {
        let of = rows.iter().filter(|row| row["variant"] == variant);
        let paragraph = of.into_iter().find(|row| row["portion"] == "paragraph 1").unwrap();
        assert_eq!((&paragraph["level"], &paragraph["shown"]), (&"TOP SECRET".into(), &false.into()));
        let because = paragraph["because"].as_str().unwrap();
        assert!(because.ends_with("none lies below TOP SECRET, the level of its collection"), "{because}");
    }
}
