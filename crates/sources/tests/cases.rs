//! Every folder `tests/data/<format>/<case>` holds `input.*` and `items.txt`, what has to be found in it.
//!
//! A missing `items.txt` is written and fails once; read it, then keep it.

use chancery_sources::{FORMATS, Item, ItemError, Options, read_bytes};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        fs::read_dir(of).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    found.sort();
    found
}

fn describe(found: &[Result<Item, ItemError>]) -> String {
    let mut out = String::new();
    for found in found {
        match found {
            Ok(item) => {
                let (start, end) = item.span.unwrap_or_default();
                write!(out, "{} @{start}..{end}", item.format).unwrap();
                for (name, value) in
                    [("id", item.id.as_deref()), ("date", item.date.as_deref()), ("encoding", item.encoding)]
                {
                    if let Some(value) = value {
                        write!(out, " {name} {value}").unwrap();
                    }
                }
                out.push('\n');
                for (key, value) in &item.attributes {
                    writeln!(out, "  {key}: {value}").unwrap();
                }
                let text = String::from_utf8_lossy(&item.bytes);
                let lines: Vec<_> = text.lines().collect();
                // Text that was rendered is shown whole; of other text, which the span settles, the two ends.
                let whole = item.original.is_some() || lines.len() <= 4;
                for (n, line) in lines.iter().enumerate() {
                    if whole || n < 2 || n + 2 >= lines.len() {
                        writeln!(out, "  |{line}").unwrap();
                    } else if n == 2 {
                        writeln!(out, "  ...").unwrap();
                    }
                }
            }
            Err(error) => writeln!(out, "error {error}\n  help {}", error.help()).unwrap(),
        }
    }
    out
}

#[test]
fn every_case_gives_what_its_folder_says() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for format in folders(&data) {
        for case in folders(&format) {
            cases += 1;
            let input = fs::read_dir(&case)
                .unwrap()
                .map(|e| e.unwrap().path())
                .find(|p| p.file_stem().is_some_and(|stem| stem == "input"))
                .unwrap_or_else(|| panic!("{} has no input", case.display()));
            let name = input.file_name().unwrap().to_string_lossy().into_owned();
            let found = describe(&read_bytes(&name, &fs::read(&input).unwrap(), Options::default()));
            let expectation = case.join("items.txt");
            match fs::read_to_string(&expectation) {
                Ok(expected) if expected == found => {}
                Ok(expected) => {
                    wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", case.display()))
                }
                Err(_) => {
                    fs::write(&expectation, &found).unwrap();
                    wrong.push(format!(
                        "{}: items.txt was not there; it was written, read it",
                        case.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 0);
}

#[test]
fn every_format_has_a_case_and_its_own_name() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut ids: Vec<_> = FORMATS.iter().map(|format| format.id).collect();
    for id in &ids {
        assert!(data.join(id).is_dir(), "tests/data/{id} is missing");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), FORMATS.len());
}
