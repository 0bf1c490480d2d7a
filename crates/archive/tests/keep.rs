//! What `verify`, `rebuild` and `backup` promise.

mod common;

use chancery_archive::access::{Label, PortionId, Reader};
use chancery_archive::collections::Change;
use chancery_archive::import::{Quiet, import};
use chancery_archive::verify::{Kind, repair, verify};
use chancery_archive::{Archive, DecisionToMake, Error, Writer, backup, rebuild};
use common::{assert_same, bring_in, contents, copy, files, options, sources};
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

/// An archive with all that one can hold, at rest.
fn archive(count: u64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (from, root) = (folder.path().join("from"), folder.path().join("archive"));
    sources(&from, count);
    bring_in(&root, &from, None);
    bring_in(&root, &from.join("d.txt"), Some("second"));
    let mut writer = Writer::open(&root).unwrap();
    let change = Change { released: Some(true), provenance: Some("made up".into()), ..Change::default() };
    writer.set_collection("second", &change).unwrap();
    let level: Label = "SECRET".parse().unwrap();
    writer.add_collection("third", &Change { level: Some(Some(level)), ..Change::default() }).unwrap();
    let key = key(&root);
    let portion: PortionId = "subject".parse().unwrap();
    let decision =
        DecisionToMake { label: Some(level), by: "A. Reviewer".into(), why: "names a source".into() };
    writer.decide(&key, &portion, &decision).unwrap();
    writer.set_dates(Some(jiff::civil::date(2020, 1, 1))).unwrap();
    drop(writer);
    (folder, root)
}

fn key(root: &Path) -> String {
    let connection = rusqlite::Connection::open(root.join("catalogue.db")).unwrap();
    connection
        .query_row("SELECT key FROM telegram WHERE key GLOB '[0-9][0-9][A-Z]*' LIMIT 1", [], |row| row.get(0))
        .unwrap()
}

fn quiet(root: &Path) -> chancery_archive::verify::Report {
    verify(root, &mut |_, _| {}).unwrap()
}

#[test]
fn a_sound_archive_is_sound() {
    let (_folder, root) = archive(40);
    let report = quiet(&root);
    assert_eq!(report.problems, []);
    assert!(report.ok && report.originals > 50 && report.originals == report.checked, "{report:?}");
    assert!(matches!(verify(root.join("nowhere"), &mut |_, _| {}), Err(Error::NoArchive { .. })));
}

/// The files whose every byte counts. What is left out holds nothing: locks, and what SQLite's connections share.
fn counts(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_str().unwrap();
    !matches!(name, "lock" | "readers" | "catalogue.db-shm" | "catalogue.db-wal")
        && !file.components().any(|part| part.as_os_str() == "failures")
}

#[test]
fn a_flipped_byte_anywhere_is_found_and_named() {
    let (folder, root) = archive(12);
    let mut tried = 0;
    for file in files(&root).into_iter().filter(|file| counts(file)) {
        let whole = fs::read(&file).unwrap();
        // All bytes of small files, some of large ones, the first and the last among them.
        let step = (whole.len() / 40).max(1);
        for at in (0..whole.len()).step_by(step).chain([whole.len().saturating_sub(1)]) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&file, &flipped).unwrap();
            expect_named(&root, &file, &format!("byte {at} flipped"));
            tried += 1;
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(tried > 500, "{tried}");
    assert!(quiet(&root).ok);
    drop(folder);
}

#[test]
fn a_cut_or_missing_file_is_found_and_named() {
    let (_folder, root) = archive(12);
    for file in files(&root).into_iter().filter(|file| counts(file)) {
        let whole = fs::read(&file).unwrap();
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            fs::write(&file, &whole[..length]).unwrap();
            expect_named(&root, &file, &format!("cut to {length}"));
        }
        // Without its checksums an archive is as one that was broken off: nothing is lost.
        if !file.ends_with("catalogue.sum") {
            fs::remove_file(&file).unwrap();
            expect_named(&root, &file, "missing");
        }
        fs::write(&file, &whole).unwrap();
    }
    assert!(quiet(&root).ok);
}

#[test]
fn a_flipped_byte_of_an_archive_that_was_broken_off_is_found_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (from, root) = (folder.path().join("from"), folder.path().join("archive"));
    sources(&from, 12);
    let mut writer = Writer::open(&root).unwrap();
    import(&mut writer, &options(&from, None), &mut Quiet).unwrap();
    // As a kill leaves it: the last changes lie in SQLite's log, and there are no checksums of the database.
    let left = folder.path().join("left");
    copy(&root, &left);
    drop(writer);
    let log = fs::read(left.join("catalogue.db-wal")).unwrap();
    assert!(!log.is_empty() && !left.join("catalogue.sum").exists());
    let tried = folder.path().join("tried");
    let fresh = || {
        let _ = fs::remove_dir_all(&tried);
        copy(&left, &tried);
        let _ = fs::remove_file(tried.join("catalogue.db-shm"));
    };
    fresh();
    let should = contents(&tried);
    let mut found = 0;
    for name in ["catalogue.db", "catalogue.db-wal"] {
        let whole = fs::read(left.join(name)).unwrap();
        for at in (0..whole.len()).step_by((whole.len() / 60).max(1)) {
            fresh();
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(tried.join(name), flipped).unwrap();
            let report = catch_unwind(|| verify(&tried, &mut |_, _| {}));
            match report.unwrap_or_else(|_| panic!("{name}, byte {at}: it broke down")) {
                Ok(report) if report.ok => assert_same(&contents(&tried), &should),
                _ => found += 1,
            }
        }
    }
    assert!(found > 10, "{found}");
}

/// Verifying never panics, and what is wrong is said with the file's name.
fn expect_named(root: &Path, file: &Path, what: &str) {
    let name = file.file_name().unwrap().to_str().unwrap();
    let report = catch_unwind(|| verify(root, &mut |_, _| {}));
    let report = report.unwrap_or_else(|_| panic!("{name}, {what}: it broke down"));
    match report {
        Ok(report) => {
            assert!(!report.ok, "{name}, {what}: not found");
            let named = report.problems.iter().any(|problem| problem.place.contains(name));
            assert!(named, "{name}, {what}: not named in {:?}", report.problems);
        }
        Err(error) => panic!("{name}, {what}: {error}"),
    }
}

#[test]
fn what_is_derived_is_repaired() {
    let (folder, root) = archive(24);
    let should = contents(&root);
    let damages: &[(&str, Kind)] = &[
        ("archive.json", Kind::Card),
        ("catalogue.db", Kind::Catalogue),
        ("catalogue.sum", Kind::Checksums),
        ("journal.jsonl", Kind::Journal),
        ("index", Kind::Index),
    ];
    for (number, (name, kind)) in damages.iter().enumerate() {
        for cut in [false, true] {
            let copied = folder.path().join(format!("copy-{number}-{cut}"));
            copy(&root, &copied);
            let mut file = copied.join(name);
            if file.is_dir() {
                file = files(&file).into_iter().rfind(|file| counts(file)).unwrap();
            }
            let mut bytes = fs::read(&file).unwrap();
            if cut {
                bytes.truncate(bytes.len() / 2);
            } else {
                let at = bytes.len() / 2;
                bytes[at] ^= 4;
            }
            fs::write(&file, bytes).unwrap();
            let repaired = repair(&copied, &mut |_, _| {}).unwrap();
            assert!(
                repaired.before.problems.iter().any(|problem| problem.kind == *kind),
                "{:?}",
                repaired.before
            );
            assert_eq!(repaired.after.problems, [], "{name}");
            assert_same(&contents(&copied), &should);
        }
    }
}

#[test]
fn a_rebuild_gives_the_same_archive() {
    let (_folder, root) = archive(40);
    let should = contents(&root);
    let before = fs::read_to_string(root.join("journal.jsonl")).unwrap();
    // All but the originals and the journal is gone.
    for name in ["catalogue.db", "catalogue.sum"] {
        fs::remove_file(root.join(name)).unwrap();
    }
    fs::remove_dir_all(root.join("index")).unwrap();
    assert!(
        matches!(Writer::open(&root), Err(Error::Damaged { .. })),
        "a new catalogue was begun over originals"
    );
    let rebuilt = rebuild(&root, &mut |_, _| {}).unwrap();
    assert!(rebuilt.lost.is_empty() && rebuilt.telegrams > 0);
    assert_same(&contents(&root), &should);
    let after = fs::read_to_string(root.join("journal.jsonl")).unwrap();
    assert_eq!(after.strip_prefix(&before).unwrap().lines().count(), 1);
    assert_eq!(quiet(&root).problems, []);
    // What was imported is still passed over.
    let from = root.with_file_name("from");
    let report = bring_in(&root, &from, None);
    assert_eq!((report.new, report.known), (0, report.telegrams));
    assert_same(&contents(&root), &should);
}

#[test]
fn a_rebuild_without_the_journal_loses_no_telegram() {
    let (_folder, root) = archive(24);
    let count = |root: &Path| contents(root).lines().filter(|line| line.starts_with("original:")).count();
    let before = count(&root);
    for name in ["catalogue.db", "journal.jsonl"] {
        fs::remove_file(root.join(name)).unwrap();
    }
    let rebuilt = rebuild(&root, &mut |_, _| {}).unwrap();
    assert_eq!(rebuilt.lost.iter().map(|problem| problem.kind).collect::<Vec<_>>(), [Kind::Journal]);
    assert_eq!(count(&root), before);
    assert_eq!(quiet(&root).problems, []);
    closed(&root, &["main", "second"]);
}

/// That there are these collections, and that nobody but the owner may read anything.
fn closed(root: &Path, names: &[&str]) {
    let snapshot = Archive::open(root).unwrap().snapshot().unwrap();
    let found: Vec<&str> = snapshot.collections().iter().map(|collection| collection.name.as_str()).collect();
    assert_eq!(found, names);
    for collection in snapshot.collections() {
        let name = &collection.name;
        assert!(!collection.released && collection.level == Some(Label::OWNER_ONLY), "{name} is open");
    }
    let reader = Reader::cleared("TOP SECRET".parse().unwrap());
    assert!(
        snapshot.strata().iter().all(|stratum| !stratum.key.matches(&reader)),
        "a reader finds something"
    );
}

#[test]
fn a_journal_that_was_cut_opens_no_collection() {
    let (folder, whole) = archive(24);
    let text = fs::read_to_string(whole.join("journal.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let at = |what: &str| lines.iter().position(|line| line.contains(what)).unwrap();
    let begin = |line: usize| lines[..line].iter().map(|line| line.len() + 1).sum::<usize>();
    // Where it is cut: before the first collection, before the second one, before the line that sets its level, where
    // only the catalogue's checksums know of it, and within that line.
    let set = begin(at("\"set\":"));
    let cuts = [begin(at("\"collection\",")), begin(at("\"second\"")), set, set + 9];
    for (number, cut) in cuts.into_iter().enumerate() {
        for damaged in [false, true] {
            let root = folder.path().join(format!("cut-{number}-{damaged}"));
            copy(&whole, &root);
            fs::remove_file(root.join("catalogue.db")).unwrap();
            // A byte that is no letter at all, or nothing from there on.
            let mut bytes = text.clone().into_bytes();
            if damaged {
                bytes[cut] = 0xff
            } else {
                bytes.truncate(cut)
            }
            fs::write(root.join("journal.jsonl"), &bytes).unwrap();
            let rebuilt = rebuild(&root, &mut |_, _| {}).unwrap();
            assert_eq!(
                rebuilt.lost.iter().map(|p| p.kind).collect::<Vec<_>>(),
                [Kind::Journal],
                "{rebuilt:?}"
            );
            assert_eq!(quiet(&root).problems, []);
            closed(&root, &["main", "second"]);
            let kept = root.join("journal.jsonl.damaged");
            assert!(!damaged || fs::read(kept).unwrap() == bytes, "the damaged journal is not kept");
            // The number of the one that was lost is not given to another.
            let mut writer = Writer::open(&root).unwrap();
            writer.add_collection("new", &Change { released: Some(true), ..Change::default() }).unwrap();
            writer.reindex().unwrap();
            drop(writer);
            let snapshot = Archive::open(&root).unwrap().snapshot().unwrap();
            let reader = Reader::cleared("TOP SECRET".parse().unwrap());
            assert!(snapshot.strata().iter().all(|stratum| !stratum.key.matches(&reader)));
        }
    }
}

#[test]
fn a_journal_that_cannot_be_read_is_not_taken_for_an_empty_one() {
    let (_folder, root) = archive(12);
    let should = contents(&root);
    let (journal, aside) = (root.join("journal.jsonl"), root.join("aside"));
    fs::rename(&journal, &aside).unwrap();
    // Reading a folder as a file fails, whoever reads.
    fs::create_dir(&journal).unwrap();
    assert!(matches!(rebuild(&root, &mut |_, _| {}), Err(Error::Io { .. })));
    fs::remove_dir(&journal).unwrap();
    fs::rename(&aside, &journal).unwrap();
    assert_same(&contents(&root), &should);
    assert_eq!(quiet(&root).problems, []);
}

#[test]
fn a_damaged_block_costs_its_telegrams_only_until_they_come_again() {
    let (_folder, root) = archive(24);
    let should = contents(&root);
    let lines = |text: &str, of: &str| text.lines().filter(|line| line.starts_with(of)).count();
    let pack = root.join("originals/000001.pack");
    let mut bytes = fs::read(&pack).unwrap();
    bytes[200] ^= 1;
    fs::write(&pack, bytes).unwrap();
    let report = quiet(&root);
    assert!(report.checked < report.originals && report.checked > 0);
    let repaired = repair(&root, &mut |_, _| {}).unwrap();
    assert_eq!(repaired.after.problems, []);
    let lost = lines(&should, "original:") - lines(&contents(&root), "original:");
    assert!(lost > 0);
    let from = root.with_file_name("from");
    let report = bring_in(&root, &from, None);
    assert_eq!(report.new as usize, lost);
    assert_eq!(lines(&contents(&root), "original:"), lines(&should, "original:"));
    assert_eq!(lines(&contents(&root), "telegram:"), lines(&should, "telegram:"));
    assert_eq!(quiet(&root).problems, []);
}

/// The last block of a commit tells of its sources.
#[test]
fn telegrams_whose_source_is_lost_can_be_read() {
    let (folder, root) = archive(40);
    let pack = root.join("originals/000001.pack");
    let mut bytes = fs::read(&pack).unwrap();
    let last = bytes.len() - 10;
    bytes[last] ^= 0x40;
    fs::write(&pack, bytes).unwrap();
    let before = contents(&root).matches("\ntext of ").count();
    let repaired = repair(&root, &mut |_, _| {}).unwrap();
    assert!(!repaired.before.problems.is_empty());
    assert_eq!(repaired.after.problems, []);
    let connection = rusqlite::Connection::open(root.join("catalogue.db")).unwrap();
    let nameless = "SELECT count(*) FROM source WHERE file = ''";
    assert_eq!(connection.query_row(nameless, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    drop(connection);
    let after = contents(&root).matches("\ntext of ").count();
    assert!(after > before / 2 && after <= before, "{after} of {before}");
    // Those that were lost with it come again with their file.
    bring_in(&root, &folder.path().join("from"), None);
    bring_in(&root, &folder.path().join("from/d.txt"), Some("second"));
    assert_eq!(contents(&root).matches("\ntext of ").count(), before);
    assert_eq!(quiet(&root).problems, []);
}

#[test]
fn a_lost_dictionary_is_taken_from_the_packs() {
    let folder = tempfile::tempdir().unwrap();
    let (from, root) = (folder.path().join("from"), folder.path().join("archive"));
    // Enough to learn a dictionary from.
    sources(&from, 700);
    bring_in(&root, &from, None);
    let dictionary = root.join("originals/dictionary");
    let whole = fs::read(&dictionary).expect("a dictionary");
    let should = contents(&root);
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 8;
    // Another archive's is sound in itself.
    let other = folder.path().join("other");
    bring_in(&other, &from.join("b.txt"), None);
    let others = fs::read(other.join("originals/dictionary")).expect("a dictionary");
    assert_ne!(others, whole);
    for damaged in [Some(flipped), Some(Vec::new()), Some(others.clone()), None] {
        match damaged {
            Some(bytes) => fs::write(&dictionary, bytes).unwrap(),
            None => fs::remove_file(&dictionary).unwrap(),
        }
        assert!(Writer::open(&root).is_err(), "a damaged dictionary was used");
        let repaired = repair(&root, &mut |_, _| {}).unwrap();
        assert_eq!(repaired.before.problems.iter().map(|p| p.kind).collect::<Vec<_>>(), [Kind::Dictionary]);
        assert_eq!(repaired.after.problems, []);
        assert_eq!(fs::read(&dictionary).unwrap(), whole);
    }
    assert_same(&contents(&root), &should);
    // Without a catalogue the copy says whose it is.
    fs::write(&dictionary, others).unwrap();
    fs::remove_file(root.join("catalogue.db")).unwrap();
    let rebuilt = rebuild(&root, &mut |_, _| {}).unwrap();
    assert_eq!(rebuilt.lost, []);
    assert_eq!(fs::read(&dictionary).unwrap(), whole);
    assert_same(&contents(&root), &should);
}

#[test]
fn a_backup_is_an_archive_of_one_moment() {
    let (folder, root) = archive(24);
    let should = contents(&root);
    let to = folder.path().join("backup");
    // What an earlier one left.
    fs::create_dir_all(folder.path().join("backup.unfinished/index")).unwrap();
    let report = backup(&root, &to, &mut |_, _| {}).unwrap();
    assert!(report.ok, "{report:?}");
    assert_same(&contents(&to), &should);
    assert!(!folder.path().join("backup.unfinished").exists());
    assert!(matches!(backup(&root, &to, &mut |_, _| {}), Err(Error::NotEmpty { .. })));
    // It can be written, and goes its own way.
    bring_in(&to, &root.with_file_name("from"), Some("other"));
    assert!(quiet(&to).ok);
    assert_same(&contents(&root), &should);
}

#[test]
fn backups_and_readers_see_whole_commits_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let (from, root) = (folder.path().join("from"), folder.path().join("archive"));
    sources(&from, 160);
    drop(Writer::open(&root).unwrap());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            bring_in(&root, &from, None);
            done.store(true, Ordering::Relaxed);
        });
        scope.spawn(|| {
            let mut seen = 0;
            while !done.load(Ordering::Relaxed) {
                let snapshot = Archive::open(&root).unwrap().snapshot().unwrap();
                // Each telegram of the catalogue is in the index, and none besides: for the owner once.
                let mut found = 0;
                for stratum in snapshot.strata().iter().filter(|stratum| stratum.key.hidden.is_empty()) {
                    found += stratum.searcher.num_docs();
                }
                let telegrams = (1..).take_while(|id| snapshot.key(*id).is_ok()).count() as u64;
                assert_eq!(found, telegrams);
                assert!(telegrams >= seen, "a commit went away");
                seen = telegrams;
            }
        });
        scope.spawn(|| {
            let mut number = 0;
            while !done.load(Ordering::Relaxed) {
                let to = folder.path().join(format!("backup-{number}"));
                number += 1;
                let report = backup(&root, &to, &mut |_, _| {}).unwrap();
                assert!(report.ok, "{:?}", report.problems);
                fs::remove_dir_all(to).unwrap();
            }
            assert!(number > 0);
        });
    });
    assert!(quiet(&root).ok);
}
