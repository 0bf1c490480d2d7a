//! Tables of cases: lines that begin with `> ` are the input, the line `= ` below them is what is read from it, as JSON.
//! `cargo xtask bless` writes what is read into the table; a person then reads the difference.
#![allow(unreachable_pub)] // each test is a crate of its own

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::Context;
use serde_json::Value;
use std::fmt::Write;
use std::path::PathBuf;

/// Where the fields of the cases begin in their source, so that spans are not right by chance.
pub const BASE: usize = 1000;

/// A context of the year 2007.
pub fn context() -> Context<'static> {
    Context { registry: Registry::builtin(), year: Some(2007), post: None, number: None, day_of_year: None }
}

/// Reads every case of a table with `read` and compares.
pub fn check(table: &str, read: impl Fn(&Field<'_>) -> Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/fields").join(table);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let bless = std::env::var_os("CHANCERY_BLESS").is_some();
    let mut blessed = String::new();
    let mut wrong = String::new();
    let mut input: Option<String> = None;
    let mut cases = 0;
    for (n, line) in text.lines().enumerate() {
        if let Some(part) = line.strip_prefix('>') {
            let part = part.strip_prefix(' ').unwrap_or(part);
            input = Some(input.map_or_else(|| part.to_owned(), |whole| format!("{whole}\n{part}")));
        } else if let Some(expected) = line.strip_prefix('=') {
            let text = input.take().unwrap_or_else(|| panic!("{table}:{}: no input above", n + 1));
            let read = read(&Field::contiguous(&text, BASE));
            cases += 1;
            let expected: Value = serde_json::from_str(expected.trim()).unwrap_or(Value::from("not JSON"));
            if read != expected {
                let _ =
                    write!(wrong, "\n{table}:{}\n{text}\n  expected {expected}\n  read     {read}\n", n + 1);
            }
            let _ = writeln!(blessed, "= {read}");
            continue;
        }
        let _ = writeln!(blessed, "{line}");
    }
    if bless {
        std::fs::write(&path, blessed).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    assert!(cases > 0, "{table} has no cases");
    assert!(wrong.is_empty(), "{wrong}");
}
