//! The door of an archive: what is given at it is of what is committed when somebody asks, and of nothing before that.

use chancery_archive::collections::Change;
use chancery_archive::import::{Options, Quiet, import};
use chancery_archive::{Writer, rebuild};
use chancery_view::{Door, Reader};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// An archive of one telegram that all may read.
fn archive(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("archive");
    bring(&path, folder, 417);
    path
}

fn bring(archive: &Path, folder: &TempDir, number: u32) {
    let text = format!(
        "P 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC PRIORITY 5120\nUNCLAS PORT ALDER {number:06}\n\n\
         SUBJECT: HARBOR LIGHTS\n\n1. NINE LIGHTS OF {number} WORK.\n"
    );
    let source = folder.path().join(format!("{number}.txt"));
    fs::write(&source, text).unwrap();
    let mut writer = Writer::open(archive).unwrap();
    import(&mut writer, &Options { paths: vec![source], ..Options::default() }, &mut Quiet).unwrap();
}

fn lower() -> Reader {
    "UNCLASSIFIED".parse().unwrap()
}

/// How many telegrams a reader sees.
fn seen(door: &Door, reader: Reader) -> u64 {
    door.view(reader).unwrap().stats().unwrap().telegrams
}

/// Closes the collection to all below SECRET.
fn close(archive: &Path) {
    let level = Some(Some("SECRET".parse().unwrap()));
    Writer::open(archive).unwrap().set_collection("main", &Change { level, ..Change::default() }).unwrap();
}

#[test]
fn what_others_commit_is_given_to_the_next_who_asks() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive(&folder);
    let door = Door::open(&path).unwrap();
    let first = door.view(lower()).unwrap();
    assert!(Arc::ptr_eq(&first, &door.view(lower()).unwrap()), "readers who see the same share a view");
    bring(&path, &folder, 418);
    assert_eq!(seen(&door, lower()), 2);
    // Who holds a view keeps what it was of.
    assert_eq!(first.stats().unwrap().telegrams, 1);
    close(&path);
    assert_eq!((seen(&door, lower()), seen(&door, Reader::Owner)), (0, 2));
}

#[test]
fn a_catalogue_that_was_made_anew_is_noticed_and_what_comes_after_it_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive(&folder);
    let door = Door::open(&path).unwrap();
    let before = door.view(lower()).unwrap();
    rebuild(&path, &mut |_, _| {}).unwrap();
    assert!(!Arc::ptr_eq(&before, &door.view(lower()).unwrap()));
    close(&path);
    assert_eq!((seen(&door, lower()), seen(&door, Reader::Owner)), (0, 1));
}

#[test]
fn nothing_old_is_given_where_the_new_state_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive(&folder);
    let door = Door::open(&path).unwrap();
    assert_eq!(seen(&door, lower()), 1);
    close(&path);
    // For a while the archive's card cannot be found.
    let (card, aside) = (path.join("archive.json"), path.join("aside"));
    fs::rename(&card, &aside).unwrap();
    for _ in 0..3 {
        assert!(door.view(lower()).is_err());
        assert!(door.renew().is_err());
    }
    fs::rename(&aside, &card).unwrap();
    assert_eq!((seen(&door, lower()), seen(&door, Reader::Owner)), (0, 1));
}
