//! Checks over the public-domain corpus, where it lies beside the project; `CHANCERY_CORPUS` names another place.

use chancery_sources::formats::{by_content, cut, nara};
use chancery_sources::{Item, Options, Sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A folder of the corpus; `None`, said on standard error, where there is none.
fn corpus(folder: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");
    let path =
        std::env::var_os("CHANCERY_CORPUS").map_or_else(|| PathBuf::from(beside), PathBuf::from).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: no corpus at {}", path.display());
    None
}

fn files(folder: &str, suffix: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> = corpus(folder).into_iter().collect();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.to_string_lossy().ends_with(suffix) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &PathBuf) -> Vec<Item> {
    Sources::new([path], Options::default()).into_iter().map(|item| item.unwrap()).collect()
}

#[test]
fn records_of_the_archives_are_cut_out_of_one_file_as_they_went_in() {
    for folder in ["nara-aad-raw/txt-lines", "nara-aad-raw/txt-layout"] {
        let records: Vec<_> = files(folder, ".txt").iter().map(|path| fs::read(path).unwrap()).collect();
        if records.is_empty() {
            continue;
        }
        for record in &records {
            assert_eq!(by_content(record).id, "nara");
        }
        let found = cut(&nara::FORMAT, &records.concat());
        assert_eq!(found.len(), records.len());
        for (item, record) in found.into_iter().zip(&records) {
            let item = item.unwrap();
            assert!(item.bytes == record[..], "{item:?}");
            assert!(item.id.is_some() && item.attributes.len() > 40, "{item:?}");
        }
    }
}

#[test]
fn both_texts_of_a_record_have_the_same_attributes() {
    for path in files("nara-aad-raw/txt-lines", ".txt") {
        let lines = read(&path);
        let layout = read(&PathBuf::from(path.to_string_lossy().replace("txt-lines", "txt-layout")));
        // Runs of blanks are lost in the layout-keeping text.
        let plain = |item: &Item| -> Vec<(String, String)> {
            let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            item.attributes.iter().map(|(key, value)| (key.clone(), one(value))).collect()
        };
        assert_eq!(plain(&lines[0]), plain(&layout[0]), "{}", path.display());
    }
}

#[test]
fn the_pdfs_give_the_text_line_by_line() {
    for path in files("nara-aad-raw/pdf", ".pdf") {
        let found = read(&path);
        assert_eq!((found.len(), found[0].format), (1, "nara"), "{}", path.display());
        let text = fs::read_to_string(
            path.to_string_lossy().replace("/pdf/", "/txt-lines/").replace(".pdf", ".txt"),
        )
        .unwrap();
        let found = String::from_utf8_lossy(&found[0].bytes);
        for (n, (a, b)) in found.lines().zip(text.lines()).enumerate() {
            assert_eq!(a, b, "{}, line {}", path.display(), n + 1);
        }
        assert_eq!(found.lines().count(), text.lines().count(), "{}", path.display());
    }
}

#[test]
fn volumes_give_their_telegrams() {
    let mut counts = BTreeMap::new();
    for path in files("frus-tei/volumes", ".xml") {
        let found = read(&path);
        for item in &found {
            assert_eq!(item.format, "frus-tei");
            assert!(item.original().starts_with(b"<div") && item.original().ends_with(b"</div>"), "{item:?}");
            let has = |name: &str| item.attributes.iter().any(|(key, _)| key == name);
            assert!(item.id.is_some() && has("head") && has("volume"), "{item:?}");
        }
        counts.insert(path.file_stem().unwrap().to_string_lossy().into_owned(), found.len());
    }
    // Counted by another program: documents whose head says telegram, airgram or backchannel message, or whose note does.
    let expected = [
        ("frus1917-72PubDip", 10),
        ("frus1948v05p1", 310),
        ("frus1952-54Guat", 147),
        ("frus1964-68v29p2", 39),
        ("frus1969-76ve14p1", 92),
    ];
    for (volume, expected) in expected {
        assert!(counts.get(volume).is_none_or(|found| *found == expected), "{volume}: {counts:?}");
    }
}

#[test]
fn each_release_is_told_by_its_content() {
    for (folder, suffix, expected) in [
        ("smart", ".txt", "smart"),
        ("foia-ocr/jfk-act", ".md", "text"),
        ("nara-aad-annotated/dev", ".txt", "text"),
    ] {
        for path in files(folder, suffix) {
            let found = read(&path);
            // A file of scanned pages may hold several telegrams; together they are the file.
            assert!(found.len() == 1 || expected == "text", "{}", path.display());
            assert!(found.iter().all(|item| item.format == expected), "{}", path.display());
            let ends = found[0].span.zip(found[found.len() - 1].span).map(|(first, last)| (first.0, last.1));
            assert_eq!(ends, Some((0, fs::metadata(&path).unwrap().len())), "{}", path.display());
        }
    }
}
