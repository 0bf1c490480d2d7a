//! Whole telegrams and fragments: a folder each, the text and the record that it must give. `cargo xtask bless` rewrites the records;
//! a person reads the difference.

use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{DateHint, Options, read};
use std::fs;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/telegrams");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).expect("the folder of cases").map(|e| e.expect("a case").path()).collect();
    folders.sort();
    folders
}

fn options(folder: &Path) -> Options<'static> {
    let origin = fs::read_to_string(folder.join("origin.toml")).expect("each case says where it comes from");
    let date = origin
        .lines()
        .find_map(|line| line.strip_prefix("date = "))
        .map(|value| value.trim_matches('"').to_owned());
    Options { date: date.map(|d| d.parse::<DateHint>().expect("a date")), spans: true, ..Options::default() }
}

/// What the source says beside the text: `attributes.txt`, a name and a value a line, where the case has one.
fn attributes(folder: &Path) -> Attributes<'static> {
    let text = fs::read_to_string(folder.join("attributes.txt")).unwrap_or_default();
    let pairs = text.lines().filter_map(|line| line.split_once(": "));
    Attributes(pairs.map(|(name, value)| (name.to_owned().into(), value.to_owned().into())).collect())
}

fn pretty(record: &Record<'_>) -> String {
    serde_json::to_string_pretty(record).expect("a record is JSON") + "\n"
}

#[test]
fn records_are_as_expected() {
    let bless = std::env::var_os("CHANCERY_BLESS").is_some();
    let mut wrong = Vec::new();
    for folder in folders() {
        let text = fs::read(folder.join("input.txt")).expect("a text");
        let got = pretty(&read(&text, attributes(&folder), &options(&folder)));
        let file = folder.join("record.json");
        if bless {
            fs::write(&file, &got).expect("a record is written");
        } else if fs::read_to_string(&file).ok().as_deref() != Some(&got) {
            wrong.push(folder);
        }
    }
    assert!(
        wrong.is_empty(),
        "other records than expected (rewrite them with `cargo xtask bless` and look at the difference): {wrong:#?}"
    );
}

/// The record without what hangs on where the bytes lie.
fn without_places(record: &Record<'_>) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.remove("span");
                map.remove("spans");
                map.remove("source");
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(record).expect("a record is JSON");
    strip(&mut value);
    value
}

#[test]
fn line_ends_change_nothing() {
    for folder in folders() {
        let text = fs::read(folder.join("input.txt")).expect("a text");
        let options = options(&folder);
        let lf: Vec<u8> = text.iter().copied().filter(|b| *b != b'\r').collect();
        let expected = without_places(&read(&lf, Attributes::default(), &options));
        for end in ["\r\n", "\r", "\r\r\n"] {
            let other: Vec<u8> = lf
                .iter()
                .flat_map(|b| if *b == b'\n' { end.as_bytes().to_vec() } else { vec![*b] })
                .collect();
            let got = without_places(&read(&other, Attributes::default(), &options));
            assert_eq!(got, expected, "{} with {end:?}", folder.display());
        }
    }
}

#[test]
fn a_copy_may_end_anywhere() {
    for folder in folders() {
        let text = fs::read(folder.join("input.txt")).expect("a text");
        let options = options(&folder);
        for end in (0..text.len()).filter(|i| text[*i] == b'\n' || i % 7 == 0) {
            let record = read(&text[..end], Attributes::default(), &options);
            let back: Record<'_> =
                serde_json::from_str(&pretty(&record)).expect("what is written can be read");
            assert_eq!(pretty(&back), pretty(&record));
        }
    }
}

/// The seed lies beside the project, and is not part of it.
#[test]
fn the_seed_says_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/seed/06PARIS7904.txt");
    let Ok(text) = fs::read(path) else {
        eprintln!("the seed is not at hand; its twin is tested");
        return;
    };
    let record = read(&text, Attributes::default(), &Options::default());
    let mrn = record.mrn.as_ref().expect("a number");
    assert_eq!((mrn.canonical.as_deref(), mrn.number), (Some("06PARIS7904"), 7904));
    assert_eq!(
        record.sent.as_ref().and_then(|s| s.at).map(|a| a.to_string()).as_deref(),
        Some("2006-12-26T11:45:00Z")
    );
    let transmission = record.transmission.as_ref().expect("format lines");
    assert_eq!(transmission.day_of_year, Some(360));
    assert_eq!(
        (record.to[0].name.as_ref(), record.to[0].serial.as_deref()),
        ("SECSTATE WASHDC", Some("3945"))
    );
    assert_eq!(
        (record.info[0].name.as_ref(), record.info[0].serial.as_deref()),
        ("AMEMBASSY MOSCOW", Some("5704"))
    );
    assert_eq!(record.captions, ["SIPDIS"]);
    let order = record.executive_order.as_ref().expect("an order");
    assert_eq!(
        (order.order.as_deref(), order.declassify_on.map(|d| d.to_string()).as_deref()),
        (Some("12958"), Some("2016-11-21"))
    );
    assert_eq!(record.tags.iter().map(|t| t.code.as_ref()).collect::<Vec<_>>(), ["PARM", "FR"]);
    assert!(record.subject.as_deref().is_some_and(|s| s.starts_with("S/CT") && s.ends_with("COOPERATION")));
    let classifier = &record.classified_by[0];
    assert!(classifier.redacted && classifier.name.is_none() && classifier.title.is_some());
    assert_eq!(classifier.reasons, ["1.4(b)", "1.4(d)"]);
    assert_eq!(record.body.iter().filter_map(|b| b.number).collect::<Vec<_>>(), (1..=11).collect::<Vec<_>>());
    assert_eq!(record.body.iter().filter_map(|b| b.mark.as_deref()).collect::<String>(), "SSSSSSSSSSU");
    assert_eq!((record.body[0].items.len(), record.body[9].items.len()), (6, 4));
    assert!(record.summary.is_some());
    assert_eq!(record.redactions.len(), 2);
    let count = |kind| record.damage.iter().filter(|d| d.kind == kind).count();
    use chancery_telegram::record::DamageKind::*;
    assert_eq!((count(DoubledLine), count(CommaForApostrophe), count(MissingText)), (1, 6, 1));
    assert!(count(CutLine) >= 14);
}

/// What a place of the record gives in the source, for values that are printed there to the letter.
#[test]
fn values_stand_at_their_places() {
    let mut checked = 0;
    for folder in folders() {
        let text = fs::read(folder.join("input.txt")).expect("a text");
        let record = read(&text, attributes(&folder), &options(&folder));
        let json = serde_json::to_value(&record).expect("a record is JSON");
        for (pointer, span) in record.spans.expect("places were asked for") {
            let value = json.pointer(&pointer).unwrap_or_else(|| panic!("{folder:?}: {pointer} is there"));
            let printed = String::from_utf8_lossy(&text[span.start as usize..span.end as usize]).into_owned();
            let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
            let same = match value {
                serde_json::Value::String(value) => {
                    printed == *value || printed.replace(' ', "") == value.replace(' ', "")
                }
                serde_json::Value::Number(value) => printed.parse() == Ok(value.as_u64().unwrap_or_default()),
                _ => continue,
            };
            let exact = [
                "/transmission/",
                "/attributes/",
                "/signature/",
                "/drafted_by/",
                "/cleared_by/",
                "/approved_by/",
            ];
            if exact.iter().any(|part| pointer.starts_with(part)) {
                assert!(same, "{folder:?}: {pointer} is {value}, and there stands {printed}");
                checked += 1;
            }
        }
    }
    assert!(checked > 150, "{checked} values");
}
