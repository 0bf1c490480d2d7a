//! What `check`, `repair` and `rule` give programs: JSON Lines keep to the committed schemas, SARIF to that of OASIS, annotations to
//! the escapes of GitHub; and all three say the same.
//!
//! `CHANCERY_SARIF_SCHEMA` names the file with the schema of SARIF 2.1.0 (the crate `serde-sarif` has it); without it SARIF is held
//! to what stands here alone.

mod common;

use common::{chancery, said};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Telegrams that break each rule, samples, an archive, and a file whose name has all that wants an escape.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut paths = vec![
        root().join("crates/check/examples"),
        root().join("crates/cli/tests/data"),
        root().join("samples/nara-zip"),
        root().join("samples/smart"),
    ];
    if cfg!(unix) {
        let odd = folder.join("odd: name, 100%\nfor «sure».txt");
        fs::copy(root().join("crates/cli/tests/data/harbor-copy.txt"), &odd).unwrap();
        paths.push(odd);
    }
    paths
}

/// Runs a verb on all of them, and gives what it wrote.
fn asked(words: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = chancery().args(words).args(sources(folder.path())).output().unwrap();
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!text.is_empty(), "{}", said(&output));
    // The folder has another name each time.
    let name = folder.path().to_str().unwrap();
    text.replace(name, "/tmp")
}

fn lines(words: &[&str]) -> Vec<Value> {
    asked(words).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The committed schema, which names each key.
fn schema(name: &str) -> Validator {
    let text = fs::read_to_string(root().join(format!("docs/{name}.schema.json"))).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{name}");
    schema["additionalProperties"] = json!(false);
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn holds(schema: &Validator, value: &Value) {
    let wrong: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}\n{value:#}");
}

/// Each line keeps to the schema, and a line without a key that all have does not.
fn all_hold(name: &str, lines: &[Value], keys: &[&str]) {
    let schema = schema(name);
    lines.iter().for_each(|line| holds(&schema, line));
    for key in keys {
        let mut less = lines[0].clone();
        assert!(less.as_object_mut().unwrap().remove(*key).is_some(), "{key}");
        assert!(!schema.is_valid(&less), "a {name} without `{key}` is let through");
    }
}

#[test]
fn findings_keep_to_the_schema() {
    let lines = lines(&["check", "--json", "--quiet"]);
    assert!(lines.len() > 200);
    all_hold("finding", &lines, &["code", "name", "severity", "message", "span", "rule", "edits"]);
}

#[test]
fn proposals_keep_to_the_schema() {
    let lines = lines(&["repair", "--json", "--quiet"]);
    assert!(lines.len() > 20);
    all_hold("proposal", &lines, &["kind", "span", "old", "text", "reason", "confidence"]);
}

#[test]
fn rules_keep_to_the_schema() {
    let output = chancery().args(["rule", "--all", "--json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() > 120);
    all_hold(
        "rule",
        &lines,
        &["code", "family", "severity", "fixable", "source", "summary", "breaks", "keeps"],
    );
}

#[test]
fn sarif_keeps_to_the_schema_of_oasis() {
    let path = std::env::var_os("CHANCERY_SARIF_SCHEMA");
    let schema = path.map(|path| {
        let mut schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        // A bracket too many: these patterns are no regular expressions. We give no language.
        for of in ["run", "toolComponent"] {
            let language = schema.pointer_mut(&format!("/definitions/{of}/properties/language")).unwrap();
            assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
        }
        jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
    });
    // Much found, nothing found, and nothing read.
    let empty = tempfile::tempdir().unwrap();
    let nothing =
        chancery().args(["check", "--format", "sarif", "--quiet"]).arg(empty.path()).output().unwrap();
    let logs = [
        asked(&["check", "--format", "sarif", "--quiet"]),
        asked(&["check", "--format", "sarif", "--quiet", "--select", "TX013", "-j", "3"]),
        String::from_utf8(nothing.stdout).unwrap(),
    ];
    for log in &logs {
        let log: Value = serde_json::from_str(log).unwrap();
        if let Some(schema) = &schema {
            holds(schema, &log);
            let mut wrong = log.clone();
            wrong["runs"][0]["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] = json!("fact");
            assert!(!schema.is_valid(&wrong));
        }
        assert_eq!(log["version"], "2.1.0");
        sarif_is_sound(&log["runs"][0]);
    }
}

/// What the schema cannot say.
fn sarif_is_sound(run: &Value) {
    let rules: BTreeMap<&str, &Value> =
        list(&run["tool"]["driver"]["rules"]).map(|rule| (rule["id"].as_str().unwrap(), rule)).collect();
    for result in list(&run["results"]) {
        assert!(rules.contains_key(result["ruleId"].as_str().unwrap()), "{result}");
        // Only what is informational has no level.
        assert_eq!(result["level"] == "none", result["kind"] == "informational", "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains([' ', '\n', ':']), "{uri}");
        let changes = list(&result["fixes"]).flat_map(|fix| list(&fix["artifactChanges"]));
        let replaced = changes.flat_map(|change| list(&change["replacements"]));
        for region in replaced.map(|one| &one["deletedRegion"]).chain([&place["region"]]) {
            region_is_sound(uri, region);
        }
    }
}

/// Line and column are those of the byte, where it is a byte of the file.
fn region_is_sound(uri: &str, region: &Value) {
    let at = |key: &str| region[key].as_u64().map(|number| number as usize);
    let (line, column) = (at("startLine").unwrap(), at("startColumn").unwrap());
    let (end_line, end_column) = (at("endLine").unwrap(), at("endColumn").unwrap());
    assert!((line, column) <= (end_line, end_column), "{region}");
    let Some(offset) = at("byteOffset").filter(|_| !uri.starts_with("/tmp/")) else { return };
    let bytes = fs::read(uri).unwrap();
    let place = |byte: usize| {
        let before = &bytes[..byte];
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
    };
    assert_eq!((line, column), place(offset), "{uri}: {region}");
    if offset + at("byteLength").unwrap() < bytes.len() {
        assert_eq!((end_line, end_column), place(offset + at("byteLength").unwrap()), "{uri}: {region}");
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// What a finding is in each form: file, code, severity, message.
type Told = (String, String, String, String);

#[test]
fn the_forms_say_the_same() {
    let findings = lines(&["check", "--json", "--quiet", "--deny", "none"]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let told: Vec<Told> = findings
        .iter()
        .map(|line| {
            (text(&line["source"]), text(&line["code"]), text(&line["severity"]), text(&line["message"]))
        })
        .collect();
    let codes: BTreeSet<&String> = told.iter().map(|(_, code, _, _)| code).collect();
    assert!(codes.len() > 100);

    let output = chancery().args(["rule", "--all", "--json"]).output().unwrap();
    let rules: BTreeMap<String, String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|rule| (text(&rule["code"]), text(&rule["summary"])))
        .collect();
    let github: Vec<Told> = asked(&["check", "--format", "github", "--quiet", "--deny", "none"])
        .lines()
        .map(|line| annotation(line, &rules))
        .collect();
    assert_eq!(github, told);

    let log: Value = serde_json::from_str(&asked(&["check", "--format", "sarif", "--quiet"])).unwrap();
    let results = list(&log["runs"][0]["results"]).zip(&findings);
    let sarif: Vec<Told> = results
        .map(|(result, finding)| {
            let uri = text(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
            let fact = finding["fact"] == true && result["level"] == "none";
            let level = if fact { "note".to_owned() } else { text(&result["level"]) };
            (unescaped(&uri), text(&result["ruleId"]), level, text(&result["message"]["text"]))
        })
        .collect();
    assert_eq!(sarif, told);
}

/// An annotation, read as GitHub's runner does: what stands between `::`, divided by commas, and the message; then the escapes.
fn annotation(line: &str, rules: &BTreeMap<String, String>) -> Told {
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (word, properties) = head.split_once(' ').unwrap();
    let properties: BTreeMap<&str, String> = properties
        .split(',')
        .map(|property| property.split_once('=').unwrap())
        .map(|(key, value)| (key, unescaped(value)))
        .collect();
    let number = |key: &str| properties.get(key).map(|text| text.parse::<u32>().unwrap());
    assert!(number("line").unwrap() <= number("endLine").unwrap(), "{line}");
    assert!(number("col") < number("endColumn") || number("col").is_none(), "{line}");
    let code = properties["title"].split(' ').next().unwrap().to_owned();
    let severity = if word == "notice" { "note" } else { word };
    let summary = rules[&code].as_str();
    let message = unescaped(message);
    let message = message.strip_suffix(summary).and_then(|rest| rest.strip_suffix(". "));
    let message = message.unwrap_or_else(|| panic!("{line}: `{summary}`")).to_owned();
    (properties["file"].clone(), code, severity.to_owned(), message)
}

/// Undoes escapes of the form `%0A`.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &behind[2..];
            }
            None => {
                assert!(*first != b'%', "`%` is not escaped in {text}");
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}
