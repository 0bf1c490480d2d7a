//! What readers are told on the command line: output, messages and exit codes are the same for what is hidden and for what is
//! not there; and the verbs by which that is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Archive {
    folder: PathBuf,
}

/// How a command ended: exit code, standard output, standard error.
#[derive(Debug, PartialEq, Eq)]
struct Ended(i32, String, String);

impl Archive {
    /// A telegram of which a paragraph is hidden from readers below SECRET, and, where it says so, one that is all hidden.
    fn new(name: &str, with_hidden: bool) -> Archive {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readers-{name}"));
        let _ = fs::remove_dir_all(&folder);
        let sources = folder.join("sources");
        fs::create_dir_all(&sources).unwrap();
        fs::write(
            sources.join("1.txt"),
            telegram(417, "(U) ", "1. (U) Nine lights work.", "2. (S) The kumquat is watched."),
        )
        .unwrap();
        if with_hidden {
            fs::write(
                sources.join("2.txt"),
                telegram(418, "", "1. (S) The kumquat again.", "2. (S) And the lights."),
            )
            .unwrap();
        }
        let archive = Archive { folder };
        let sources = sources.to_str().unwrap().to_owned();
        let Ended(code, _, errors) = archive.run(&["import", &sources]);
        assert_eq!(code, 0, "{errors}");
        archive
    }

    fn run(&self, args: &[&str]) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(args)
            .args(["--archive", self.folder.join("archive").to_str().unwrap()])
            .env("COLUMNS", "100")
            .output()
            .unwrap();
        // Two archives lie in two folders: that is no answer of theirs.
        let folder = self.folder.to_str().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(folder, "FOLDER");
        Ended(output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn telegram(number: u32, mark: &str, one: &str, two: &str) -> String {
    format!(
        "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nS E C R E T PORT ALDER {number:06}\n\n\
         E.O. 12958: DECL: 03/12/2017\nTAGS: PREL\nSUBJECT: {mark}HARBOR\n\n{one}\n\n{two}\n"
    )
}

#[test]
fn exit_codes_and_messages_are_the_same_for_what_is_hidden_and_what_is_not_there() {
    let (with, without) = (Archive::new("with", true), Archive::new("without", false));
    for args in [
        &["show", "07PORTALDER418"][..],
        &["show", "port alder 418"],
        &["show", "port alder 418", "--year", "2007"],
        &["show", "07PORTALDER418", "--to", "original"],
        &["show", "07PORTALDER418", "--variant", "2"],
        &["show", "07PORTALDER418", "--diff", "2"],
        &["show", "07PORTALDER417", "--variant", "2"],
        &["show", "07PORTALDER417", "--to", "original"],
        &["show", "07PORTALDER417", "--to", "text"],
        &["show", "07PORTALDER417", "--to", "markdown"],
        &["find", "kumquat"],
        &["find", "lights", "--json"],
        &["find", "tag:PREL"],
        &["find", "form:PARIS"],
        &["find", "lights", "--cursor", "0-0-0-0"],
        &["stats"],
        &["stats", "--json"],
        &["due", "--on", "2020-01-01"],
        &["collection", "list"],
        &["log"],
        &["export", "lights", "--to", "csv"],
        &["export", "*", "--to", "markdown"],
        &["export", "kumquat", "--to", "bibtex"],
    ] {
        for reader in ["U", "CONFIDENTIAL"] {
            let args = [args, &["--as", reader]].concat();
            let ended = with.run(&args);
            assert_eq!(ended, without.run(&args), "{args:?}");
            assert!(!ended.1.contains("kumquat") || args[1] == "kumquat", "{args:?}: {}", ended.1);
        }
    }
    let Ended(code, out, errors) = with.run(&["show", "07PORTALDER418", "--as", "U"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(errors.starts_with("error: there is no telegram `07PORTALDER418`"), "{errors}");
    assert!(with.run(&["find", "kumquat", "--as", "U"]).1.starts_with("0 telegrams"));
    assert!(with.run(&["find", "kumquat", "--as", "S"]).1.contains("07PORTALDER417"));
    assert!(with.run(&["show", "07PORTALDER417", "--to", "original"]).1.contains("kumquat"));
}

#[test]
fn a_decision_is_made_explained_and_taken_back() {
    let archive = Archive::new("decision", false);
    let decide = |rest: &[&str]| {
        archive.run(
            &[&["decide", "07PORTALDER417"], rest, &["--by", "A REVIEWER", "--why", "it is known"]].concat(),
        )
    };
    assert_eq!(
        decide(&["paragraph 2", "--level", "U"]),
        Ended(0, "07PORTALDER417, paragraph 2: UNCLASSIFIED\n".into(), String::new())
    );
    assert!(archive.run(&["find", "kumquat", "--as", "U"]).1.contains("07PORTALDER417"));
    let explained = archive.run(&["explain", "07PORTALDER417", "--as", "U"]).1;
    assert!(explained.contains("A REVIEWER") && explained.contains("it is known"), "{explained}");
    assert!(archive.run(&["log"]).1.contains("decision"));
    assert_eq!(
        decide(&["paragraph 2", "--withdraw"]),
        Ended(0, "07PORTALDER417, paragraph 2: no decision\n".into(), String::new())
    );
    assert!(archive.run(&["find", "kumquat", "--as", "U"]).1.starts_with("0 telegrams"));
    // Slips.
    for (rest, said) in [
        (&["paragraph 9", "--level", "U"][..], "07PORTALDER417 has no paragraph 9"),
        (
            &["handle", "--level", "S"],
            "number, date and sender are seen as soon as anything of a telegram is",
        ),
        (&["paragraf 2", "--level", "U"], "names no portion"),
        (&["subject", "--level", "SECRTE"], "is no level"),
        (&["subject"], "required"),
        (&["subject", "--level", "U", "--withdraw"], "cannot be used with"),
    ] {
        let Ended(code, _, errors) = decide(rest);
        assert!(code == 2 && errors.contains(said), "{rest:?}: {code} {errors}");
    }
    let nothing =
        archive.run(&["decide", "07PORTALDER1", "subject", "--level", "U", "--by", "A", "--why", "B"]);
    assert_eq!(nothing.0, 1);
}

#[test]
fn a_policy_of_dates_is_set_and_taken_away() {
    let archive = Archive::new("policy", false);
    let policy = |args: &[&str]| archive.run(&[&["policy"], args].concat());
    assert_eq!(policy(&[]), Ended(0, "dates of declassification do not count\n".into(), String::new()));
    assert_eq!(policy(&["--dates", "2017-03-12"]).1, "dates of declassification count, as of 2017-03-12\n");
    assert!(archive.run(&["find", "kumquat", "--as", "U"]).1.contains("07PORTALDER417"));
    assert_eq!(policy(&[]).1, "dates of declassification count, as of 2017-03-12\n");
    assert_eq!(policy(&["--dates", "off"]).1, "dates of declassification do not count\n");
    assert!(archive.run(&["find", "kumquat", "--as", "U"]).1.starts_with("0 telegrams"));
    assert_eq!(policy(&["--dates", "soon"]).0, 2);
    assert_eq!(archive.run(&["collection", "set", "main", "--released", "true"]).0, 0);
    assert!(archive.run(&["find", "kumquat", "--as", "U"]).1.contains("07PORTALDER417"));
}
