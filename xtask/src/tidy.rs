//! `cargo xtask tidy`: what neither the compiler nor clippy knows about how this project is laid out.

use crate::{Outcome, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Which crate may use which of the workspace. A new arrow is rare, and is said in `docs/architecture.md`.
const ARROWS: &[(&str, &[&str])] = &[
    ("chancery-accounts", &[]),
    ("chancery-registry", &[]),
    ("chancery-synth", &[]),
    ("chancery-telegram", &["chancery-registry"]),
    ("chancery-sources", &["chancery-telegram"]),
    ("chancery-exports", &["chancery-telegram"]),
    ("chancery-check", &["chancery-registry", "chancery-telegram"]),
    ("chancery-write", &["chancery-check", "chancery-registry", "chancery-telegram"]),
    ("chancery-archive", &["chancery-registry", "chancery-sources", "chancery-telegram"]),
    ("chancery-view", &["chancery-archive", "chancery-registry", "chancery-telegram"]),
    ("chancery-connect", &["chancery-view"]),
    ("chancery-release", &["chancery-telegram", "chancery-exports"]),
    (
        "chancery-room",
        &[
            "chancery-accounts",
            "chancery-check",
            "chancery-connect",
            "chancery-exports",
            "chancery-registry",
            "chancery-release",
            "chancery-telegram",
            "chancery-view",
            "chancery-write",
        ],
    ),
    (
        "chancery-properties",
        &[
            "chancery-archive",
            "chancery-check",
            "chancery-registry",
            "chancery-sources",
            "chancery-telegram",
            "chancery-view",
            "chancery-write",
        ],
    ),
];

/// On top, free to use all: the command line and the chores.
const TOP: &[&str] = &["chancery", "chancery-cli", "xtask"];

/// The longest source file. What would be longer is two things.
const LINES: usize = 500;

/// Words that tell of unfinished work. Written apart here so that this file is no finding itself.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("#[", "ignore"),
    concat!("todo", "!("),
    concat!("dbg", "!("),
];

/// Beginnings of paths that exist on one machine only.
const MACHINE: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/")];

/// Looks at every manifest and every text file of the project.
pub(crate) fn run() -> Outcome {
    let root = workspace::root();
    let mut findings = Vec::new();
    let files = workspace::files(&root)?;
    for path in &files {
        let name = workspace::relative(path);
        if name.ends_with("Cargo.toml") && name.contains('/') && !name.starts_with("fuzz/") {
            manifest(&name, &fs::read_to_string(path)?, &mut findings)?;
        }
        if name.ends_with(".rs") {
            source(&name, &fs::read_to_string(path)?, &mut findings);
        }
        if wants_clean_words(&name, path) {
            words(&name, &fs::read_to_string(path)?, &mut findings);
        }
    }
    samples(&files, &fs::read_to_string(root.join("docs/samples.csv"))?, &mut findings);
    if findings.is_empty() {
        println!("tidy: ok, {} files", files.len());
        return Ok(());
    }
    for finding in &findings {
        println!("{finding}");
    }
    Err(format!("tidy: {} findings", findings.len()).into())
}

/// The arrows of one manifest, and that it takes the workspace's lints.
fn manifest(name: &str, text: &str, findings: &mut Vec<String>) -> Outcome {
    let manifest: Table = text.parse().map_err(|error| format!("{name}: {error}"))?;
    let package = manifest.get("package").and_then(|p| p.get("name")).and_then(Value::as_str);
    let Some(package) = package else {
        return Ok(());
    };
    if manifest.get("lints").and_then(|l| l.get("workspace")).and_then(Value::as_bool) != Some(true) {
        findings
            .push(format!("{name}: takes other lints than the workspace's: add `lints.workspace = true`"));
    }
    if TOP.contains(&package) {
        return Ok(());
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| *from == package) else {
        findings.push(format!("{name}: {package} has no line in the table of arrows in xtask/src/tidy.rs"));
        return Ok(());
    };
    for to in ["dependencies", "build-dependencies"].into_iter().flat_map(|key| used(&manifest, key)) {
        if !allowed.contains(&to) {
            findings
                .push(format!("{name}: {package} may not use {to}: see docs/architecture.md, section Walls"));
        }
    }
    Ok(())
}

/// The crates of this workspace in one list of dependencies.
fn used<'m>(manifest: &'m Table, key: &str) -> Vec<&'m str> {
    let names = manifest.get(key).and_then(Value::as_table).into_iter().flat_map(Table::iter);
    let ours = names.filter_map(|(alias, value)| {
        let name = value.get("package").and_then(Value::as_str).unwrap_or(alias);
        name.starts_with("chancery").then_some(name)
    });
    ours.collect()
}

/// Length and doc comment of one source file.
fn source(name: &str, text: &str, findings: &mut Vec<String>) {
    let lines = text.lines().count();
    if lines >= LINES {
        findings.push(format!("{name}: {lines} lines; divide it, {LINES} are too many"));
    }
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    if !first.is_some_and(|line| line.starts_with("//!")) {
        findings.push(format!("{name}: begins without a `//!` comment that says what it is"));
    }
}

/// Each sample has its provenance.
fn samples(files: &[PathBuf], provenance: &str, findings: &mut Vec<String>) {
    for name in files.iter().map(|path| workspace::relative(path)) {
        let Some(sample) = name.strip_prefix("samples/") else { continue };
        if !provenance.lines().any(|line| line.starts_with(&format!("{sample},"))) {
            findings.push(format!("{name}: no line in docs/samples.csv says where it comes from"));
        }
    }
}

/// True for what people of the project write: no data, no made file, no telegrams.
fn wants_clean_words(name: &str, path: &Path) -> bool {
    let data = ["samples/", "gold/", "fuzz/corpus/", "/data/"].iter().any(|folder| name.contains(folder));
    let text =
        path.extension().and_then(|e| e.to_str()).is_some_and(|e| matches!(e, "rs" | "md" | "toml" | "yml"));
    text && !data
}

fn words(name: &str, text: &str, findings: &mut Vec<String>) {
    for (number, line) in (1..).zip(text.lines()) {
        for word in UNFINISHED.iter().filter(|word| line.contains(*word)) {
            findings.push(format!("{name}:{number}: `{word}`: finish it or leave it out"));
        }
        for path in MACHINE.iter().filter(|path| line.contains(*path)) {
            findings.push(format!("{name}:{number}: `{path}` is a path of one machine"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LINES, manifest, source, words};

    fn findings_of(check: impl Fn(&mut Vec<String>)) -> Vec<String> {
        let mut findings = Vec::new();
        check(&mut findings);
        findings
    }

    #[test]
    fn a_new_arrow_is_a_finding() {
        let text = "package.name = \"chancery-telegram\"\nlints.workspace = true\n\
                    [dependencies]\nchancery-sources.workspace = true\nchancery-registry.workspace = true\n";
        let findings = findings_of(|f| manifest("Cargo.toml", text, f).unwrap());
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].contains("chancery-telegram may not use chancery-sources"));
    }

    #[test]
    fn a_renamed_dependency_is_an_arrow_all_the_same() {
        let text = "package.name = \"chancery-registry\"\nlints.workspace = true\n\
                    [dependencies]\nt = { package = \"chancery-telegram\", path = \"../telegram\" }\n";
        assert_eq!(findings_of(|f| manifest("Cargo.toml", text, f).unwrap()).len(), 1);
    }

    #[test]
    fn an_unknown_crate_and_lints_of_its_own_are_findings() {
        let text = "package.name = \"chancery-utils\"\n";
        assert_eq!(findings_of(|f| manifest("Cargo.toml", text, f).unwrap()).len(), 2);
    }

    #[test]
    fn long_files_and_files_without_a_word_about_them_are_findings() {
        let long = format!("//! Long.\n{}", "\n".repeat(LINES));
        assert_eq!(findings_of(|f| source("long.rs", &long, f)).len(), 1);
        assert_eq!(findings_of(|f| source("bare.rs", "fn main() {}\n", f)).len(), 1);
        assert!(findings_of(|f| source("good.rs", "//! Good.\n", f)).is_empty());
    }

    #[test]
    fn unfinished_work_and_paths_of_a_machine_are_findings() {
        let text = concat!("// TO", "DO: more\nlet path = \"/ho", "me/anna\";\n");
        assert_eq!(findings_of(|f| words("a.rs", text, f)).len(), 2);
    }
}
