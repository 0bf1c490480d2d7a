//! Archives that earlier versions made: each is opened, is sound, holds what it held, and takes more.
//!
//! `fixtures/NAME` is an archive, `fixtures/NAME.txt` all that it holds. With `CHANCERY_BLESS` set the one of this version
//! is made if there is none; those that are there never change.

mod common;

use chancery_archive::verify::verify;
use chancery_archive::{LAYOUT, Writer, backup};
use chancery_synth::{Form, telegram, telegrams};
use common::{assert_same, bring_in, contents, copy};
use std::fs;
use std::path::Path;

/// The archives, the one of this version last.
const FIXTURES: &[&str] = &["layout-1", "layout-2", "catalogue-2"];

fn make(fixture: &Path) {
    let folder = tempfile::tempdir().unwrap();
    // The sources' paths are kept, and a fixture tells of no machine.
    std::env::set_current_dir(folder.path()).unwrap();
    let from = Path::new("from");
    fs::create_dir(from).unwrap();
    let many = |form| telegrams(form, 5, 3).map(|text| text + "\n").collect::<String>();
    fs::write(from.join("teletype.txt"), many(Form::Teletype)).unwrap();
    fs::write(from.join("nara.txt"), many(Form::Nara)).unwrap();
    fs::write(from.join("again.txt"), many(Form::Teletype).replace('e', "a").replace('E', "A")).unwrap();
    bring_in(fixture, from, None);
    bring_in(fixture, &from.join("nara.txt"), Some("second"));
    let mut writer = Writer::open(fixture).unwrap();
    writer.set_dates(Some(jiff::civil::date(2020, 1, 1))).unwrap();
}

/// The version of the catalogue that this version of the program writes.
const CATALOGUE: u32 = 2;

/// The version of an archive's catalogue.
fn catalogue(archive: &Path) -> u32 {
    let connection = rusqlite::Connection::open(archive.join("catalogue.db")).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn archives_of_all_layouts() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for &name in FIXTURES {
        let fixture = fixtures.join(name);
        let holds = fixtures.join(format!("{name}.txt"));
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive");
        if Some(&name) == FIXTURES.last() && !fixture.exists() && std::env::var_os("CHANCERY_BLESS").is_some()
        {
            make(&fixture);
            copy(&fixture, &archive);
            fs::write(&holds, contents(&archive)).unwrap();
        }
        copy(&fixture, &archive);
        let report = verify(&archive, &mut |_, _| {}).unwrap();
        assert_eq!(report.problems, [], "{name}");
        assert_same(&contents(&archive), &fs::read_to_string(&holds).unwrap());
        let report = backup(&archive, &folder.path().join("copy"), &mut |_, _| {}).unwrap();
        assert_eq!(report.problems, [], "{name}, copied");
        let card = |archive: &Path| fs::read_to_string(archive.join("archive.json")).unwrap();
        assert_eq!(card(&folder.path().join("copy")), card(&archive));
        let more = folder.path().join("more.txt");
        fs::write(&more, telegram(Form::Teletype, 6, 1)).unwrap();
        assert!(bring_in(&archive, &more, None).new > 0);
        assert!(card(&archive).contains(&format!("\"layout\": {LAYOUT}")));
        assert_eq!(catalogue(&archive), CATALOGUE, "{name}");
        let report = verify(&archive, &mut |_, _| {}).unwrap();
        assert_eq!(report.problems, [], "{name}, written by this version");
    }
}
