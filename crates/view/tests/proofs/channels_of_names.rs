//! As `channels`: what keys, numbers, cursors, errors, logs and the journal might tell.

use crate::channels::{SECRET, made, pair, telegram};
use crate::requests::Ask;
use crate::support::{Made, Sources, collection, found, import, read_as, request};
use chancery_archive::sight::{self, Terms};
use chancery_view::Error;
use chancery_view::find::{Request, Sort};

#[test]
fn errors_say_the_same_of_keys_that_are_hidden_and_of_none() {
    let [with, without] = pair();
    for ask in [
        Ask::Show { key: "07PORTALDER418".into(), variant: None },
        Ask::Show { key: "07PORTALDER418".into(), variant: Some(9) },
        Ask::Diff { key: "07PORTALDER418".into(), one: 1, two: 2 },
        Ask::Resolve { name: "07PORTALDER418".into(), year: None },
        Ask::Resolve { name: "port alder 418".into(), year: None },
        Ask::Resolve { name: "port alder 418".into(), year: Some(2007) },
        Ask::Explain { key: "07PORTALDER418".into() },
        Ask::Explain { key: "07PORTALDER417".into() },
    ] {
        let said = ask.answer(&with.view("U"));
        assert_eq!(said, ask.answer(&without.view("U")), "{ask:?}");
        assert!(said.starts_with("there is no telegram"), "{said}");
    }
}

#[test]
fn numbers_missing_from_a_run_are_missing_for_all_the_same() {
    let [with, without] = pair();
    for number in 415..421 {
        for name in
            [format!("port alder {number}"), format!("07PORTALDER{number}"), format!("06PORTALDER{number}")]
        {
            let ask = Ask::Resolve { name, year: None };
            assert_eq!(ask.answer(&with.view("U")), ask.answer(&without.view("U")), "{ask:?}");
        }
    }
    // A hidden telegram of another year does not make a short form doubtful.
    let twin = telegram(417, "", SECRET).replace("MAR 07", "MAR 06").replace("(U) HARBOR", "HARBOR");
    let made = made(&[telegram(417, "Nine lights.", SECRET), twin]);
    assert_eq!(made.view("U").resolve("port alder 417", None).unwrap(), "07PORTALDER417");
    assert!(made.view("S").resolve("port alder 417", None).is_err());
}

#[test]
fn a_short_form_does_not_hang_on_how_a_hidden_text_prints_the_post() {
    for first in ["PORTALDER", "PORT ALDER"] {
        let (sources, made) = (Sources::new(), Made::new());
        let mut writer = made.writer();
        collection(&mut writer, "vault", false, Some("S"));
        let text = telegram(417, "Nine lights.", SECRET);
        import(&mut writer, "vault", &[sources.write("vault/1.txt", text.replace("PORT ALDER", first))]);
        import(&mut writer, "main", &[sources.write("main/1.txt", &text)]);
        drop(writer);
        for name in ["port alder 417", "portalder 417"] {
            assert_eq!(
                made.view("U").resolve(name, None).unwrap(),
                "07PORTALDER417",
                "{name}, first {first}"
            );
        }
    }
}

#[test]
fn a_sender_of_hidden_telegrams_alone_is_not_proposed() {
    let (sources, made) = (Sources::new(), Made::new());
    let mut writer = made.writer();
    collection(&mut writer, "vault", false, Some("S"));
    let text = telegram(417, "Nine lights.", SECRET);
    let hidden = text.replace("AMEMBASSY PORT ALDER", "HARBOR BOARD OF THE KUMQUAT");
    assert_ne!(hidden, text);
    import(&mut writer, "vault", &[sources.write("vault/1.txt", hidden.replace("000417", "000418"))]);
    import(&mut writer, "main", &[sources.write("main/1.txt", &text)]);
    drop(writer);
    let kumquats = |reader: &str| {
        let proposed = made.view(reader).suggest("from:kumq", 10).unwrap();
        proposed.into_iter().map(|proposal| proposal.value).collect::<Vec<_>>()
    };
    assert_eq!(kumquats("U"), Vec::<String>::new());
    assert_eq!(kumquats("S"), ["from:\"HARBOR BOARD OF THE KUMQUAT\""]);
}

#[test]
fn cursors_made_by_another_reader_are_refused() {
    let made = made(&(0..5).map(|at| telegram(400 + at, "Nine lights.", "lights")).collect::<Vec<_>>());
    let next = |reader| made.view(reader).find(&request("lights", 2, Sort::Relevance)).unwrap().next.unwrap();
    for other in ["owner", "S", "C"] {
        let cursor = next(other);
        let page =
            made.view("U").find(&Request { cursor: Some(&cursor), ..request("lights", 2, Sort::Relevance) });
        assert_eq!(
            page.unwrap_err().to_string(),
            "the cursor belongs to another search, or is none",
            "{other}"
        );
    }
    let own = next("U");
    assert_eq!(
        made.view("U")
            .find(&Request { cursor: Some(&own), ..request("lights", 2, Sort::Relevance) })
            .unwrap()
            .hits
            .len(),
        2
    );
}

#[test]
fn a_text_without_a_number_is_not_named_by_what_is_hidden_in_it() {
    let note = |hidden: &str| {
        format!(
            "S E C R E T\n\nSUBJECT: (U) A NOTE\n\n1. (U) Nine lights.\n\n2. (S) {hidden}\n\n3. (U) No more.\n"
        )
    };
    let [one, other] = [made(&[note("x")]), made(&[note(SECRET)])];
    let name = |made: &Made, reader| found(&made.view(reader), "lights").concat();
    assert_eq!(name(&one, "U"), name(&other, "U"));
    let hit = |reader| one.view(reader).find(&request("lights", 1, Sort::Date)).unwrap().hits[0].mrn.clone();
    assert_eq!((hit("U"), hit("owner")), (name(&one, "U"), name(&one, "owner")));
    assert_ne!(name(&one, "S"), name(&other, "S"));
    assert_ne!(name(&one, "U"), name(&one, "owner"));
    // Each reader finds it again by the name that he was given.
    for reader in ["U", "S", "owner"] {
        let view = one.view(reader);
        let key = name(&one, reader);
        assert_eq!(view.resolve(&key, None).unwrap(), key);
        assert_eq!(view.show(&key, None, |shown| shown.key.to_owned()).unwrap(), key);
    }
    assert!(one.view("U").resolve(&name(&one, "owner"), None).is_err());
}

#[test]
fn texts_that_are_the_same_to_a_reader_are_all_given_in_whatever_order_they_came() {
    let note = |hidden: &str| {
        format!("S E C R E T\n\nSUBJECT: (U) A NOTE\n\n1. (U) Nine lights.\n\n2. (S) {hidden}\n")
    };
    let sources = Sources::new();
    let notes = [("east", "x"), ("west", "y"), ("west", "z")].map(|(collection, hidden)| {
        (collection, sources.write(&format!("{collection}/{hidden}.txt"), note(hidden)))
    });
    let [forth, back] = [[0, 1, 2], [2, 1, 0]].map(|order| {
        let made = Made::new();
        let mut writer = made.writer();
        collection(&mut writer, "east", false, None);
        collection(&mut writer, "west", false, None);
        for at in order {
            let (collection, path) = &notes[at];
            import(&mut writer, collection, std::slice::from_ref(path));
        }
        made
    });
    let key = found(&forth.view("U"), "lights").swap_remove(0);
    for ask in [
        Ask::Show { key: key.clone(), variant: None },
        Ask::Find { query: "lights".into(), limit: 3, skip: 0, sort: Sort::Relevance, cursor: None },
        Ask::Pages { query: "lights".into(), limit: 1, sort: Sort::Relevance },
        Ask::Pages { query: "lights".into(), limit: 2, sort: Sort::Date },
    ] {
        assert_eq!(ask.answer(&forth.view("U")), ask.answer(&back.view("U")), "{ask:?}");
    }
    for made in [forth, back] {
        let view = made.view("U");
        assert_eq!(found(&view, "lights"), [&*key, &*key, &*key]);
        let mut collections = Vec::new();
        let all = request("lights", 0, Sort::Date);
        view.each::<Error>(&all, &mut |shown| {
            collections.push(shown.collections.concat());
            Ok(())
        })
        .unwrap();
        collections.sort();
        assert_eq!(collections, ["east", "west", "west"]);
        for limit in 1..3 {
            let (mut hits, mut cursor) = (0, None);
            loop {
                let page = Request { cursor: cursor.as_deref(), ..request("lights", limit, Sort::Date) };
                let page = view.find(&page).unwrap();
                hits += page.hits.len();
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(hits, 3, "{limit} a page");
        }
    }
}

#[test]
fn what_is_written_to_logs_holds_no_content() {
    let [with, _] = pair();
    let snapshot = with.archive().snapshot().unwrap();
    let variants = snapshot.variants(1).unwrap();
    let terms = Terms { collections: snapshot.collections(), decisions: &Default::default(), dates: None };
    let texts = sight::read(&variants, &terms);
    let sights = sight::sights(&texts, &terms, &read_as("owner"));
    let view = with.view("U");
    let error = view.show("07PORTALDER418", None, |_| ()).unwrap_err();
    for said in [
        format!("{variants:?}"),
        format!("{texts:?}"),
        format!("{sights:?}"),
        format!("{:?}", with.archive()),
        format!("{error:?}"),
    ] {
        for word in ["kumquat", "lights", "LIGHTS", "MARR"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}

#[test]
fn the_journal_and_the_state_are_the_owners() {
    let [with, _] = pair();
    assert!(
        with.view("U").journal().unwrap().is_empty() && with.view("TS//NOFORN").journal().unwrap().is_empty()
    );
    assert!(with.view("U").state().is_none());
    assert!(!with.view("owner").journal().unwrap().is_empty() && with.view("owner").state().is_some());
}
