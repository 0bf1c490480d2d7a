//! `chancery user`, `token` and `audit`: exit codes, what is printed, and that the other verbs let the accounts be.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PASSWORD: &str = "nine lights at the harbor\n";

/// How a command ended: exit code, standard output, standard error.
#[derive(Debug, PartialEq, Eq)]
struct Ended(i32, String, String);

struct Archive {
    kept: TempDir,
}

impl Archive {
    /// An archive with a telegram in it.
    fn new() -> Archive {
        let archive = Archive { kept: tempfile::tempdir().unwrap() };
        let source = archive.kept.path().join("1.txt");
        fs::write(
            &source,
            "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC\nUNCLAS PORT ALDER 000417\n\n\
             TAGS: PREL\nSUBJECT: HARBOR\n\n1. Nine lights work.\n",
        )
        .unwrap();
        let Ended(code, _, errors) = archive.run(&["import", source.to_str().unwrap()], "");
        assert_eq!(code, 0, "{errors}");
        archive
    }

    fn path(&self) -> PathBuf {
        self.kept.path().join("archive")
    }

    fn run(&self, args: &[&str], input: &str) -> Ended {
        run(&self.path(), args, input)
    }

    fn anna(&self) -> Ended {
        self.run(&["user", "add", "anna", "--level", "s", "--caveats", "nf", "--password-stdin"], PASSWORD)
    }
}

fn run(archive: &Path, args: &[&str], input: &str) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(args)
        .arg("--archive")
        .arg(archive)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who refuses at once does not read it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended(output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_user_is_added_listed_changed_and_removed() {
    let archive = Archive::new();
    let done = |args: &[&str], input: &str| {
        let Ended(code, out, errors) = archive.run(args, input);
        assert_eq!((code, errors.as_str()), (0, ""), "{args:?}");
        out
    };
    assert_eq!(done(&["user", "list"], ""), "");
    assert!(!archive.path().join("room").exists(), "a question makes nothing");
    assert_eq!(archive.anna(), Ended(0, "anna  SECRET//NOFORN\n".into(), String::new()));
    assert_eq!(done(&["user", "set", "ANNA", "--import", "true"], ""), "anna  SECRET//NOFORN, may import\n");
    assert_eq!(
        done(&["user", "set", "anna", "--level", "TS", "--disabled", "true"], ""),
        "anna  TOP SECRET//NOFORN, may import, disabled\n"
    );
    assert_eq!(
        done(&["user", "set", "anna", "--caveats", "none", "--disabled", "false", "--import", "false"], ""),
        "anna  TOP SECRET\n"
    );
    let berta = ["user", "add", "berta", "--level", "U", "--password-stdin"];
    assert_eq!(done(&berta, "nine lights at the harbor"), "berta  UNCLASSIFIED\n");
    let json = done(&["user", "list", "--json"], "");
    let users: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(users.len(), 2);
    assert_eq!((&users[0]["name"], &users[0]["clearance"]), (&"anna".into(), &"TOP SECRET".into()));
    assert_eq!((&users[0]["has_password"], &users[1]["has_password"]), (&true.into(), &true.into()));
    assert!(!json.contains("argon2"));
    assert_eq!(done(&["user", "password", "anna", "--password-stdin"], "eight lights at the harbor"), "");
    assert_eq!(done(&["user", "remove", "berta"], ""), "");
    assert_eq!(done(&["user", "list"], ""), "anna  TOP SECRET\n");
}

#[test]
fn what_is_wrong_is_said_with_its_exit_code() {
    let archive = Archive::new();
    assert_eq!(archive.anna().0, 0);
    let add = |rest: &[&str], input: &str| {
        archive.run(&[&["user", "add"], rest, &["--password-stdin"]].concat(), input)
    };
    let before = archive.run(&["user", "list", "--json"], "");
    for (ended, code, words) in [
        (archive.anna(), 2, "there is a user `anna` already"),
        (add(&["owner", "--level", "S"], PASSWORD), 2, "is the name of the archive's owner"),
        (add(&["a b", "--level", "S"], PASSWORD), 2, "is no name of a user"),
        (add(&["berta", "--level", "S"], "short\n"), 2, "at least 12 characters"),
        (add(&["berta", "--level", "S"], ""), 2, "at least 12 characters"),
        (add(&["berta", "--level", "SECRIT"], PASSWORD), 2, "did you mean `SECRET`"),
        (add(&["berta", "--level", "S", "--caveats", "KUMQUAT"], PASSWORD), 2, "is no caveat"),
        (add(&["berta"], PASSWORD), 2, "--level"),
        (archive.run(&["user", "add", "berta", "--level", "S"], PASSWORD), 2, "--password-stdin"),
        (archive.run(&["user", "password", "anna"], PASSWORD), 2, "--password-stdin"),
        (
            archive.run(&["user", "password", "berta", "--password-stdin"], PASSWORD),
            1,
            "there is no user `berta`",
        ),
        (archive.run(&["user", "set", "berta", "--level", "S"], ""), 1, "there is no user `berta`"),
        (archive.run(&["user", "set", "berta", "--import", "true"], ""), 1, "there is no user `berta`"),
        (archive.run(&["user", "remove", "berta"], ""), 1, "there is no user `berta`"),
        (archive.run(&["token", "add", "berta"], ""), 1, "there is no user `berta`"),
        (archive.run(&["token", "list", "berta"], ""), 1, "there is no user `berta`"),
        (archive.run(&["token", "revoke", "7"], ""), 1, "there is no token 7"),
        (archive.run(&["token", "add", "anna", "--days", "0"], ""), 2, "1 to 3650 days"),
        (archive.run(&["token", "add", "anna", "--scope", "write"], ""), 2, "scope"),
        (archive.run(&["audit", "--since", "yesterday"], ""), 2, "--since"),
    ] {
        assert_eq!(ended.0, code, "{ended:?}");
        assert!(ended.1.is_empty() && ended.2.contains(words), "{words}: {ended:?}");
        assert!(!ended.2.contains("nine lights"), "a password is not printed: {ended:?}");
    }
    assert_eq!(archive.run(&["user", "list", "--json"], ""), before);
    let nowhere = archive.kept.path().join("nowhere");
    for args in [
        &["user", "list"][..],
        &["user", "add", "anna", "--level", "S", "--password-stdin"],
        &["user", "remove", "anna"],
        &["token", "list"],
        &["token", "revoke", "1"],
        &["audit"],
    ] {
        let Ended(code, out, errors) = run(&nowhere, args, PASSWORD);
        assert_eq!((code, out.as_str()), (3, ""), "{args:?}: {errors}");
        assert!(errors.contains("is no archive"), "{errors}");
    }
    assert!(!nowhere.exists());
}

#[test]
fn a_token_is_printed_alone_and_once() {
    let archive = Archive::new();
    assert_eq!(archive.run(&["token", "list"], ""), Ended(0, String::new(), String::new()));
    archive.anna();
    let make = ["token", "add", "anna", "--days", "9", "--scope", "read,import", "--name", "nightly"];
    let Ended(code, token, hint) = archive.run(&make, "");
    assert_eq!(code, 0, "{hint}");
    let token = token.strip_suffix('\n').unwrap();
    assert!(token.starts_with("chancery_") && token.len() == 52 && !token.contains(char::is_whitespace));
    assert!(hint.contains("token 1 of anna") && hint.contains("not shown again") && !hint.contains(token));
    assert!(hint.contains("anna may not import"), "{hint}");
    let Ended(_, list, _) = archive.run(&["token", "list", "anna"], "");
    assert!(list.contains("anna  read,import  nightly  until 2") && list.contains("not used"), "{list}");
    let Ended(_, json, _) = archive.run(&["token", "list", "--json"], "");
    let line: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&line["id"], &line["scopes"]), (&1.into(), &serde_json::json!(["read", "import"])));
    assert!(!list.contains(token) && !json.contains(token));
    assert_eq!(archive.run(&["token", "revoke", "1"], "").0, 0);
    assert_eq!(archive.run(&["token", "list"], "").1, "");
    assert_eq!(archive.run(&["token", "revoke", "1"], "").0, 1);
}

#[test]
fn the_audit_log_has_what_was_done_and_no_secret() {
    let archive = Archive::new();
    assert_eq!(archive.run(&["audit"], ""), Ended(0, String::new(), String::new()));
    archive.anna();
    let Ended(_, token, _) = archive.run(&["token", "add", "anna"], "");
    archive.run(&["user", "remove", "anna"], "");
    let Ended(code, text, _) = archive.run(&["audit", "--since", "2020-01-01", "--user", "owner"], "");
    assert_eq!(code, 0);
    let told: Vec<_> = text.lines().map(|line| line.split_once("  ").unwrap().1).collect();
    assert_eq!(
        told,
        [
            "owner  user removed  anna",
            "owner  token made  1 anna read",
            "owner  user added  anna SECRET//NOFORN"
        ]
    );
    let Ended(_, json, _) = archive.run(&["audit", "--json"], "");
    assert_eq!(json.lines().count(), 3);
    assert!(!json.contains(token.trim()) && !json.contains(PASSWORD.trim()));
    assert_eq!(archive.run(&["audit", "--since", "2999-01-01"], "").1, "");
    assert_eq!(archive.run(&["audit", "--user", "anna"], "").1, "");
}

#[test]
fn verify_rebuild_and_backup_let_the_accounts_be() {
    let archive = Archive::new();
    archive.anna();
    let list = archive.run(&["user", "list", "--json"], "");
    assert_eq!(archive.run(&["verify"], "").0, 0);
    assert_eq!(archive.run(&["verify", "--repair"], "").0, 0);
    assert_eq!(archive.run(&["rebuild"], "").0, 0);
    assert_eq!(archive.run(&["user", "list", "--json"], ""), list);
    let copy = archive.kept.path().join("copy");
    let Ended(code, _, errors) = archive.run(&["backup", copy.to_str().unwrap()], "");
    assert_eq!(code, 0, "{errors}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&copy.join("room")), 0o700);
        assert_eq!(mode(&copy.join("room/room.sqlite")), 0o600);
    }
    archive.run(&["user", "remove", "anna"], "");
    assert_eq!(run(&copy, &["user", "list", "--json"], ""), list, "the copy is of its own");
    assert_eq!(run(&copy, &["verify"], "").0, 0);
    // An archive without accounts has a copy without.
    let without = Archive::new();
    let copy = without.kept.path().join("copy");
    assert_eq!(without.run(&["backup", copy.to_str().unwrap()], "").0, 0);
    assert!(!copy.join("room").exists());
}
