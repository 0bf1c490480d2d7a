//! What the tests share that run the program on archives.

#![allow(dead_code)]

#[cfg(unix)]
pub(crate) mod serving;
#[cfg(unix)]
pub(crate) mod terminal;

use chancery_archive::Archive;
use chancery_archive::access::Reader;
use chancery_archive::verify::verify;
use chancery_synth::{Form, telegram, telegrams};
use chancery_view::View;
use chancery_view::find::{Request, Sort};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program, quiet, with nothing of this machine's surroundings.
pub(crate) fn chancery() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.stdin(Stdio::null()).env_remove("CHANCERY_ARCHIVE").env_remove("CLICOLOR_FORCE");
    command
}

/// Imports a folder in small commits, each of which is told.
pub(crate) fn import(archive: &Path, from: &Path) -> Command {
    import_by(archive, from, 20_000)
}

/// Imports a folder in commits of so many bytes.
pub(crate) fn import_by(archive: &Path, from: &Path, commit: u32) -> Command {
    let mut command = chancery();
    command.arg("import").arg(from).arg("--archive").arg(archive);
    command.args(["--json", "--say-commits", "--jobs", "2", "--commit"]).arg(commit.to_string());
    command
}

/// What a program wrote to standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Made-up sources: telegrams of both forms, some again in other words, one in two sections.
pub(crate) fn sources(folder: &Path, count: u64) {
    fs::create_dir_all(folder).unwrap();
    let many = |form, seed, count| telegrams(form, seed, count).map(|text| text + "\n").collect::<String>();
    fs::write(folder.join("a.txt"), many(Form::Teletype, 1, count)).unwrap();
    fs::write(folder.join("b.txt"), many(Form::Nara, 2, count / 2)).unwrap();
    fs::write(
        folder.join("c.txt"),
        many(Form::Teletype, 1, count / 4).replace(" the ", " this ").replace(" THE ", " THIS "),
    )
    .unwrap();
    for index in 0..count / 8 {
        fs::write(folder.join(format!("d-{index:03}.txt")), telegram(Form::Teletype, 3, index)).unwrap();
    }
    for section in 1..3 {
        let text = format!(
            "C O N F I D E N T I A L SECTION 0{section} OF 02 GREYHAVEN 000412\n\nSIPDIS\n\nE.O. 12958: DECL: 03/12/2017\n\
             TAGS: PREL, EFIS\nSUBJECT: FISHING RULES\n\n{section}. (C) The delegation read part {section} of its paper.\n"
        );
        fs::write(folder.join(format!("section-{section}.txt")), text).unwrap();
    }
}

/// All that an archive answers: what `stats`, `find` and `show` give to several readers. And it is as `verify` wants it.
pub(crate) fn answers(archive: &Path) -> String {
    let report = verify(archive, &mut |_, _| {}).unwrap();
    assert_eq!(report.problems, [], "in {}", archive.display());
    let mut text = String::new();
    for reader in ["owner", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET//NOFORN"] {
        let who = reader.parse().map_or(Reader::Owner, Reader::cleared);
        let view = View::new(Archive::open(archive).unwrap().snapshot().unwrap(), who);
        writeln!(text, "{reader} {}", serde_json::to_string(&view.stats().unwrap()).unwrap()).unwrap();
        for query in [
            "*",
            "delegation",
            "\"the embassy\"",
            "class:confidential",
            "has:redaction",
            "year:1974..1976",
            "a OR of",
        ] {
            let today = jiff::civil::date(2020, 1, 1);
            let request =
                Request { query, limit: 1000, skip: 0, months: false, sort: Sort::Date, cursor: None, today };
            let mut found = view.find(&request).unwrap_or_else(|error| panic!("{query}: {error}"));
            found.hits.iter_mut().for_each(|hit| hit.score = 0.0);
            writeln!(text, "{query} {}", serde_json::to_string(&found).unwrap()).unwrap();
            if query == "*" {
                for hit in &found.hits {
                    let shown =
                        view.show(&hit.mrn, None, |shown| serde_json::to_string(shown.record).unwrap());
                    writeln!(text, "{} {}", hit.mrn, shown.unwrap()).unwrap();
                }
            }
        }
    }
    text
}

/// Fails with the first line that differs.
pub(crate) fn assert_same(is: &str, should: &str, what: &str) {
    for (is, should) in is.lines().zip(should.lines()) {
        let at = is.bytes().zip(should.bytes()).position(|(is, should)| is != should).unwrap_or(0);
        let shown = |text: &str| text.chars().skip(at.saturating_sub(80)).take(300).collect::<String>();
        assert!(is == should, "{what}\n  is     {}\n  should {}", shown(is), shown(should));
    }
    assert_eq!(is.lines().count(), should.lines().count(), "{what}");
}
