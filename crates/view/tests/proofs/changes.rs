//! A change of who may see is seen at once: in what is found, shown and counted.

use crate::support::{Made, Sources, collection, decide, found, import};
use crate::texts::{Telegram, paragraphs};
use chancery_archive::collections::Change;
use chancery_view::View;
use jiff::civil::date;

const KEY: &str = "07PORTALDER417";

fn archive() -> Made {
    let (sources, made) = (Sources::new(), Made::new());
    let list = [("U", "Nine lights."), ("C", "The tenth quince."), ("S", "The eleventh kumquat.")];
    let body = paragraphs(&list);
    let text = Telegram {
        post: "PORT ALDER",
        number: 417,
        year: 7,
        class: "S E C R E T",
        subject: "(U) THE HARBOR",
        body,
    }
    .write();
    let mut writer = made.writer();
    collection(&mut writer, "main", false, None);
    import(&mut writer, "main", &[sources.write("main/1.txt", text)]);
    drop(writer);
    made
}

/// Which of its three words a reader finds and is shown.
fn words(made: &Made, reader: &str) -> String {
    let view = made.view(reader);
    let seen = shown(&view);
    let mut words = String::new();
    for (letter, word) in [("1", "lights"), ("2", "quince"), ("3", "kumquat")] {
        let hit = found(&view, word) == [KEY];
        assert_eq!(hit, seen.contains(word), "{reader}: {word} is found: {hit}; shown: {seen}");
        if hit {
            words.push_str(letter);
        }
    }
    assert_eq!(view.stats().unwrap().telegrams, u64::from(!words.is_empty()));
    words
}

fn shown(view: &View) -> String {
    view.show(KEY, None, |shown| String::from_utf8_lossy(shown.original).to_lowercase()).unwrap_or_default()
}

fn all(made: &Made) -> [String; 4] {
    ["U", "C", "S", "owner"].map(|reader| words(made, reader))
}

#[test]
fn a_collection_is_released_and_is_not() {
    let made = archive();
    assert_eq!(all(&made), ["1", "12", "123", "123"]);
    let released = |released| Change { released: Some(released), ..Change::default() };
    made.writer().set_collection("main", &released(true)).unwrap();
    assert_eq!(all(&made), ["123", "123", "123", "123"]);
    made.writer().set_collection("main", &released(false)).unwrap();
    assert_eq!(all(&made), ["1", "12", "123", "123"]);
}

#[test]
fn a_collection_has_a_level_and_loses_it() {
    let made = archive();
    let level = |level: Option<&str>| Change {
        level: Some(level.map(|level| level.parse().unwrap())),
        ..Change::default()
    };
    made.writer().set_collection("main", &level(Some("C"))).unwrap();
    assert_eq!(all(&made), ["", "12", "123", "123"]);
    assert!(made.view("U").collections().unwrap().is_empty());
    made.writer().set_collection("main", &level(Some("S//NOFORN"))).unwrap();
    assert_eq!(all(&made), ["", "", "", "123"]);
    made.writer().set_collection("main", &level(None)).unwrap();
    assert_eq!(all(&made), ["1", "12", "123", "123"]);
}

#[test]
fn a_reviewer_decides_and_takes_it_back() {
    let made = archive();
    let decided =
        |portion: &str, label: Option<&str>| decide(&mut made.writer(), KEY, portion, label, "so it is");
    decided("paragraph 3", Some("U"));
    assert_eq!(all(&made), ["13", "123", "123", "123"]);
    decided("paragraph 1", Some("TS"));
    assert_eq!(all(&made), ["3", "23", "23", "123"]);
    decided("telegram", Some("TS"));
    assert_eq!(all(&made), ["3", "3", "3", "123"]);
    decided("paragraph 3", None);
    assert_eq!(all(&made), ["", "", "", "123"]);
    decided("telegram", None);
    decided("paragraph 1", None);
    assert_eq!(all(&made), ["1", "12", "123", "123"]);
}

#[test]
fn dates_count_and_do_not() {
    let made = archive();
    made.writer().set_dates(Some(date(2017, 3, 11))).unwrap();
    assert_eq!(all(&made), ["1", "12", "123", "123"]);
    made.writer().set_dates(Some(date(2017, 3, 12))).unwrap();
    assert_eq!(all(&made), ["123", "123", "123", "123"]);
    made.writer().set_dates(None).unwrap();
    assert_eq!(all(&made), ["1", "12", "123", "123"]);
}

#[test]
fn a_view_that_is_open_stays_as_it_was() {
    let made = archive();
    let before = made.view("U");
    decide(&mut made.writer(), KEY, "telegram", Some("TS"), "so it is");
    assert_eq!(found(&before, "lights"), [KEY]);
    assert!(shown(&before).contains("nine lights"));
    assert_eq!(found(&made.view("U"), "lights"), [] as [&str; 0]);
}
