//! `chancery write --new` at a terminal: what is asked, what is offered, and what comes of it.
#![cfg(unix)]

mod common;

use common::terminal::Terminal;
use common::{chancery, said};
use std::fs;
use std::path::Path;

const DOWN: &str = "\x1b[B";

#[test]
fn questions_make_a_draft_that_is_a_telegram() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lights.md");
    let mut command = chancery();
    command.args(["write", "--new"]).arg(&file);
    let mut person = Terminal::of(command);
    person.answer("Date and time of release", "2007-03-12 14:30");
    // A word that is looked up: the first offer is taken.
    person.answer("From", "la paz").wait_for("AMEMBASSY LA PAZ").type_in("\r");
    person.answer("Number", "417");
    person.answer("Subject", "HARBOR LIGHTS REPAIRED");
    person.answer("To", "SECSTATE WASHDC");
    person.answer("To, more", "");
    // Nothing fits, so it is written as it is typed.
    person.answer("Information to", "AMCONSUL GREYHAVEN");
    person.answer("Information to, more", "");
    person.answer("Precedence", "");
    person.wait_for("Classification").wait_for("TOP SECRET").type_in(DOWN).type_in(DOWN).type_in("\r");
    person.answer("Captions", "sipd").wait_for("SIPDIS").type_in("\r");
    person.answer("Captions, more", "");
    person.answer("Declassify on", "2017-03-12");
    person.answer("Classified by: name", "Robin Rowan");
    person.answer("Classified by: position", "Economic Officer");
    person.answer("Reasons", "");
    person.answer("TAGS", "SENV");
    person.answer("TAGS, more", "");
    person.answer("Reference", "STATE 30177");
    person.answer("Reference", "");
    person.answer("Signature", "Weaver");
    let (status, shown) = person.wait_for("wrote the draft").end();
    assert!(status.success(), "{shown}");
    let draft = fs::read_to_string(&file).unwrap();
    assert_eq!(
        draft,
        "---\nfrom: AMEMBASSY LA PAZ\nto: SECSTATE WASHDC\ninfo: AMCONSUL GREYHAVEN\nprecedence: ROUTINE\ndate: 2007-03-12 14:30\n\
         number: 417\nclassification: CONFIDENTIAL\ncaptions: SIPDIS\ndeclassify_on: 2017-03-12\ntags: SENV\n\
         subject: HARBOR LIGHTS REPAIRED\nreferences: STATE 30177\nclassified_by:\n  - name: Robin Rowan\n    \
         title: Economic Officer\n    reasons: 1.4 (b) and (d)\nsignature: Weaver\n---\n\n"
    );
    fs::write(&file, draft + "(C) Nine lights burn again.\n").unwrap();
    let written = chancery().arg("write").arg(&file).output().unwrap();
    assert!(written.status.success(), "{}", said(&written));
    let text = String::from_utf8(written.stdout).unwrap();
    assert!(text.contains("C O N F I D E N T I A L LA PAZ 000417\n\nSIPDIS\n"), "{text}");
}

/// Made-up telegrams in an archive: one that all may see, and one that is SECRET.
fn archive(folder: &Path) -> std::path::PathBuf {
    let sources = folder.join("sources");
    fs::create_dir_all(&sources).unwrap();
    let telegram = |number: u32, level: &str, order: &str, tags: &str, caption: &str, info: &str| {
        format!(
            "R 121430Z JAN 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\nINFO {info} 0417\n\n{level} PORT ALDER {number:06}\n\n\
             {caption}\n\nE.O. 12958: {order}\nTAGS: {tags}\nSUBJECT: LIGHTHOUSE LAMPS OF THE OUTER MOLE\n\n1. The lamps burn.\nWEAVER\n"
        )
    };
    fs::write(
        sources.join("1.txt"),
        telegram(101, "UNCLAS", "N/A", "EWWT, XQ", "SIPDIS", "AMCONSUL GREYHAVEN"),
    )
    .unwrap();
    fs::write(
        sources.join("2.txt"),
        telegram(102, "S E C R E T", "DECL: 01/12/2017", "PREL, MARR", "NODIS", "AMEMBASSY PARIS"),
    )
    .unwrap();
    let archive = folder.join("archive");
    let imported = common::import(&archive, &sources).output().unwrap();
    assert!(imported.status.success(), "{}", said(&imported));
    archive
}

/// Answers all that is asked behind the subject with nothing, and gives what was shown.
fn asked(archive: &Path, file: &Path, reader: &[&str]) -> String {
    let mut command = chancery();
    command.args(["write", "--new"]).arg(file).arg("--archive").arg(archive).args(reader);
    let mut person = Terminal::of(command);
    person.answer("Date and time of release", "2007-03-12 14:30");
    person.answer("From", "AMEMBASSY PORT ALDER").answer("Number", "417");
    person.answer("Subject", "REPAIR OF THE LIGHTHOUSE LAMPS");
    // Both lists are ticked at their first line.
    person.wait_for("Addressees of like telegrams").wait_for("SECSTATE WASHDC").type_in(" \r");
    person.answer("To", "");
    person.wait_for("Information addressees of like telegrams").wait_for("AM").type_in(" \r");
    person.answer("Information to", "").answer("Precedence", "");
    person.wait_for("Classification").wait_for("TOP SECRET").type_in("\r");
    person.wait_for("Captions of like telegrams").type_in("\r").answer("Captions", "");
    person.wait_for("TAGS of like telegrams").type_in(" \r").answer("TAGS", "");
    person.answer("Reference", "07 PORT ALDER 102").answer("Reference", "").answer("Signature", "Weaver");
    let (status, shown) = person.wait_for("wrote the draft").end();
    assert!(status.success(), "{shown}");
    shown
}

#[test]
fn like_telegrams_are_offered_as_far_as_the_reader_sees_them() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let (all, some) = (folder.path().join("all.md"), folder.path().join("some.md"));
    let shown = asked(&archive, &all, &[]);
    for word in ["NODIS", "MARR", "AMEMBASSY PARIS", "EWWT", "AMCONSUL GREYHAVEN"] {
        assert!(shown.contains(word), "{word} was not offered:\n{shown}");
    }
    let shown = asked(&archive, &some, &["--as", "UNCLASSIFIED"]);
    for word in ["NODIS", "MARR", "PARIS"] {
        assert!(!shown.contains(word), "{word} was offered:\n{shown}");
    }
    let draft = fs::read_to_string(&some).unwrap();
    assert!(draft.contains("\nto: SECSTATE WASHDC\ninfo: AMCONSUL GREYHAVEN\n"), "{draft}");
    assert!(draft.contains("\ntags: EWWT\n"), "{draft}");

    // The SECRET telegram that it refers to is warned of where the reader sees it, and is as if it were not there where not.
    fs::write(&some, draft + "The lamps are mended.\n").unwrap();
    let warned = |reader: &[&str]| {
        let output =
            chancery().arg("write").arg(&some).arg("--archive").arg(&archive).args(reader).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let words = warned(&[]);
    assert!(words.contains("07PORTALDER102 is SECRET, above this telegram's UNCLASSIFIED"), "{words}");
    assert!(words.contains("some.md:"), "{words}");
    let words = warned(&["--as", "UNCLASSIFIED"]);
    assert!(!words.contains("SECRET") && !words.contains("above"), "{words}");
}

#[test]
fn questions_that_are_broken_off_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for in_a_list in [false, true] {
        let file = folder.path().join("none.md");
        let mut command = chancery();
        command.args(["write", "--new"]).arg(&file);
        let mut person = Terminal::of(command);
        person.answer("Date and time of release", "").answer("From", "AMEMBASSY PARIS");
        if in_a_list {
            person
                .answer("Number", "1")
                .answer("Subject", "LIGHTS")
                .answer("To", "")
                .answer("Information to", "");
            person.answer("Precedence", "").wait_for("TOP SECRET");
        } else {
            person.wait_for("Number");
        }
        let (status, shown) = person.type_until("\x03", "nothing was written").end();
        assert_eq!(status.code(), Some(1), "{shown}");
        // The cursor that a list hides is shown again.
        assert!(shown.rfind("\x1b[?25l") < shown.rfind("\x1b[?25h"), "{shown}");
        assert!(!file.exists());
    }
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.md");
    fs::write(&there, "").unwrap();
    for (file, words) in [(there, "is there already"), (folder.path().join("no/draft.md"), "no such folder")]
    {
        let mut command = chancery();
        command.args(["write", "--new"]).arg(&file);
        let (status, shown) = Terminal::of(command).end();
        assert_eq!(status.code(), Some(2), "{shown}");
        assert!(shown.contains(words), "{shown}");
    }
    let piped = chancery().args(["write", "--new", "a-draft.md"]).output().unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert!(said(&piped).contains("there is no terminal"), "{}", said(&piped));
}
