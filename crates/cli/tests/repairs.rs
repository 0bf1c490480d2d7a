//! `chancery repair --in-place` and `--undo`: files of each kind are changed and come back, byte for byte, and what cannot be changed
//! stays as it is and says why.
#![cfg(unix)]

mod common;

use common::{chancery, said};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;

const TELEGRAM: &str = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\nSIPDIS\n\n\
    E.O. 12958: N/A\nTAGS: EFIS, SENV\nSUBJECT: HARBOR LIGHTS\n\n1. The harbor,s lights don,t work. It isn,t known why.\nWEAVER\nNNNN\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn repair(path: &Path, how: &str) -> Output {
    chancery().arg("repair").arg(path).arg(how).output().unwrap()
}

fn good(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    said(output)
}

/// It ended with 1, and said why.
fn refused(output: &Output, cause: &str) {
    let words = said(output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("error") && words.contains(cause), "`{cause}` is not in: {words}");
}

/// Repairs a file, which must come out as this, and takes it back.
fn there_and_back(name: &str, bytes: &[u8], repaired: &[u8]) {
    let folder = Folder::new();
    let path = folder.put(name, bytes);
    good(&repair(&path, "--in-place"));
    let found = fs::read(&path).unwrap();
    assert!(found == repaired, "{name}: {}", String::from_utf8_lossy(&found));
    // What `--apply` writes is the same.
    fs::write(folder.0.path().join("other"), bytes).unwrap();
    let applied = repair(&folder.0.path().join("other"), "--apply");
    assert!(applied.stdout == repaired, "{name}: {}", String::from_utf8_lossy(&applied.stdout));
    fs::remove_file(folder.0.path().join("other")).unwrap();
    good(&repair(&path, "--undo"));
    assert!(fs::read(&path).unwrap() == bytes, "{name} did not come back");
    assert_eq!(folder.names(), [name]);
}

#[test]
fn files_of_each_kind_come_back() {
    let mended = TELEGRAM.replace("harbor,s", "harbor's").replace("don,t", "don't").replace("isn,t", "isn't");
    there_and_back("plain.txt", TELEGRAM.as_bytes(), mended.as_bytes());
    let crlf = |text: &str| text.replace('\n', "\r\n").into_bytes();
    there_and_back("crlf.txt", &crlf(TELEGRAM), &crlf(&mended));
    let cr = |text: &str| text.replace('\n', "\r").into_bytes();
    there_and_back("cr.txt", &cr(TELEGRAM), &cr(&mended));
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    there_and_back("mark.txt", &marked(TELEGRAM), &marked(&mended));
    // Windows-1252, the same bytes before, in and behind what is changed.
    let latin = |text: &str| {
        let mut bytes = Vec::new();
        text.replace("SUBJECT: ", "SUBJECT: \u{e9}").chars().for_each(|c| match c {
            '\u{e9}' => bytes.extend(*b"\xe9\x97"),
            c => bytes.push(c as u8),
        });
        bytes
    };
    there_and_back("latin.txt", &latin(TELEGRAM), &latin(&mended));
    let three = |text: &str| format!("{text}\n{}\n{text}", text.replace("000417", "000418")).into_bytes();
    there_and_back("three.txt", &three(TELEGRAM), &three(&mended));
    there_and_back("no-end.txt", TELEGRAM.trim_end().as_bytes(), mended.trim_end().as_bytes());
}

#[test]
fn what_is_repaired_twice_is_taken_back_twice() {
    let folder = Folder::new();
    let path = folder.put("a.txt", TELEGRAM);
    good(&repair(&path, "--in-place"));
    let once = fs::read_to_string(&path).unwrap();
    let more = once.replace("WEAVER", "2. The mole,s lamp isn,t lit.\nWEAVER");
    fs::write(&path, &more).unwrap();
    // The hand between the two is no change of ours: the first repair cannot be taken back over it.
    refused(&repair(&path, "--undo"), "changed by somebody else");
    good(&repair(&path, "--in-place"));
    assert!(fs::read_to_string(&path).unwrap().contains("mole's"));
    assert!(good(&repair(&path, "--undo")).contains("2 repairs of"));
    assert_eq!(fs::read_to_string(&path).unwrap(), more);
    fs::write(&path, &once).unwrap();
    assert!(good(&repair(&path, "--undo")).contains("3 repairs of"));
    assert_eq!(fs::read_to_string(&path).unwrap(), TELEGRAM);
    refused(&repair(&path, "--undo"), "no log of repairs lies beside it");
}

#[test]
fn nothing_to_repair_changes_nothing() {
    let folder = Folder::new();
    let path = folder.put("a.txt", TELEGRAM.replace(",s", "'s").replace(",t", "'t"));
    let words = good(&repair(&path, "--in-place"));
    assert!(words.contains("0 repairs") && !words.contains("--undo"), "{words}");
    assert_eq!(folder.names(), ["a.txt"]);
}

#[test]
fn a_link_stays_one() {
    let folder = Folder::new();
    let deep = folder.0.path().join("deep");
    fs::create_dir(&deep).unwrap();
    let real = deep.join("real.txt");
    fs::write(&real, TELEGRAM).unwrap();
    let link = folder.0.path().join("link.txt");
    symlink(&real, &link).unwrap();
    good(&repair(&link, "--in-place"));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("harbor's"));
    assert_eq!(folder.names(), ["deep", "link.txt"]);
    // The log lies beside the file itself, so either name finds it.
    good(&repair(&real, "--undo"));
    assert_eq!(fs::read_to_string(&link).unwrap(), TELEGRAM);
}

#[test]
fn rights_stay_as_they_are() {
    let folder = Folder::new();
    let path = folder.put("a.txt", TELEGRAM);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    good(&repair(&path, "--in-place"));
    for path in [&path, &folder.0.path().join("a.txt.repairs.jsonl")] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
    good(&repair(&path, "--undo"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    // Who protects a file from writing means it.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    refused(&repair(&path, "--in-place"), "read-only");
    assert_eq!(fs::read_to_string(&path).unwrap(), TELEGRAM);
    assert_eq!(folder.names(), ["a.txt"]);
}

#[test]
fn what_does_not_lie_open_is_refused() {
    let folder = Folder::new();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let zip = folder.put("a.zip", fs::read(samples.join("nara-zip/1974-lapaz.zip")).unwrap());
    let before = fs::read(&zip).unwrap();
    let output =
        chancery().arg("repair").arg(&zip).args(["--in-place", "--min-confidence", "0.5"]).output().unwrap();
    if said(&output).contains("0 repairs proposed") {
        good(&output);
    }
    assert!(fs::read(&zip).unwrap() == before);
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(TELEGRAM.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let wide = folder.put("wide.txt", wide);
    let before = fs::read(&wide).unwrap();
    refused(&repair(&wide, "--in-place"), "does not stand in the file as it is read");
    assert!(fs::read(&wide).unwrap() == before);
    assert_eq!(folder.names(), ["a.zip", "wide.txt"]);
    // It is read, though.
    let applied = repair(&wide, "--apply");
    assert!(String::from_utf8_lossy(&applied.stdout).contains("harbor's"));
}

#[test]
fn what_a_killed_program_leaves_is_no_harm() {
    let folder = Folder::new();
    let path = folder.put("a.txt", TELEGRAM);
    good(&repair(&path, "--in-place"));
    let repaired = fs::read(&path).unwrap();
    let log = folder.0.path().join("a.txt.repairs.jsonl");
    let whole = fs::read_to_string(&log).unwrap();
    // Ended in the middle of the log's line: the file is as it was, and there is nothing to take back.
    fs::write(&path, TELEGRAM).unwrap();
    fs::write(&log, &whole[..whole.len() / 2]).unwrap();
    refused(&repair(&path, "--undo"), "nothing left to take back");
    good(&repair(&path, "--in-place"));
    assert_eq!(fs::read_to_string(&log).unwrap().lines().count(), 1);
    good(&repair(&path, "--undo"));
    // Ended between the log and the file, with half of the new file beside it.
    fs::write(&log, &whole).unwrap();
    folder.put("a.txt.repairing", &repaired[..repaired.len() / 2]);
    refused(&repair(&path, "--undo"), "nothing left to take back");
    good(&repair(&path, "--in-place"));
    assert!(fs::read(&path).unwrap() == repaired);
    assert_eq!(folder.names(), ["a.txt", "a.txt.repairs.jsonl"]);
    good(&repair(&path, "--undo"));
    assert_eq!(fs::read_to_string(&path).unwrap(), TELEGRAM);
    assert_eq!(folder.names(), ["a.txt"]);
}

/// Killed at any moment: the file is the old one or the new one, never between, and comes back.
#[test]
fn a_kill_in_the_middle_leaves_the_old_file_or_the_new_one() {
    let folder = Folder::new();
    let many: String = (0..400).map(|number| TELEGRAM.replace("000417", &format!("{number:06}"))).collect();
    let path = folder.put("many.txt", &many);
    good(&repair(&path, "--in-place"));
    let repaired = fs::read_to_string(&path).unwrap();
    good(&repair(&path, "--undo"));
    let mut kept = 0;
    for moment in 0..40 {
        let mut child = chancery()
            .arg("repair")
            .arg(&path)
            .args(["--in-place", "--quiet"])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(moment * 3));
        let _ = child.kill();
        child.wait().unwrap();
        let found = fs::read_to_string(&path).unwrap();
        assert!(found == many || found == repaired, "neither the old file nor the new one");
        if found == repaired {
            kept += 1;
            good(&repair(&path, "--undo"));
            assert!(fs::read_to_string(&path).unwrap() == many);
        }
    }
    println!("{kept} of 40 were done before the kill");
}

#[test]
fn a_folder_that_was_repaired_can_be_repaired_again() {
    let folder = Folder::new();
    for name in ["a.txt", "b.txt"] {
        folder.put(name, TELEGRAM);
    }
    let words = good(&repair(folder.0.path(), "--in-place"));
    assert!(words.contains("6 repairs carried out in 2 files"), "{words}");
    // The logs are none of the telegrams.
    let words = good(&repair(folder.0.path(), "--in-place"));
    assert!(words.contains("0 repairs") && words.contains("2 telegrams"), "{words}");
    let output =
        chancery().arg("check").arg(folder.0.path()).args(["--quiet", "--deny", "none"]).output().unwrap();
    good(&output);
    refused(&repair(folder.0.path(), "--undo"), "it is a folder");
}
