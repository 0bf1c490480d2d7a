//! What stands in the telegrams of an archive can be asked for as it stands there: every value that is counted beside the hits, every
//! name of an addressee, every key.

use chancery_archive::Writer;
use chancery_archive::import::{Options, Quiet, import};
use chancery_telegram::record::Addressee;
use chancery_view::find::{Facets, Request, Sort};
use chancery_view::{Door, Error, Reader, View};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The samples, and a telegram of names that no list has.
fn view(folder: &Path) -> Arc<View> {
    let own = folder.join("harbor.txt");
    let text = "R 121430Z MAR 07\nFM HARBOR BOARD PORT ALDER\nTO USDOC WASHDC\nINFO DIA WASHDC\nALL DIPLOMATIC AND CONSULAR POSTS\n\
                UNCLAS\n\nTAGS: EWWT, QQHB\nSUBJECT: HARBOR LIGHTS\n\n1. NINE LIGHTS WORK.\n";
    fs::write(&own, text).unwrap();
    let archive = folder.join("archive");
    let mut writer = Writer::open(&archive).unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    import(&mut writer, &Options { paths: vec![samples, own], ..Options::default() }, &mut Quiet).unwrap();
    drop(writer);
    Door::open(&archive).unwrap().view(Reader::Owner).unwrap()
}

fn request(query: &str) -> Request<'_> {
    let today = jiff::civil::date(2026, 1, 15);
    Request { query, limit: 0, skip: 0, months: false, sort: Sort::Date, cursor: None, today }
}

fn total(view: &View, query: &str) -> Result<u64, String> {
    view.find(&request(query)).map(|found| found.total).map_err(|error| error.to_string())
}

#[test]
fn every_value_is_found_as_often_as_it_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let view = view(folder.path());
    let Facets { from, tag, level, year, caption, collection, .. } = view.find(&request("*")).unwrap().facets;
    let fields = [
        ("from", from),
        ("tag", tag),
        ("class", level),
        ("year", year),
        ("caption", caption),
        ("collection", collection),
    ];
    for (field, counts) in fields {
        assert!(!counts.is_empty(), "{field}");
        for count in counts {
            let query = format!("{field}:\"{}\"", count.value);
            assert_eq!(total(&view, &query), Ok(count.count), "{query}");
        }
    }
}

#[test]
fn names_that_no_list_has_are_proposed_as_telegrams_print_them() {
    let folder = tempfile::tempdir().unwrap();
    let view = view(folder.path());
    for (typed, query) in [
        ("lights from:harb", "lights from:\"HARBOR BOARD PORT ALDER\""),
        ("from:\"board po", "from:\"HARBOR BOARD PORT ALDER\""),
        ("to:usdoc", "to:\"USDOC WASHDC\""),
    ] {
        let proposed = view.suggest(typed, 10).unwrap();
        let queries: Vec<&str> = proposed.iter().map(|proposal| &*proposal.query).collect();
        assert!(queries.contains(&query), "{typed}: {queries:?}");
        assert_eq!(total(&view, query), Ok(1), "{query}");
    }
    // A sender is no addressee, and nothing is proposed before a letter is typed.
    for typed in ["from:", "from:usdoc", "tag:harb"] {
        let proposed = view.suggest(typed, 10).unwrap();
        assert!(proposed.iter().all(|proposal| proposal.kind != "name"), "{typed}: {proposed:?}");
    }
}

#[test]
fn what_stands_in_telegrams_is_proposed_before_other_values() {
    let folder = tempfile::tempdir().unwrap();
    let view = view(folder.path());
    for (start, fields) in [("s", "from: to: tag: caption:"), ("p", "from: tag:"), ("e", "tag:")] {
        for field in fields.split(' ') {
            let proposed = view.suggest(&format!("{field}{start}"), 200).unwrap();
            let held: Vec<bool> = proposed
                .iter()
                .filter(|one| one.kind != "name")
                .map(|one| total(&view, &one.value).unwrap() > 0)
                .collect();
            assert!(held.contains(&true) && held.contains(&false), "{field}{start}: {proposed:?}");
            assert!(held.is_sorted_by(|one, two| one >= two), "{field}{start}: {proposed:?}");
        }
    }
    // What was typed whole stands first all the same.
    assert_eq!(view.suggest("tag:aadp", 10).unwrap()[0].value, "tag:AADP");
    let values =
        |typed| view.suggest(typed, 10).unwrap().into_iter().map(|one| one.value).collect::<Vec<_>>();
    assert_eq!(values("has:"), ["has:redaction", "has:damage"]);
    assert_eq!(values("collection:ma"), ["collection:main"]);
}

#[test]
fn every_addressee_is_found_by_the_name_that_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let view = view(folder.path());
    let mut counts: BTreeMap<(&str, String), u64> = BTreeMap::new();
    view.each::<Error>(&request("*"), &mut |shown| {
        for (field, list) in [("to", &shown.record.to), ("info", &shown.record.info)] {
            let name = |to: &Addressee<'_>| to.post.as_deref().unwrap_or(&to.name).to_owned();
            let mut names: Vec<String> = list.iter().map(name).collect();
            names.sort();
            names.dedup();
            names.into_iter().for_each(|name| *counts.entry((field, name)).or_default() += 1);
        }
        Ok(())
    })
    .unwrap();
    assert!(counts.len() > 30 && counts.contains_key(&("to", "USDOC WASHDC".to_owned())), "{counts:?}");
    for ((field, name), count) in counts {
        for query in [format!("{field}:\"{name}\""), format!("{field}:\"{}\"", name.to_lowercase())] {
            // Other names of the same addressee are found too.
            assert!(
                total(&view, &query).is_ok_and(|found| found >= count),
                "{query}: {:?}",
                total(&view, &query)
            );
        }
    }
}

#[test]
fn every_telegram_is_found_by_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let view = view(folder.path());
    let mut keys = Vec::new();
    view.keys(&request("*"), &mut |key| keys.push(key.to_owned())).unwrap();
    assert!(keys.iter().any(|key| key.starts_with("sha256:")), "{keys:?}");
    for key in keys {
        assert_eq!(view.resolve(&key, None).unwrap(), key);
        assert_eq!(total(&view, &format!("mrn:\"{key}\"")), Ok(1), "{key}");
        assert!(total(&view, &key).is_ok_and(|found| found >= 1), "{key}");
    }
}

#[test]
fn a_collection_that_is_not_there_is_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let view = view(folder.path());
    assert_eq!(total(&view, "collection:MAIN"), total(&view, "*"));
    assert!(total(&view, "collection:mian").is_err_and(|said| said.contains("did you mean `main`?")));
}

#[test]
fn the_owner_counts_texts_that_differ_in_what_stands_around_them() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources");
    fs::create_dir(&sources).unwrap();
    let text = "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nUNCLAS PORT ALDER 000417\n\n\
                E.O. 12958: N/A\nTAGS: EFIS\nSUBJECT: THE LIGHTS\n\n1. The lights work again.\nWEAVER\n";
    fs::write(sources.join("a.txt"), text).unwrap();
    fs::write(sources.join("b.txt"), format!("Dear Jane, here is a telegram.\n\n{text}")).unwrap();
    let archive = folder.path().join("archive");
    let mut writer = Writer::open(&archive).unwrap();
    import(&mut writer, &Options { paths: vec![sources], ..Options::default() }, &mut Quiet).unwrap();
    drop(writer);
    let door = Door::open(&archive).unwrap();
    // A reader sees nothing of the letter, and one text (docs/access.md).
    for (reader, texts) in [(Reader::Owner, 2), (Reader::cleared("SECRET".parse().unwrap()), 1)] {
        let view = door.view(reader).unwrap();
        let stats = view.stats().unwrap();
        assert_eq!((stats.telegrams, stats.originals, stats.variants), (1, texts, texts - 1), "{reader:?}");
        assert_eq!(
            view.show("07PORTALDER417", None, |shown| shown.variants as u64).unwrap(),
            texts,
            "{reader:?}"
        );
        assert_eq!(total(&view, "lights"), Ok(1), "{reader:?}");
    }
}
