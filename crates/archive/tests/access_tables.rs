//! Who may read what: tables under `tests/data/access`, denial first.

use chancery_archive::access::{
    Caveats, Decision, Facts, Label, Meaning, PortionId, Reader, ViewKey, explain, labels, portions, seen,
    seen_text, uniform, views,
};
use chancery_registry::Registry;
use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{Options, read};
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/access").join(name)
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn options() -> Options<'static> {
    Options { spans: true, ..Options::default() }
}

/// What a telegram is read to and what is known beside it: `telegram.txt` and, where there is one, `facts.json`.
fn facts(folder: &Path) -> (Facts, Attributes<'static>) {
    let Ok(text) = std::fs::read_to_string(folder.join("facts.json")) else {
        return Default::default();
    };
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let decisions = json["decisions"].as_object().into_iter().flatten().map(|(portion, decision)| {
        let decision: Decision = serde_json::from_value(decision.clone()).unwrap();
        (portion.parse().unwrap(), decision)
    });
    let facts = Facts {
        released: json["released"].as_bool().unwrap_or(false),
        level: json["level"].as_str().map(|label| label.parse().unwrap()),
        decisions: decisions.collect(),
        dates: json["dates"].as_str().map(|day| day.parse().unwrap()),
    };
    let attributes = json["attributes"].as_object().into_iter().flatten();
    let attributes = attributes.map(|(k, v)| (k.clone().into(), v.as_str().unwrap().to_owned().into()));
    (facts, Attributes(attributes.collect()))
}

/// The table of a folder as it is: a line a portion, a column a reader.
fn table(record: &Record<'_>, text: &[u8], facts: &Facts, readers: &[&str]) -> String {
    let portions = portions(record, text, Registry::builtin(), facts);
    let columns: Vec<Vec<bool>> = readers
        .iter()
        .map(|reader| {
            let reader = if *reader == "owner" { Reader::Owner } else { reader.parse().unwrap() };
            explain(&portions, &reader).iter().map(|row| row.shown).collect()
        })
        .collect();
    let mut out = format!("portion | label | rule | {}\n", readers.join(" | "));
    for (index, portion) in portions.iter().enumerate() {
        let rule = serde_json::to_value(portion.rule).unwrap();
        let cells: Vec<&str> =
            columns.iter().map(|column| if column[index] { "shown" } else { "-" }).collect();
        out += &format!(
            "{} | {} | {} | {}\n",
            portion.id,
            portion.label,
            rule.as_str().unwrap(),
            cells.join(" | ")
        );
    }
    out
}

#[test]
fn readers_and_portions() {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(data("readers")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 15, "{} folders", folders.len());
    let mut wrong = String::new();
    for folder in folders {
        let text = std::fs::read(folder.join("telegram.txt")).unwrap();
        let (facts, attributes) = facts(&folder);
        let record = read(&text, attributes, &options());
        let file = folder.join("readers.txt");
        let wanted = std::fs::read_to_string(&file).unwrap_or_default();
        let header = wanted.lines().next().unwrap_or("portion | label | rule | U | C | S | TS | owner");
        let readers: Vec<&str> = header.split(" | ").skip(3).collect();
        let found = table(&record, &text, &facts, &readers);
        if wanted.lines().count() < 2 {
            std::fs::write(&file, &found).unwrap();
        }
        if found != wanted {
            wrong += &format!("{}\n{found}\n", folder.display());
        }
        tiles_add_up(&record, &text, &facts);
        let portions = portions(&record, &text, Registry::builtin(), &facts);
        let made: Vec<Label> = portions.iter().filter(|p| p.id.has_label()).map(|p| p.label).collect();
        let mut distinct = made.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let told = labels(&record, &facts);
        assert!(distinct.iter().all(|label| told.contains(label)), "{}", folder.display());
        if let Some(label) = uniform(&record, &facts) {
            assert_eq!(distinct, [label], "{}", folder.display());
        }
        // A word that stands in capitals behind `HIDDEN FROM` is seen by none of those readers.
        for reader in readers.iter().filter(|r| **r != "owner") {
            let reader: Reader = reader.parse().unwrap();
            let shown = seen(&record, &text, &options(), &portions, &reader);
            let json = serde_json::to_string(&shown).unwrap();
            let bytes = seen_text(&text, &portions, &reader);
            assert_eq!(shown.is_some(), bytes.is_some());
            let bytes = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
            let view = views(std::slice::from_ref(&told))
                .into_iter()
                .filter(|v| v.matches(&reader))
                .collect::<Vec<_>>();
            assert_eq!(view.len(), usize::from(shown.is_some()), "{}", folder.display());
            if let Some(view) = view.first() {
                let same = seen(&record, &text, &options(), &portions, &Reader::cleared(view.shown));
                assert_eq!(same, shown, "by the view's label: {}", folder.display());
            }
            for (word, least) in secrets(&text) {
                if !reader.sees(&least) {
                    assert!(!json.contains(word), "{reader} reads {word}: {}\n{json}", folder.display());
                    assert!(!bytes.contains(word), "{reader} reads {word}: {}\n{bytes}", folder.display());
                } else {
                    assert!(bytes.contains(word), "{reader} misses {word}: {}\n{bytes}", folder.display());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "other than the tables say:\n{wrong}");
}

/// Made-up words that say themselves who may read them: `QQSECRETQQ`, `QQTOPSECRETQQ`, `QQSNFQQ`.
fn secrets(text: &[u8]) -> Vec<(&'static str, Label)> {
    let text = String::from_utf8_lossy(text).into_owned();
    [
        ("QQOPENQQ", "U"),
        ("QQSENSITIVEQQ", "SBU"),
        ("QQCONFQQ", "C"),
        ("QQSECRETQQ", "S"),
        ("QQTOPQQ", "TS"),
        ("QQCNFQQ", "C//NF"),
        ("QQSNFQQ", "S//NF"),
        ("QQSNODISQQ", "S//NODIS"),
        ("QQNOBODYQQ", "TS//UNKNOWN CAVEAT"),
    ]
    .into_iter()
    .filter(|(word, _)| text.contains(word))
    .map(|(word, label)| (word, label.parse().unwrap()))
    .collect()
}

fn tiles_add_up(record: &Record<'_>, text: &[u8], facts: &Facts) {
    let portions = portions(record, text, Registry::builtin(), facts);
    let mut tiles: Vec<_> = portions.iter().flat_map(|p| p.tiles.iter().copied()).collect();
    tiles.sort_unstable();
    let mut at = 0;
    for tile in tiles {
        assert_eq!(tile.start as usize, at, "a gap or an overlap");
        assert!(!tile.is_empty());
        at = tile.end as usize;
    }
    assert_eq!(at, text.len());
}

#[test]
fn labels_are_read_and_written() {
    for row in rows(&data("labels.csv")) {
        let found = match row[0].parse::<Label>() {
            Ok(label) => {
                assert_eq!(label.to_string().parse(), Ok(label), "{}", row[0]);
                let json = serde_json::to_string(&label).unwrap();
                assert_eq!(serde_json::from_str::<Label>(&json).unwrap(), label);
                label.to_string()
            }
            Err(error) => format!("error: {error}"),
        };
        assert_eq!(found, row[1], "{}", row[0]);
    }
}

#[test]
fn every_caption_of_the_registry_is_decided() {
    let rows = rows(&data("captions.csv"));
    for caption in Registry::builtin().captions() {
        let row = rows.iter().find(|row| row[0] == caption.caption);
        let row = row.unwrap_or_else(|| panic!("{} is in no table", caption.caption));
        let found = match Caveats::meaning(caption.caption) {
            Meaning::Restricts(caveats) => {
                assert!(!caveats.holds(Caveats::UNKNOWN));
                "restricts".to_owned()
            }
            Meaning::Raises(level) => level.as_str().to_owned(),
            Meaning::Free => "free".to_owned(),
            Meaning::Unknown => "unknown".to_owned(),
        };
        assert_eq!(found, row[1], "{}", caption.caption);
        if matches!(caption.kind, "distribution" | "dissemination-control" | "channel") {
            assert!(row[1] == "restricts" || caption.caption == "SIPDIS", "{}", caption.caption);
        }
    }
    assert_eq!(Caveats::meaning("LANTERN"), Meaning::Unknown);
}

#[test]
fn nobody_is_cleared_for_the_unknown() {
    let unknown: Label = "U//UNKNOWN CAVEAT".parse().unwrap();
    let all = Caveats::all_names().fold("TS/".to_owned(), |all, name| all + "/" + name);
    for reader in [
        "TS//UNKNOWN CAVEAT".parse::<Reader>().unwrap(),
        all.parse().unwrap(),
        Reader::Cleared(Label::OWNER_ONLY),
        Reader::cleared(unknown),
    ] {
        assert!(!reader.sees(&unknown), "{reader}");
    }
    assert!(Reader::Owner.sees(&unknown));
}

#[test]
fn views_of_labels() {
    for row in rows(&data("views.csv")) {
        let variants: Vec<Vec<Label>> = row[0]
            .split(" + ")
            .map(|labels| labels.split(' ').map(|l| l.replace('_', " ").parse().unwrap()).collect())
            .collect();
        let found: Vec<String> = views(&variants).iter().map(ToString::to_string).collect();
        let mut wanted: Vec<&str> = row[1].split("; ").collect();
        let mut sorted: Vec<&str> = found.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        sorted.sort_unstable();
        assert_eq!(sorted, wanted, "{}", row[0]);
        for view in views(&variants) {
            assert_eq!(view.to_string().parse::<ViewKey>().unwrap(), view);
        }
    }
    assert!(views(&[]).is_empty());
    assert!("SECRET without".parse::<ViewKey>().is_err());
}

#[test]
fn portions_are_named_and_read_again() {
    for name in [
        "handle",
        "telegram",
        "heading",
        "subject",
        "classified_by",
        "paragraph 3",
        "paragraph 3, item 2",
        "paragraph 3 (2)",
        "paragraph 3 (2), item 1",
        "block 2",
        "block 1 after paragraph 3",
        "block 1 after paragraph 3 (2), item 4",
        "paragraph 3, page lines",
    ] {
        assert_eq!(name.parse::<PortionId>().unwrap().to_string(), name);
    }
    for wrong in [
        "",
        "paragraph",
        "paragraph 0",
        "paragraph 3, item 0",
        "item 2",
        "block 0",
        "paragraph 3 (1)",
        "paragraph -1",
    ] {
        assert!(wrong.parse::<PortionId>().is_err(), "{wrong}");
    }
    let error = "sumary".parse::<PortionId>().unwrap_err();
    assert_eq!(error.to_string(), "`sumary` names no portion; did you mean `summary`?");
}
