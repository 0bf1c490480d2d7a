//! Readers' folders: whose they are, what they hold, in which order, and how much.

mod common;

use chancery_accounts::{ENTRIES, Error, FOLDERS, NOTE, OWNER, TITLE};
use common::{Room, at};
use proptest::prelude::*;

impl Room {
    fn made(&self, user: &str, title: &str) -> i64 {
        self.accounts.make_folder(user, title, "", at(0)).unwrap().id
    }

    fn keys(&self, user: &str, folder: i64) -> Vec<String> {
        let entries = self.accounts.entries(user, folder, 0, 1000).unwrap();
        assert!(entries.iter().zip(0..).all(|(entry, position)| entry.position == position));
        entries.into_iter().map(|entry| entry.telegram).collect()
    }
}

#[test]
fn a_folder_is_made_changed_listed_and_removed() {
    let room = Room::with_anna();
    let harbor = room.accounts.make_folder("ANNA", "Harbor", "nine lights", at(0)).unwrap();
    assert_eq!((harbor.title.as_str(), harbor.note.as_str(), harbor.entries), ("Harbor", "nine lights", 0));
    room.made("anna", "Another");
    room.made(OWNER, "The owner's");
    room.accounts.add_entries("anna", harbor.id, &["07PORTALDER1", "07PORTALDER2"], at(5)).unwrap();
    let titles = |user| -> Vec<_> {
        room.accounts.folders(user).unwrap().into_iter().map(|f| (f.title, f.entries)).collect()
    };
    assert_eq!(titles("anna"), [("Another".into(), 0), ("Harbor".into(), 2)]);
    assert_eq!(titles(OWNER), [("The owner's".into(), 0)]);
    assert_eq!(titles("nobody"), []);
    let set = room.accounts.set_folder("anna", harbor.id, Some("Port"), None, at(9)).unwrap();
    assert_eq!(
        (set.title.as_str(), set.note.as_str(), set.changed, set.made),
        ("Port", "nine lights", at(9), at(0))
    );
    let set = room.accounts.set_folder("anna", harbor.id, None, Some(""), at(9)).unwrap();
    assert_eq!((set.title.as_str(), set.note.as_str()), ("Port", ""));
    room.accounts.remove_folder("anna", harbor.id).unwrap();
    assert_eq!(titles("anna"), [("Another".into(), 0)]);
    assert!(matches!(room.accounts.make_folder("nobody", "x", "", at(0)), Err(Error::NoUser { .. })));
}

#[test]
fn anothers_folder_is_like_one_that_is_not_there() {
    let room = Room::with_anna();
    let folder = room.made("anna", "Harbor");
    room.accounts.add_entries("anna", folder, &["07PORTALDER1"], at(0)).unwrap();
    room.accounts.note_entry("anna", folder, "07PORTALDER1", "the kumquat", at(0)).unwrap();
    room.add("berta", None);
    let answers = |user: &str, id: i64| {
        let a = &room.accounts;
        let key = "07PORTALDER1";
        [
            a.folder(user, id).unwrap_err(),
            a.set_folder(user, id, Some("Mine"), None, at(1)).unwrap_err(),
            a.remove_folder(user, id).unwrap_err(),
            a.entries(user, id, 0, 10).unwrap_err(),
            a.add_entries(user, id, &[key], at(1)).unwrap_err(),
            a.add_entries(user, id, &[] as &[&str], at(1)).unwrap_err(),
            a.note_entry(user, id, key, "mine", at(1)).unwrap_err(),
            a.note_entry(user, id, "07NOWHERE1", "mine", at(1)).unwrap_err(),
            a.take_out(user, id, &[key], at(1)).unwrap_err(),
            a.move_entry(user, id, key, 0, at(1)).unwrap_err(),
            a.move_entry(user, id, "07NOWHERE1", 0, at(1)).unwrap_err(),
        ]
        .map(|error| {
            assert!(matches!(error, Error::NoFolder { id: named } if named == id), "{error}");
            error.to_string().replace(&id.to_string(), "ID")
        })
    };
    let before =
        (room.accounts.folders("anna").unwrap(), room.accounts.entries("anna", folder, 0, 9).unwrap());
    for user in ["berta", OWNER, "nobody", ""] {
        assert_eq!(answers(user, folder), answers(user, 4711), "{user}");
    }
    let after =
        (room.accounts.folders("anna").unwrap(), room.accounts.entries("anna", folder, 0, 9).unwrap());
    assert_eq!(before, after);
}

#[test]
fn entries_are_put_in_once_noted_and_taken_out() {
    let room = Room::with_anna();
    let folder = room.made("anna", "Harbor");
    let add = |keys: &[&str]| room.accounts.add_entries("anna", folder, keys, at(3)).unwrap();
    assert_eq!(add(&["A1", "A2", "A1"]), 2);
    room.accounts.note_entry("anna", folder, "A2", "see A1", at(4)).unwrap();
    assert_eq!(add(&["A3", "A2"]), 1);
    let entries = room.accounts.entries("anna", folder, 1, 1).unwrap();
    assert_eq!((entries.len(), entries[0].telegram.as_str(), entries[0].note.as_str()), (1, "A2", "see A1"));
    assert_eq!((entries[0].position, entries[0].added), (1, at(3)));
    assert!(room.accounts.entries("anna", folder, 3, 10).unwrap().is_empty());
    assert!(room.accounts.entries("anna", folder, u64::MAX, 10).unwrap().is_empty());
    for missing in ["A4", "a1"] {
        let error = room.accounts.note_entry("anna", folder, missing, "", at(5)).unwrap_err();
        assert!(matches!(error, Error::NoEntry { .. }));
        assert!(room.accounts.move_entry("anna", folder, missing, 0, at(5)).is_err());
    }
    // The last that was done was to put A3 in. What failed since has changed nothing, nor the time.
    assert_eq!(room.accounts.folder("anna", folder).unwrap().changed, at(3));
    assert_eq!(room.accounts.take_out("anna", folder, &["A2", "A4"], at(6)).unwrap(), 1);
    assert_eq!(room.keys("anna", folder), ["A1", "A3"]);
    assert_eq!(add(&["A2"]), 1);
    assert_eq!(room.keys("anna", folder), ["A1", "A3", "A2"]);
    assert_eq!(room.accounts.entries("anna", folder, 2, 1).unwrap()[0].note, "");
}

#[test]
fn texts_have_bounds() {
    let room = Room::with_anna();
    let make = |title: &str, note: &str| room.accounts.make_folder("anna", title, note, at(0));
    let folder = make(&"\u{fc}".repeat(TITLE), &"\u{fc}".repeat(NOTE)).unwrap().id;
    assert!(matches!(make(&"x".repeat(TITLE + 1), ""), Err(Error::TooLong { .. })));
    assert!(matches!(make("x", &"x".repeat(NOTE + 1)), Err(Error::TooLong { .. })));
    for bad in ["", "  ", "a\nb"] {
        assert!(matches!(make(bad, ""), Err(Error::Bad { .. })));
        assert!(room.accounts.set_folder("anna", folder, Some(bad), None, at(0)).is_err());
        assert!(room.accounts.add_entries("anna", folder, &["A1", bad], at(0)).is_err());
    }
    assert!(room.keys("anna", folder).is_empty(), "all or none");
    room.accounts.add_entries("anna", folder, &["A1"], at(0)).unwrap();
    room.accounts.note_entry("anna", folder, "A1", &"\u{fc}\n".repeat(NOTE / 2), at(0)).unwrap();
    assert!(room.accounts.note_entry("anna", folder, "A1", &"x".repeat(NOTE + 1), at(0)).is_err());
    assert!(room.accounts.set_folder("anna", folder, None, Some(&"x".repeat(NOTE + 1)), at(0)).is_err());
}

#[test]
fn folders_and_entries_have_limits() {
    let room = Room::with_anna();
    rusqlite::Connection::open(room.accounts.path())
        .unwrap()
        .execute_batch(&format!(
            "WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < {FOLDERS}) \
             INSERT INTO folder (owner, title, made, changed) SELECT 'anna', n, 0, 0 FROM n"
        ))
        .unwrap();
    let folder = room.made("anna", "the last");
    assert!(matches!(room.accounts.make_folder("anna", "one more", "", at(0)), Err(Error::Full { .. })));
    room.made(OWNER, "another's");
    let keys: Vec<String> = (0..ENTRIES - 1).map(|n| format!("07PORTALDER{n}")).collect();
    assert_eq!(room.accounts.add_entries("anna", folder, &keys, at(0)).unwrap(), ENTRIES - 1);
    let more = room.accounts.add_entries("anna", folder, &["A1", "A2"], at(0));
    assert!(matches!(more, Err(Error::Full { .. })));
    let count = || room.accounts.folder("anna", folder).unwrap().entries as usize;
    assert_eq!(count(), ENTRIES - 1, "none was put in");
    assert_eq!(room.accounts.add_entries("anna", folder, &["A1", "A1", "07PORTALDER3"], at(0)).unwrap(), 1);
    assert_eq!(
        room.accounts.add_entries("anna", folder, &keys, at(0)).unwrap(),
        0,
        "what is there already may come"
    );
    assert_eq!(count(), ENTRIES);
    room.accounts.move_entry("anna", folder, "A1", 50_000, at(0)).unwrap();
    assert_eq!(room.accounts.entries("anna", folder, 50_000, 1).unwrap()[0].telegram, "A1");
}

#[test]
fn moves_at_one_place_never_run_out_of_room() {
    let room = Room::with_anna();
    let folder = room.made("anna", "Harbor");
    room.accounts.add_entries("anna", folder, &["A", "B", "C", "D"], at(0)).unwrap();
    // Each time into the gap behind the first, which halves it.
    for n in 0..100 {
        let last = room.keys("anna", folder).pop().unwrap();
        room.accounts.move_entry("anna", folder, &last, n % 2, at(0)).unwrap();
        assert_eq!(room.keys("anna", folder)[n as usize % 2], last);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Add(Vec<u8>),
    Take(Vec<u8>),
    Move(u8, u64),
}

fn step() -> impl Strategy<Value = Step> {
    let keys = || proptest::collection::vec(0..12_u8, 0..6);
    prop_oneof![
        keys().prop_map(Step::Add),
        keys().prop_map(Step::Take),
        (0..12_u8, 0..14_u64).prop_map(|(key, to)| Step::Move(key, to)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_folder_is_a_list_without_doubles(steps in proptest::collection::vec(step(), 1..40)) {
        let room = Room::new();
        let folder = room.made(OWNER, "Harbor");
        let mut list: Vec<String> = Vec::new();
        let name = |key: &u8| format!("07PORTALDER{key}");
        for step in steps {
            match step {
                Step::Add(keys) => {
                    let keys: Vec<String> = keys.iter().map(name).collect();
                    let before = list.len();
                    for key in &keys {
                        if !list.contains(key) {
                            list.push(key.clone());
                        }
                    }
                    let new = room.accounts.add_entries(OWNER, folder, &keys, at(0)).unwrap();
                    prop_assert_eq!(new, list.len() - before);
                }
                Step::Take(keys) => {
                    let keys: Vec<String> = keys.iter().map(name).collect();
                    let before = list.len();
                    list.retain(|key| !keys.contains(key));
                    let taken = room.accounts.take_out(OWNER, folder, &keys, at(0)).unwrap();
                    prop_assert_eq!(taken, before - list.len());
                }
                Step::Move(key, to) => {
                    let key = name(&key);
                    let moved = room.accounts.move_entry(OWNER, folder, &key, to, at(0));
                    let Some(from) = list.iter().position(|there| *there == key) else {
                        prop_assert!(matches!(moved, Err(Error::NoEntry { .. })), "{moved:?}");
                        continue;
                    };
                    moved.unwrap();
                    list.remove(from);
                    list.insert((to as usize).min(list.len()), key);
                }
            }
            prop_assert_eq!(room.keys(OWNER, folder), list.clone());
        }
    }
}
