//! The command line as a user sees it: each file in `transcripts` holds commands with their whole output.
//!
//! A line that begins with `$ ` is a command, run in `data`; what follows is its standard output, then, behind `2| `, its
//! standard error, and `exit N` where it is not 0. With `CHANCERY_BLESS` set the files are written anew.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn transcripts() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<PathBuf> =
        fs::read_dir(here.join("transcripts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let expected = fs::read_to_string(file).unwrap();
        let mut found = String::new();
        for line in expected.lines().filter(|line| line.starts_with("$ ")) {
            if !found.is_empty() {
                found.push('\n');
            }
            found.push_str(&format!("{line}\n"));
            found.push_str(&run(&here.join("data"), &line[2..]));
        }
        if std::env::var_os("CHANCERY_BLESS").is_some() {
            fs::write(file, found).unwrap();
            println!("blessed {}", file.display());
        } else if found != expected {
            wrong.push(format!("== {}\n{found}", file.display()));
        }
    }
    assert!(!files.is_empty());
    assert!(wrong.is_empty(), "not as committed:\n{}", wrong.join("\n"));
}

/// Runs a command and gives what it wrote, and how it ended.
fn run(folder: &Path, line: &str) -> String {
    let mut words = words(line);
    assert_eq!(words.remove(0), "chancery");
    let input = match words.iter().position(|word| word == "<") {
        Some(at) => {
            let file = words.remove(at + 1);
            words.remove(at);
            Stdio::from(File::open(folder.join(file)).unwrap())
        }
        None => Stdio::null(),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(&words)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .stdin(input)
        .output()
        .unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        text.push_str(format!("2| {}", without_time(line)).trim_end());
        text.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        code => text.push_str(&format!("exit {}\n", code.unwrap_or(-1))),
    }
    text
}

/// Words divided by blanks; quotation marks keep blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// A line of a summary without what depends on the machine.
fn without_time(line: &str) -> String {
    if let Some((before, after)) = line.split_once("\"seconds\":") {
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        return format!("{before}\"seconds\":0.0{rest}");
    }
    match line.split_once(" in ") {
        Some((before, after)) if before.contains(" read, ") && after.ends_with("/s") => before.to_owned(),
        _ => line.to_owned(),
    }
}
