//! Archives that earlier versions made: each is opened, is sound, holds what it held, and takes more.
//!
//! `fixtures/layout-N` is an archive, `fixtures/layout-N.txt` all that it holds. With `CHANCERY_BLESS` set the one of this version
//! is made if there is none; those that are there never change.

mod common;

use chancery_archive::verify::verify;
use chancery_archive::{LAYOUT, Writer};
use chancery_synth::{Form, telegram};
use common::{assert_same, bring_in, contents, copy};
use std::fs;
use std::path::Path;

fn make(fixture: &Path) {
    let folder = tempfile::tempdir().unwrap();
    // The sources' paths are kept, and a fixture tells of no machine.
    std::env::set_current_dir(folder.path()).unwrap();
    let from = Path::new("from");
    fs::create_dir(from).unwrap();
    for (name, form) in [("teletype.txt", Form::Teletype), ("nara.txt", Form::Nara)] {
        fs::write(from.join(name), telegram(form, 5, 0)).unwrap();
    }
    fs::write(from.join("again.txt"), telegram(Form::Teletype, 5, 0).replace(" THE ", " THIS ")).unwrap();
    bring_in(fixture, from, None);
    bring_in(fixture, &from.join("nara.txt"), Some("second"));
    let mut writer = Writer::open(fixture).unwrap();
    writer.set_dates(Some(jiff::civil::date(2020, 1, 1))).unwrap();
}

#[test]
fn archives_of_all_layouts() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for layout in 1..=LAYOUT {
        let fixture = fixtures.join(format!("layout-{layout}"));
        let holds = fixtures.join(format!("layout-{layout}.txt"));
        if layout == LAYOUT && !fixture.exists() && std::env::var_os("CHANCERY_BLESS").is_some() {
            make(&fixture);
            fs::write(&holds, contents(&fixture)).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive");
        copy(&fixture, &archive);
        let report = verify(&archive, &mut |_, _| {}).unwrap();
        assert_eq!(report.problems, [], "layout {layout}");
        assert_same(&contents(&archive), &fs::read_to_string(&holds).unwrap());
        let more = folder.path().join("more.txt");
        fs::write(&more, telegram(Form::Teletype, 6, 1)).unwrap();
        assert_eq!(bring_in(&archive, &more, None).new, 1);
        let report = verify(&archive, &mut |_, _| {}).unwrap();
        assert_eq!(report.problems, [], "layout {layout}, written by this version");
    }
}
