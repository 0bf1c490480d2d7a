//! The tools that exports are for read them: DuckDB, the Library of Congress's bagit, networkx. `CHANCERY_PYTHON` names a
//! Python that has them (`pip install duckdb bagit networkx`); without it the files are written and not read.

mod cases;

use cases::{cases, context, item, stream};
use chancery_exports::{Export, Table};
use std::fs;
use std::path::Path;
use std::process::Command;

fn form(id: &str) -> &'static Export {
    Export::by_id(id).expect("a form")
}

#[test]
fn tools_read_what_is_written() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tools");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, form: &Export, table| {
        fs::write(folder.join(name), stream(form, &context(table)).0).expect("a file is written");
    };
    for &table in Table::ALL {
        write(&format!("{table}.csv"), form("csv"), table);
        write(&format!("{table}.parquet"), form("parquet"), table);
    }
    write("records.jsonl", form("jsonl"), Table::Telegrams);
    write("telegrams.graphml", form("graphml"), Table::Telegrams);
    let mut bag = form("bagit").into_path(&context(Table::Telegrams), &folder.join("bag")).expect("a bag");
    for case in cases() {
        bag.record(&item(&case.record(), &case.original)).expect("a telegram is written");
    }
    bag.finish().expect("an end");
    let Some(python) = std::env::var_os("CHANCERY_PYTHON") else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(python)
        .arg(root.join("tests/tools.py"))
        .arg(&folder)
        .arg(root.join("../../docs/exports.md"))
        .output()
        .expect("the Python of CHANCERY_PYTHON runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
