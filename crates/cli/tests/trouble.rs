//! What goes wrong with archives, each with a clear message and exit code 3, and nothing lost.

mod common;

use common::{answers, assert_same, chancery, import, import_by, said, sources};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(words: &[&str], archive: &Path) -> Output {
    chancery().args(words).arg("--archive").arg(archive).output().unwrap()
}

/// It ended with 3, and said why and what helps.
fn refused(output: &Output, cause: &str, help: &str) {
    let words = said(output);
    assert_eq!(output.status.code(), Some(3), "{words}");
    for word in ["error", "cause", "help", cause, help] {
        assert!(words.contains(word), "`{word}` is not in: {words}");
    }
}

fn made(count: u64) -> (tempfile::TempDir, std::path::PathBuf, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (from, archive) = (folder.path().join("from"), folder.path().join("archive"));
    sources(&from, count);
    let output = import(&archive, &from).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    (folder, from, archive)
}

#[test]
fn no_room() {
    let (folder, from, peace) = made(40);
    let should = answers(&peace);
    // A file may not grow beyond this many blocks of 512 bytes: the packs, the database, the index each meet it, as on a full disk.
    let mut refusals = 0;
    for blocks in [20, 60, 120, 200, 400, 700] {
        let archive = folder.path().join(format!("full-{blocks}"));
        let words = import_by(&archive, &from, 100_000);
        let mut limited = Command::new("sh");
        limited.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""));
        limited.arg(words.get_program()).args(words.get_args()).stdin(Stdio::null());
        let output = limited.output().unwrap();
        if output.status.success() {
            continue;
        }
        refusals += 1;
        refused(&output, "", "room");
        let again = import(&archive, &from).output().unwrap();
        assert!(again.status.success(), "{blocks}: {}", said(&again));
        assert_same(&answers(&archive), &should, &format!("{blocks} blocks"));
    }
    assert!(refusals > 2, "the disk was hardly ever full");
}

#[test]
fn two_importers_at_once() {
    let (_folder, from, archive) = made(16);
    let writer = chancery_archive::Writer::open(&archive).unwrap();
    refused(&import(&archive, &from).output().unwrap(), "another program", "readers are never blocked");
    assert!(run(&["stats"], &archive).status.success(), "a reader was blocked");
    drop(writer);
    assert!(import(&archive, &from).output().unwrap().status.success());
}

#[test]
fn an_archive_of_a_newer_version() {
    let (_folder, from, archive) = made(16);
    let card = archive.join("archive.json");
    let (text, journal) = (fs::read_to_string(&card).unwrap(), archive.join("journal.jsonl"));
    let lines = fs::read_to_string(&journal).unwrap();
    let newer = |text: &str, key: &str| {
        let at = text.find(key).unwrap() + key.len();
        let figures = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        format!("{}99{}", &text[..at], &text[at + figures..])
    };
    fs::write(&card, newer(&text, "\"layout\": ")).unwrap();
    fs::write(&journal, newer(&lines, "\"layout\":")).unwrap();
    for output in [
        run(&["stats"], &archive),
        run(&["verify"], &archive),
        run(&["rebuild"], &archive),
        import(&archive, &from).output().unwrap(),
    ] {
        refused(&output, "layout 99", "newer version");
    }
    fs::write(&card, text).unwrap();
    fs::write(&journal, lines).unwrap();
    assert!(run(&["verify"], &archive).status.success());
}

#[test]
fn no_index() {
    let (_folder, from, archive) = made(16);
    let should = answers(&archive);
    fs::remove_dir_all(archive.join("index")).unwrap();
    refused(&run(&["find", "delegation"], &archive), "index", "rebuild");
    let output = run(&["verify", "--json"], &archive);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], false);
    assert_eq!(report["originals"], report["checked"]);
    assert_eq!(report["problems"][0]["kind"], "index");
    assert!(report["problems"][0]["where"].as_str().unwrap().contains("index"));
    // New telegrams are not filed beside a hole.
    let more = from.join("more.txt");
    fs::write(&more, chancery_synth::telegram(chancery_synth::Form::Teletype, 9, 1)).unwrap();
    refused(&import(&archive, &more).output().unwrap(), "index", "rebuild");
    assert!(run(&["rebuild"], &archive).status.success());
    assert_same(&answers(&archive), &should, "after a rebuild");
}

#[test]
fn no_catalogue() {
    let (_folder, from, archive) = made(16);
    let should = answers(&archive);
    fs::remove_file(archive.join("catalogue.db")).unwrap();
    refused(&run(&["stats"], &archive), "catalogue", "rebuild");
    refused(&import(&archive, &from).output().unwrap(), "catalogue", "rebuild");
    assert!(run(&["rebuild"], &archive).status.success());
    assert_same(&answers(&archive), &should, "after a rebuild");
}

#[test]
fn a_rebuild_that_is_killed_leaves_the_archive_as_it_was() {
    let (_folder, _, archive) = made(40);
    let should = answers(&archive);
    for stop in [
        "block-appended:1",
        "pack-synced:1",
        "segments-written:1",
        "rows-written:1",
        "committed:1",
        "catalogue-built:1",
        "catalogue-swapped:1",
    ] {
        let output = chancery()
            .args(["rebuild", "--archive"])
            .arg(&archive)
            .env("CHANCERY_STOP", stop)
            .output()
            .unwrap();
        if !stop.starts_with("block-appended") {
            assert!(output.status.code().is_none(), "{stop} was not reached: {}", said(&output));
        }
        assert_same(&answers(&archive), &should, stop);
        // And the next one ends it.
        assert!(run(&["rebuild"], &archive).status.success());
        assert_same(&answers(&archive), &should, stop);
    }
}

#[test]
fn verify_says_what_it_found() {
    let (_folder, _, archive) = made(16);
    let output = run(&["verify", "--json"], &archive);
    assert!(output.status.success());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], true);
    assert_eq!(report["problems"], serde_json::json!([]));
    let journal = archive.join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("import", "imqort", 1)).unwrap();
    let output = run(&["verify"], &archive);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("journal.jsonl, line"), "{}", said(&output));
    assert!(run(&["verify", "--repair"], &archive).status.success());
    assert_eq!(fs::read_to_string(&journal).unwrap(), text);
    let nowhere = run(&["verify", "--json"], &archive.join("nowhere"));
    refused(&nowhere, "no archive", "--archive");
}
