//! The channels through which what is hidden has come out of real systems: a test for each.

use crate::requests::{Ask, complaint};
use crate::support::{Made, Sources, collection, decide, found, import, read_as, request};
use crate::texts::{Telegram, paragraphs};
use chancery_archive::index::{FIELDS, sketch};
use chancery_archive::sight::{self, Terms};
use chancery_view::View;
use chancery_view::find::Sort;

/// What stands in the hidden paragraph and nowhere else.
pub(crate) const SECRET: &str = "zanzibar kumquat";

/// A telegram of which a reader of UNCLASSIFIED sees the subject and the first paragraph.
pub(crate) fn telegram(number: u32, open: &str, hidden: &str) -> String {
    let list: Vec<(&str, &str)> =
        [("U", open), ("S", hidden)].into_iter().filter(|(_, words)| !words.is_empty()).collect();
    let body = paragraphs(&list).replace("WEAVER\n", "");
    Telegram { post: "PORT ALDER", number, year: 7, class: "S E C R E T", subject: "(U) HARBOR LIGHTS", body }
        .write()
}

pub(crate) fn open_telegram(number: u32, words: &str) -> String {
    let body = paragraphs(&[("", words)]);
    Telegram { post: "GREYHAVEN", number, year: 7, class: "UNCLAS", subject: "NOTHING IS HIDDEN HERE", body }
        .write()
}

/// An archive of the collection `main` with these texts.
pub(crate) fn made(texts: &[String]) -> Made {
    let (sources, made) = (Sources::new(), Made::new());
    let files: Vec<_> =
        texts.iter().enumerate().map(|(at, text)| sources.write(&format!("main/{at}.txt"), text)).collect();
    let mut writer = made.writer();
    collection(&mut writer, "main", false, None);
    for file in files {
        import(&mut writer, "main", &[file]);
    }
    made
}

/// With the hidden paragraph and telegram, and without them.
pub(crate) fn pair() -> [Made; 2] {
    let open = |hidden: &str| {
        vec![
            telegram(417, "Nine lights work again.", hidden),
            open_telegram(1, "The harbor has nine lights."),
        ]
    };
    let mut with = open(&format!(
        "The {SECRET} is watched: XXXXXXXXXX [less than 1 line not declassified]. See STATE 11."
    ));
    with.push(
        telegram(418, "", &format!("All of the {SECRET} in the harbor.")).replace("(U) HARBOR", "HARBOR"),
    );
    [made(&with), made(&open(""))]
}

fn find(view: &View, query: &str) -> String {
    Ask::Find { query: query.into(), limit: 10, skip: 0, sort: Sort::Relevance, cursor: None }.answer(view)
}

#[test]
fn totals_and_facet_counts_are_of_what_is_seen() {
    let [with, without] = pair();
    for query in ["*", "harbor", "lights", "class:secret", "year:2007", "from:\"port alder\"", "-kumquat"] {
        assert_eq!(find(&with.view("U"), query), find(&without.view("U"), query), "{query}");
    }
    assert_eq!(with.view("U").find(&request("*", 0, Sort::Date)).unwrap().total, 2);
    assert_eq!(with.view("owner").find(&request("*", 0, Sort::Date)).unwrap().total, 3);
    assert_eq!(Ask::Stats.answer(&with.view("U")), Ask::Stats.answer(&without.view("U")));
}

#[test]
fn ranks_have_no_part_of_statistics_over_hidden_text() {
    // The hidden text makes `lights` frequent.
    let hidden = "lights ".repeat(400);
    let texts = |hidden: &str| {
        let mut texts: Vec<_> = (0..6)
            .map(|at| telegram(400 + at, &format!("harbor {}", "lights keeper ".repeat(at as usize)), hidden))
            .collect();
        texts.push(open_telegram(1, "harbor keeper"));
        texts
    };
    let [with, without] = [made(&texts(&hidden)), made(&texts("x"))];
    for query in ["lights keeper", "harbor OR lights", "\"lights keeper\"", "light*", "harbor keeper lights"]
    {
        let ranks = |made: &Made, reader| -> Vec<(String, u32)> {
            let hits = made.view(reader).find(&request(query, 10, Sort::Relevance)).unwrap().hits;
            hits.into_iter().map(|hit| (hit.mrn, hit.score.to_bits())).collect()
        };
        assert_eq!(ranks(&with, "U"), ranks(&without, "U"), "{query}");
        assert!(!query.contains("keeper") || ranks(&with, "owner") != ranks(&without, "owner"), "{query}");
    }
}

#[test]
fn proposals_for_mistakes_do_not_hang_on_the_archive() {
    let [with, _] = pair();
    let empty = Made::new();
    drop(empty.writer());
    for query in ["form:PARIS", "from:PORTALDRE", "tag:PRELL", "kumqat~1", "date:2007-13", "has:redacton"] {
        let said = |made: &Made, reader| match made.view(reader).find(&request(query, 1, Sort::Date)) {
            Ok(found) => found.query,
            Err(error) => complaint(&error),
        };
        assert_eq!(said(&with, "U"), said(&empty, "U"), "{query}");
        assert_eq!(said(&with, "owner"), said(&empty, "owner"), "{query}");
    }
}

#[test]
fn hidden_fields_cannot_be_searched() {
    let [with, _] = pair();
    for query in [
        "tag:MARR",
        "to:STATE",
        "info:PARIS",
        "ref:07GREYHAVEN212",
        "classified-by:weaver",
        "mark:S",
        "class:secret",
        "weaver",
    ] {
        assert!(found(&with.view("owner"), query).contains(&"07PORTALDER417".to_owned()), "{query}");
        assert!(!found(&with.view("U"), query).contains(&"07PORTALDER417".to_owned()), "{query}");
    }
}

#[test]
fn embargoed_text_is_in_no_index_that_is_asked() {
    let [with, _] = pair();
    let snapshot = with.archive().snapshot().unwrap();
    let mut asked = 0;
    for stratum in snapshot.strata() {
        let mine = stratum.key.matches(&read_as("U"));
        asked += usize::from(mine);
        for segment in stratum.searcher.segment_readers() {
            let terms = segment.inverted_index(FIELDS.text).unwrap();
            let has = |word: &str| terms.terms().get(word.as_bytes()).unwrap().is_some();
            assert!(!(mine && (has("zanzibar") || has("kumquat") || has("watched"))), "{}", stratum.key);
        }
    }
    assert!(asked >= 2, "{asked} strata are asked");
}

#[test]
fn originals_variants_and_differences_are_checked_too() {
    let sources = Sources::new();
    let made = Made::new();
    let mut writer = made.writer();
    collection(&mut writer, "vault", false, Some("S"));
    let text = telegram(417, "Nine lights work again.", SECRET);
    import(&mut writer, "main", &[sources.write("main/1.txt", &text)]);
    import(&mut writer, "vault", &[sources.write("vault/1.txt", text.replace("Nine", "Ten"))]);
    drop(writer);
    let reader = made.view("U");
    let original =
        reader.show("07PORTALDER417", None, |shown| (shown.original.to_vec(), shown.variants)).unwrap();
    let original = (String::from_utf8(original.0).unwrap(), original.1);
    assert!(
        original.0.contains("Nine lights") && !original.0.contains("kumquat") && !original.0.contains("TAGS"),
        "{}",
        original.0
    );
    assert_eq!(original.1, 1);
    let refused = |answer: chancery_view::Result<()>| complaint(&answer.unwrap_err());
    assert!(refused(reader.show("07PORTALDER417", Some(2), |_| ())).contains("has 1 text here, not 2"));
    assert!(refused(reader.diff("07PORTALDER417", 1, 2).map(drop)).contains("has 1 text here, not 2"));
    assert_eq!(made.view("S").show("07PORTALDER417", None, |shown| shown.variants).unwrap(), 2);
    assert_eq!(
        made.view("owner").show("07PORTALDER417", None, |shown| shown.original.to_vec()).unwrap(),
        text.as_bytes()
    );
    // What is handed on to an export is what is found.
    assert_eq!(found(&reader, "kumquat OR ten"), [] as [&str; 0]);
}

#[test]
fn likeness_is_that_of_the_visible_text() {
    let words = |word: &str| (0..40).map(|at| format!("{word}{at}")).collect::<Vec<_>>().join(" ");
    let made = made(&[telegram(417, &words("open"), &words("kumquat"))]);
    let snapshot = made.archive().snapshot().unwrap();
    let variants = snapshot.variants(1).unwrap();
    let terms = Terms { collections: snapshot.collections(), decisions: &Default::default(), dates: None };
    let texts = sight::read(&variants, &terms);
    let mut sketches = 0;
    for reader in ["U", "S"] {
        let sights = sight::sights(&texts, &terms, &read_as(reader));
        let expected = sketch(sights[0].record.body.iter().map(|block| block.text.as_ref()));
        for stratum in snapshot.strata().iter().filter(|stratum| stratum.key.matches(&read_as(reader))) {
            for segment in stratum.searcher.segment_readers() {
                let terms = segment.inverted_index(FIELDS.like).unwrap();
                sketches += 1;
                assert_eq!(terms.terms().num_terms(), expected.len());
                for value in &expected {
                    let term = tantivy::Term::from_field_u64(FIELDS.like, *value);
                    assert_eq!(terms.doc_freq(&term).unwrap(), 1, "{reader}");
                }
            }
        }
    }
    assert_eq!(sketches, 2);
}

#[test]
fn likeness_finds_what_is_seen_and_names_it_so() {
    let words = (0..60).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ");
    let note = |number: u32, hidden: &str| {
        format!(
            "S E C R E T\n\nSUBJECT: (U) NOTE {number}\n\n1. (U) {words}\n\n2. (S) {hidden}\n\n3. (U) No more.\n"
        )
    };
    let texts = |hidden: &str| vec![note(1, hidden), note(2, hidden)];
    let without = made(&texts("x"));
    let mut all = texts(SECRET);
    // Hidden, and nearly the same.
    all.push(telegram(418, "", &words).replace("(U) HARBOR", "HARBOR"));
    let with = made(&all);
    let keys = found(&with.view("U"), "*");
    assert_eq!(keys.len(), 2);
    for key in keys {
        let ask = Ask::Alike { key };
        let said = ask.answer(&with.view("U"));
        assert!(said.starts_with("sha256:") && said.len() < 30, "{said}");
        assert_eq!(said, ask.answer(&without.view("U")));
    }
}

#[test]
fn excerpts_are_of_the_visible_text() {
    let [with, without] = pair();
    for query in ["harbor OR kumquat", "lights OR watched", "*"] {
        let answer = find(&with.view("U"), query);
        assert!(!answer.contains("kumquat is") && !answer.contains("watched:"), "{answer}");
        assert_eq!(answer, find(&without.view("U"), query), "{query}");
    }
}

#[test]
fn filters_such_as_redaction_and_damage_see_the_visible_text_alone() {
    let hidden = "The XXXXXXXXXX \u{1}\u{2} ¿¿¿ Ã© [less than 1 line not declassified] (b)(1)";
    let made = made(&[telegram(417, "Nine lights.", hidden)]);
    for query in ["has:redaction", "has:damage"] {
        assert_eq!(found(&made.view("owner"), query), ["07PORTALDER417"], "{query}");
        assert_eq!(found(&made.view("U"), query), [] as [&str; 0], "{query}");
        assert_eq!(found(&made.view("U"), &format!("-{query}")), ["07PORTALDER417"], "{query}");
    }
}

#[test]
fn a_search_over_several_collections_minds_the_rule_of_each() {
    let (sources, made) = (Sources::new(), Made::new());
    let mut writer = made.writer();
    for (at, (name, released, level)) in [
        ("open", true, None),
        ("main", false, None),
        ("vault", true, Some("S")),
        ("owners", false, Some("TS//NOFORN")),
    ]
    .into_iter()
    .enumerate()
    {
        collection(&mut writer, name, released, level);
        let text = telegram(400 + at as u32, "Nine lights.", SECRET);
        import(&mut writer, name, &[sources.write(&format!("{name}/1.txt"), text)]);
    }
    drop(writer);
    for (reader, lights, kumquat) in [
        ("U", vec!["07PORTALDER400", "07PORTALDER401"], vec!["07PORTALDER400"]),
        (
            "S",
            vec!["07PORTALDER400", "07PORTALDER401", "07PORTALDER402"],
            vec!["07PORTALDER400", "07PORTALDER401", "07PORTALDER402"],
        ),
    ] {
        let sorted = |query: &str| {
            let mut keys = found(&made.view(reader), query);
            keys.sort();
            keys
        };
        assert_eq!(sorted("lights collection:open OR lights -collection:open"), lights, "{reader}");
        assert_eq!(sorted("kumquat"), kumquat, "{reader}");
        // What is hidden and what is not there are one mistake, and only names that the reader sees are proposed.
        let said = |query: &str| {
            let error = made.view(reader).find(&request(query, 1, Sort::Date)).unwrap_err();
            complaint(&error)
        };
        assert_eq!(
            said("collection:owners").replace("owners", "nobody"),
            said("collection:nobody"),
            "{reader}"
        );
        assert_eq!(said("collection:vualt").contains("vault"), reader == "S", "{reader}");
        assert!(said("collection:opne").contains("did you mean `open`?"), "{reader}");
    }
    let names: Vec<String> = made.view("U").collections().unwrap().iter().map(|c| c.name.clone()).collect();
    assert_eq!(names, ["main", "open"]);
}

#[test]
fn another_copy_in_a_released_collection_opens_that_copy_alone() {
    let text = telegram(417, "Nine lights.", SECRET);
    for order in [["main", "release"], ["release", "main"]] {
        let (sources, made) = (Sources::new(), Made::new());
        let mut writer = made.writer();
        collection(&mut writer, "release", true, None);
        collection(&mut writer, "vault", false, Some("TS"));
        // The released text lacks a word that the one in the vault has.
        for name in order {
            import(&mut writer, name, &[sources.write(&format!("{name}/1.txt"), &text)]);
        }
        import(
            &mut writer,
            "vault",
            &[sources.write("vault/1.txt", text.replace("kumquat", "kumquat and mango"))],
        );
        drop(writer);
        let view = made.view("U");
        assert_eq!(found(&view, "kumquat"), ["07PORTALDER417"]);
        assert_eq!(found(&view, "mango"), [] as [&str; 0]);
        let (collections, original) = view
            .show("07PORTALDER417", None, |shown| (shown.collections.to_vec(), shown.original.to_vec()))
            .unwrap();
        assert_eq!(collections, ["main", "release"].iter().rev().copied().collect::<Vec<_>>());
        assert_eq!(original, text.as_bytes());
        assert_eq!(view.stats().unwrap().variants, 0);
        assert_eq!(view.stats().unwrap().originals, 1);
    }
}

#[test]
fn the_length_of_what_is_withheld_is_not_told() {
    let texts =
        |hidden: &str| [made(&[telegram(417, "Nine lights.", hidden), open_telegram(1, "The harbor.")])];
    let ([short], [long]) = (texts("x"), texts(&"kumquat ".repeat(3_000)));
    for ask in [
        Ask::Show { key: "07PORTALDER417".into(), variant: None },
        Ask::Stats,
        Ask::Find {
            query: "lights OR harbor".into(),
            limit: 5,
            skip: 0,
            sort: Sort::Relevance,
            cursor: None,
        },
    ] {
        let without_paths = |answer: String| answer.split("/tmp").next().unwrap_or_default().len();
        assert_eq!(
            without_paths(ask.answer(&short.view("U"))),
            without_paths(ask.answer(&long.view("U"))),
            "{ask:?}"
        );
    }
    // In one file: where the second lies tells how long the first is.
    let places = |hidden: &str| {
        let (sources, made) = (Sources::new(), Made::new());
        let mut writer = made.writer();
        collection(&mut writer, "release", true, None);
        let transmissions = |first: &str| {
            let frame = |text: &str| {
                format!(
                    "VZCZCXRO0417\nPP RUEHC\nDE RUEHPA #0417 0711430\nZNR UUUUU ZZH\n{text}BT\n#0417\n\n\nNNNN\n"
                )
            };
            frame(first) + &frame(&open_telegram(1, "The harbor."))
        };
        import(
            &mut writer,
            "release",
            &[sources.write("release/1.txt", transmissions(&telegram(417, "Nine.", hidden)))],
        );
        decide(&mut writer, "07PORTALDER417", "telegram", Some("S"), "not yet");
        drop(writer);
        assert_eq!(found(&made.view("U"), "*"), ["07GREYHAVEN1"]);
        let mut record = made
            .view("U")
            .show("07GREYHAVEN1", None, |shown| serde_json::to_value(shown.record).unwrap())
            .unwrap();
        record["source"]["file"] = "".into();
        record
    };
    assert_eq!(places("x"), places(&"kumquat ".repeat(300)));
}

#[test]
fn hidden_sections_are_not_counted() {
    let section = |number: u32, words: &str| {
        format!(
            "R 121430Z MAR 07\nFM AMEMBASSY GREYHAVEN\nTO SECSTATE WASHDC 5120\nS E C R E T SECTION {number:02} OF 02 GREYHAVEN 000777\n\n{words}\n"
        )
    };
    let first = section(1, "SUBJECT: (U) TWO\n\n1. (U) One.\n\n2. (U) Two.");
    let one = made(std::slice::from_ref(&first));
    let two = made(&[first, section(2, "3. (S) Three.\n\n4. (S) Four.")]);
    assert_eq!(Ask::Stats.answer(&one.view("U")), Ask::Stats.answer(&two.view("U")));
    assert_eq!(two.view("S").stats().unwrap().originals, 2);
}

#[test]
fn what_stands_around_a_telegram_is_not_told() {
    let letter = |words: &[u8], text: &str| {
        [b"From: Ann Weaver\nTo: Desk\nDate: 3/13/2007\n\n", words, b"\n\n", text.as_bytes()].concat()
    };
    let archive = |words: &[u8]| {
        let (sources, made) = (Sources::new(), Made::new());
        let note = telegram(418, "Nine caf\u{e9}s.", "").replace("PORT ALDER 000418", "");
        let files = [
            sources.write("main/1.txt", letter(words, &telegram(417, "Nine caf\u{e9}s work.", ""))),
            sources.write("main/2.txt", letter(words, &open_telegram(1, "The harbor caf\u{e9}."))),
            sources.write("main/3.txt", letter(words, &note)),
        ];
        import(&mut made.writer(), "main", &files);
        let asks = ["U", "S"].map(|reader| {
            let view = made.view(reader);
            let mut said = vec![Ask::Stats.answer(&view), find(&view, "caf\u{e9} OR harbor")];
            for key in found(&view, "*") {
                said.push(Ask::Show { key: key.clone(), variant: None }.answer(&view));
                said.push(Ask::Resolve { name: key, year: None }.answer(&view));
            }
            said.iter()
                .map(|text| text.replace(files[0].parent().unwrap().to_str().unwrap(), ""))
                .collect::<Vec<_>>()
        });
        assert!(
            asks.iter().flatten().all(|text| !text.contains("kumquat") && !text.starts_with("there is no")),
            "{asks:?}"
        );
        asks
    };
    let [one, other] =
        [&b"See below."[..], b"The kumquat \xe9\xff is (S) XXXXXXXXX [...] \x01 as said."].map(archive);
    assert_eq!(one, other);
}
