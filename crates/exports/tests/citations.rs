//! Citations, parsed again, say what the records say.

mod cases;

use biblatex::{Bibliography, ChunksExt};
use cases::{cases, context, item, stream};
use chancery_exports::{Context, Export, Item, Table};
use chancery_telegram::record::{Addressee, Attributes, Mrn, Record, Tag};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn form(id: &str) -> &'static Export {
    Export::by_id(id).expect("a form")
}

fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A record of these words.
fn record<'a>(subject: &'a str, name: &'a str) -> Record<'a> {
    Record {
        subject: Some(subject.into()),
        from: Some(Addressee { name: name.into(), ..Addressee::default() }),
        to: vec![Addressee { name: name.into(), ..Addressee::default() }],
        tags: vec![Tag { code: name.into(), ..Tag::default() }],
        mrn: Some(Mrn { text: subject.into(), canonical: Some("04PORTALDER1187".into()), ..Mrn::default() }),
        ..Record::default()
    }
}

fn write(id: &str, records: &[&Record<'_>]) -> String {
    let mut out = Vec::new();
    let mut writer = form(id).into_stream(&Context::default(), &mut out).expect("a writer");
    for record in records {
        let item = Item { url: Some("https://example.org/a b{c}%7D\\d"), ..Item::new(record) };
        writer.record(&item).expect("a telegram is written");
    }
    writer.finish().expect("an end");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn bibtex_is_parsed() {
    let (out, _) = stream(form("bibtex"), &context(Table::Telegrams));
    let bibliography = Bibliography::parse(std::str::from_utf8(&out).expect("UTF-8")).expect("BibTeX");
    assert_eq!(bibliography.len(), 6);
    for (entry, case) in bibliography.iter().zip(cases()) {
        let record = case.record();
        assert_eq!(
            entry.title().expect("a title").format_verbatim(),
            record.subject.clone().expect("a subject")
        );
        let item = item(&record, &case.original);
        if let Some(sender) = item.sender.as_deref().or(record.from.as_ref().map(|from| from.name.as_ref())) {
            let author = entry.author().expect("an author");
            assert_eq!(author.len(), 1);
            assert_eq!(author[0].name, sender);
        }
        if let Some(at) = record.sent.as_ref().and_then(|sent| sent.at) {
            let date = format!("{}", at.date());
            assert_eq!(entry.get_as::<String>("date").expect("a date"), date);
        }
    }
}

/// What TeX would print of a field's text. The parser knows some names of characters only.
fn printed(text: &str) -> String {
    let mut text = text.to_owned();
    let names = [
        ("textbraceleft", "{"),
        ("textbraceright", "}"),
        ("textless", "<"),
        ("textgreater", ">"),
        ("textbar", "|"),
        ("textbackslash", "\\"),
    ];
    for (name, character) in names {
        text = text.replace(&format!("\\{name}"), character);
    }
    text
}

fn check(subject: &str, name: &str) {
    let record = record(subject, name);
    let records = [&record, &record];

    let text = write("bibtex", &records);
    let bibliography = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let keys: Vec<&str> = bibliography.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["04PORTALDER1187", "04PORTALDER1187-2"], "{text}");
    let title = unwrapped(subject);
    if !title.is_empty() {
        for entry in bibliography.iter() {
            let got = printed(&entry.title().expect("a title").format_verbatim());
            assert_eq!(got, title, "{text}");
        }
    }

    let text = write("ris", &records);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
    for line in &lines {
        let (tag, value) = line.split_once("  - ").expect("a tag and a value");
        assert!(
            tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
            "{line:?}"
        );
        assert!(!value.contains(['\n', '\r']), "{line:?}");
    }
    assert_eq!(lines.iter().filter(|line| line.starts_with("TY  - ")).count(), 2);
    assert_eq!(lines.iter().filter(|line| **line == "ER  - ").count(), 2);
    if !title.is_empty() {
        assert!(lines.contains(&format!("TI  - {title}").as_str()), "{text}");
    }

    let items: Vec<Value> = serde_json::from_str(&write("csl-json", &records)).expect("CSL-JSON");
    check_csl(&items);
    if !title.is_empty() {
        assert_eq!(items[0]["title"], title);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_subject_says(subject in "([A-Z]{1,4}|[\\\\{}$&#_%~^\"'`?!|@=,;<>\n\r\t-]|é|«){0,24}", name in "[A-Z,{}\\\\ ]{0,12}") {
        check(&subject, &name);
    }
}

/// What `csl-data.json` of the Citation Style Language 1.0.2 asks of an item: the keys that it must have, and no others than
/// those that it names.
fn check_csl(items: &[Value]) {
    let ids: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), items.len());
    for item in items {
        assert_eq!(item["type"], "document");
        for (key, value) in item.as_object().expect("an object") {
            match key.as_str() {
                "author" | "recipient" => {
                    for name in value.as_array().expect("a list of names") {
                        let name = name.as_object().expect("a name");
                        assert!(name.len() == 1 && name["literal"].is_string());
                    }
                }
                "issued" => {
                    let parts = &value["date-parts"][0];
                    assert!(parts.as_array().is_some_and(|parts| parts.iter().all(Value::is_i64)));
                }
                "id" | "type" | "genre" | "title" | "number" | "archive" | "archive_collection"
                | "archive_location" | "URL" | "keyword" | "note" => assert!(value.is_string(), "{key}"),
                other => panic!("a key that the schema does not have: {other}"),
            }
        }
    }
}

#[test]
fn csl_items_have_the_keys_of_its_schema() {
    let (out, _) = stream(form("csl-json"), &context(Table::Telegrams));
    let items: Vec<Value> = serde_json::from_slice(&out).expect("CSL-JSON");
    assert_eq!(items.len(), 6);
    check_csl(&items);
}

#[test]
fn a_telegram_without_a_subject_gets_a_title_in_brackets() {
    let record = Record { mrn: record("", "").mrn, ..Record::default() };
    assert!(write("bibtex", &[&record]).contains("title = {{[Telegram 04PORTALDER1187]}},"));
    assert!(write("ris", &[&record]).contains("TI  - [Telegram 04PORTALDER1187]\r\n"));
    assert!(write("bibtex", &[&record]).contains("url = {https://example.org/a%20b%7Bc%7D%7D%5Cd},"));
}

#[test]
fn a_telegram_is_cited_by_where_its_source_has_it() {
    let aad = "National Archives, RG 59, Central Foreign Policy Files, Access to Archival Databases (AAD)";
    // What the source says beside the text, and who holds it.
    type Case<'c> = (&'c [(&'c str, &'c str)], Option<&'c str>);
    let cases: [Case<'_>; 5] = [
        (&[("Document Number", "1979PORTAL00417"), ("Film Number", "D790575-0688")], Some(aad)),
        (&[("Document Number", "1979PORTAL00417"), ("SAS ID", "347710")], Some(aad)),
        (
            &[("n", "191"), ("volume", "Foreign Relations, 1948, Volume XCIX, Port Alder")],
            Some("Foreign Relations, 1948, Volume XCIX, Port Alder, Document 191"),
        ),
        (&[("n", "191"), ("volume", "Ledger of the harbor")], None),
        (&[], None),
    ];
    for (attributes, expected) in cases {
        let attributes = attributes.iter().map(|&(name, value)| (name.into(), value.into())).collect();
        let record = Record { attributes: Attributes(attributes), ..Record::default() };
        assert_eq!(chancery_exports::holder(None, &record).as_deref(), expected);
        let mut out = Vec::new();
        let mut writer = form("bibtex").into_stream(&Context::default(), &mut out).expect("a writer");
        writer.record(&Item::new(&record)).expect("a telegram is written");
        writer.finish().expect("an end");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text.contains("Archives") || text.contains("Foreign Relations"),
            expected.is_some(),
            "{text}"
        );
    }
}
