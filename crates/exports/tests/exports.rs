//! Every form of an export over a folder of telegrams, compared with what it must give. `cargo xtask bless` rewrites the
//! expectations; a person reads the difference.

mod cases;

use cases::{cases, context, data, item, stream};
use chancery_exports::{Context, EXPORTS, Export, ExportError, Item, Table};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of this test's own, which does not exist yet.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn compare(name: &str, got: &[u8], wrong: &mut Vec<String>) {
    let path = data().join("expected").join(name);
    if std::env::var_os("CHANCERY_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(&path, got).expect("an expectation is written");
        println!("blessed {name}");
    } else if fs::read(&path).ok().as_deref() != Some(got) {
        wrong.push(name.to_owned());
    }
}

fn report(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "not as expected (`cargo xtask bless`, and look at the difference): {wrong:#?}"
    );
}

#[test]
fn streams_are_as_expected() {
    let mut wrong = Vec::new();
    for export in EXPORTS.iter().filter(|export| !export.is_folder() && export.id != "parquet") {
        let tables = if export.tables.is_empty() { &[Table::Telegrams] } else { export.tables };
        for &table in tables {
            let (out, written) = stream(export, &context(table));
            assert_eq!(written.telegrams, 6);
            let name = match export.tables.is_empty() {
                true => format!("{}.{}", export.id, export.extension),
                false => format!("{}.{table}.{}", export.id, export.extension),
            };
            compare(&name, &out, &mut wrong);
        }
    }
    report(&wrong);
}

#[test]
fn a_bag_is_as_expected() {
    let folder = fresh("bag-as-expected");
    fs::create_dir_all(&folder).expect("a folder");
    let bag = folder.join("bag");
    write_to(Export::by_id("bagit").expect("a form"), &bag).expect("a bag");
    let mut wrong = Vec::new();
    let files = files(&bag);
    for path in &files {
        let name = path.strip_prefix(&bag).expect("a file of the bag");
        compare(&format!("bagit/{}", name.display()), &fs::read(path).expect("a file"), &mut wrong);
    }
    report(&wrong);
    let expected = files_below(&data().join("expected/bagit"));
    assert_eq!(files.len(), expected.len(), "a bag has other files than expected: {expected:#?}");
}

fn write_to(export: &Export, path: &Path) -> Result<(), ExportError> {
    let mut writer = export.into_path(&context(Table::Telegrams), path)?;
    for case in cases() {
        writer.record(&item(&case.record(), &case.original))?;
    }
    writer.finish().map(|_| ())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = files_below(folder);
    files.sort();
    files
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

#[test]
fn no_telegrams_are_an_export_too() {
    for export in EXPORTS {
        let folder = fresh(&format!("empty-{}", export.id));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("out");
        let writer = export.into_path(&Context::default(), &path).expect("a writer");
        assert_eq!(writer.finish().expect("an end").telegrams, 0);
        assert!(path.exists(), "{export:?}");
    }
}

#[test]
fn what_exists_is_not_touched() {
    for export in EXPORTS {
        let folder = fresh(&format!("exists-{}", export.id));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("out");
        fs::write(&path, "kept").expect("a file");
        assert!(matches!(write_to(export, &path), Err(ExportError::Exists(at)) if at == path), "{export:?}");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "kept");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);

        // Another export is under way, or was broken off.
        let path = folder.join("other");
        let partial = folder.join("other.partial");
        let first = export.into_path(&Context::default(), &path).expect("a writer");
        assert!(
            matches!(write_to(export, &path), Err(ExportError::Exists(at)) if at == partial),
            "{export:?}"
        );
        // What came to the name meanwhile stays.
        fs::write(&path, "kept").expect("a file");
        assert!(matches!(first.finish(), Err(ExportError::Exists(at)) if at == path), "{export:?}");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "kept");
        assert!(!partial.exists());
    }
}

#[test]
fn what_is_not_finished_goes() {
    for export in EXPORTS {
        let folder = fresh(&format!("unfinished-{}", export.id));
        fs::create_dir_all(&folder).expect("a folder");
        let mut writer = export.into_path(&Context::default(), &folder.join("out")).expect("a writer");
        for case in cases() {
            writer.record(&item(&case.record(), &case.original)).expect("a telegram is written");
        }
        drop(writer);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 0, "{export:?}");
    }
}

/// A stream that takes so many bytes.
struct Small(usize);

impl std::io::Write for Small {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        let len = bytes.len().min(self.0);
        self.0 -= len;
        Ok(len)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_stream_that_ends_is_told_wherever_it_ends() {
    for export in EXPORTS.iter().filter(|export| !export.is_folder()) {
        let (whole, _) = stream(export, &context(Table::Telegrams));
        for space in (0..whole.len()).step_by(whole.len() / 40 + 1) {
            let write = || -> Result<(), ExportError> {
                let mut writer = export.into_stream(&context(Table::Telegrams), Small(space))?;
                for case in cases() {
                    writer.record(&item(&case.record(), &case.original))?;
                }
                writer.finish().map(|_| ())
            };
            let error = write().expect_err("the stream is too small");
            assert!(error.is_closed_pipe(), "{export:?}: {error}");
        }
    }
}

/// A device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for export in EXPORTS.iter().filter(|export| !export.is_folder()) {
        let write = || -> Result<(), ExportError> {
            let full = fs::OpenOptions::new().write(true).open("/dev/full")?;
            let mut writer = export.into_stream(&context(Table::Telegrams), full)?;
            for case in cases() {
                writer.record(&item(&case.record(), &case.original))?;
            }
            writer.finish().map(|_| ())
        };
        let error = write().expect_err("nothing can be written");
        let full =
            matches!(&error, ExportError::Stream(error) if error.kind() == std::io::ErrorKind::StorageFull);
        assert!(full, "{export:?}: {error:?}");
    }
}

#[test]
fn forms_say_what_they_cannot() {
    let bag = Export::by_id("bagit").expect("a form");
    assert!(matches!(
        bag.into_stream(&Context::default(), Vec::new()),
        Err(ExportError::NeedsFolder("bagit"))
    ));
    let flat = Context { table: Table::References, ..Context::default() };
    for export in EXPORTS {
        let refused = matches!(export.into_stream(&flat, Vec::new()), Err(ExportError::NoTable { .. }));
        assert_eq!(refused, export.tables.is_empty(), "{export:?}");
    }
    for &table in Table::ALL {
        assert_eq!(Table::by_id(table.as_str()), Some(table));
    }
}

#[test]
fn a_bag_without_originals_has_the_records() {
    let folder = fresh("bag-of-records");
    fs::create_dir_all(&folder).expect("a folder");
    let bag = folder.join("bag");
    let mut writer =
        Export::by_id("bagit").expect("a form").into_path(&Context::default(), &bag).expect("a bag");
    for case in cases() {
        writer.record(&Item::new(&case.record())).expect("a telegram is written");
    }
    writer.finish().expect("an end");
    let records = fs::read_to_string(bag.join("data/records.jsonl")).expect("the records");
    assert_eq!(records.lines().count(), 6);
    assert_eq!(fs::read_dir(bag.join("data")).expect("a folder").count(), 1);
}

#[test]
fn the_page_about_exports_names_every_form_table_and_column() {
    let page = include_str!("../../../docs/exports.md");
    for export in EXPORTS {
        assert!(page.contains(&format!("`{}`", export.id)), "{export:?}");
    }
    for table in Table::ALL {
        let (_, section) = page.split_once(&format!("### `{table}`")).expect("a section for each table");
        let section =
            section.split("\n## ").next().and_then(|text| text.split("\n### ").next()).expect("a text");
        for column in table.columns() {
            assert!(section.contains(&format!("`{}`", column.name)), "{table}: {}", column.name);
        }
    }
}
