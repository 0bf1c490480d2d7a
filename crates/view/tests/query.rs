//! The query language: tables of queries, and what holds for any text.

use chancery_archive::words::plain_words;
use chancery_registry::Registry;
use chancery_view::query::{
    FIELDS, Field, FieldName, Held, Number, Query, Scope, Setting, Text, forms, parse, parse_with, stem,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::fmt::Write as _;

const TODAY: Date = date(2026, 1, 15);

fn read(text: &str) -> Result<Query, String> {
    parse(text, Registry::builtin(), TODAY).map_err(|mistakes| mistakes.to_string())
}

/// What is printed for a query reads as the same query.
fn check(text: &str) {
    if let Ok(query) = read(text) {
        let printed = query.to_string();
        assert_eq!(read(&printed), Ok(query), "{text:?} is printed as {printed:?}");
    }
}

#[test]
fn queries_have_the_form_of_the_table() {
    let mut wrong = String::new();
    for line in include_str!("data/query/canonical.txt").lines() {
        let Some((query, expected)) = line.split_once("=>").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let found = read(query.trim_end()).map_or_else(|mistakes| mistakes, |query| query.to_string());
        if found != expected.trim() {
            writeln!(wrong, "{}\n  expected {}\n  found    {found}", query.trim(), expected.trim())
                .expect("a string");
        }
        check(query);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn mistakes_are_printed_as_in_the_table() {
    let mut wrong = String::new();
    for case in include_str!("data/query/mistakes.txt").split("\n> ").skip(1) {
        let (query, expected) = case.split_once('\n').expect("a query and what is printed");
        match read(query) {
            Ok(found) => writeln!(wrong, "{query}: no mistake, {found}"),
            Err(found) if found != expected.trim_end() => writeln!(wrong, "{query}\n{found}\n"),
            Err(_) => Ok(()),
        }
        .expect("a string");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_field_is_in_the_documents_and_has_an_example_that_reads() {
    let page = include_str!("../../../docs/query.md");
    for about in FIELDS {
        assert!(page.contains(&format!("`{}:`", about.name)), "docs/query.md names no `{}:`", about.name);
        for other in about.others {
            assert!(page.contains(&format!("`{other}:`")), "docs/query.md names no `{other}:`");
        }
        assert!(page.contains(about.example), "docs/query.md has no {}", about.example);
        read(about.example).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        check(about.example);
    }
}

#[test]
fn the_examples_of_the_documents_read() {
    let page = include_str!("../../../docs/query.md");
    for block in page.split("```text\n").skip(1) {
        let block = block.split("```").next().expect("a block has an end");
        for query in
            block.lines().filter_map(|line| line.split("  ").next()).filter(|query| !query.is_empty())
        {
            read(query).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        }
    }
}

#[test]
fn every_name_of_the_registry_can_be_asked_for() {
    let registry = Registry::builtin();
    for post in registry.posts() {
        for name in [post.code, post.name] {
            let query = read(&format!("from:\"{name}\"")).unwrap_or_else(|mistakes| panic!("{mistakes}"));
            check(&query.to_string());
        }
        let number = Number { year: Some(1975), post: post.code.to_owned(), number: 12, airgram: false };
        if !post.code.contains(|c: char| c.is_ascii_digit()) {
            assert_eq!(read(&format!("mrn:{number}")), Ok(Query::Field(Field::Mrn(number))));
        }
    }
    for addressee in registry.addressees() {
        check(&format!("to:\"{}\"", addressee.name));
    }
    for tag in registry.tags() {
        assert_eq!(read(&format!("tag:\"{}\"", tag.code)), Ok(Query::Field(Field::Tag(tag.code.to_owned()))));
        check(&format!("tag:\"{}\"", tag.name));
    }
    for caption in registry.captions() {
        let expected = Ok(Query::Field(Field::Caption(caption.caption.to_owned())));
        assert_eq!(read(&format!("caption:\"{}\"", caption.caption)), expected);
    }
    for level in registry.levels() {
        check(&format!("class:\"{}\"", level.name));
        check(&format!("mark:\"{}\"", level.abbreviation));
    }
}

/// Telegrams with values that the registry does not have.
struct Holdings;

impl Held for Holdings {
    fn stations(&self, field: FieldName, name: &str) -> Vec<String> {
        let names = ["BRASLIIA", "the Central Intelligence Agency"];
        let like = |known: &&str| field == FieldName::From && known.eq_ignore_ascii_case(name);
        names.into_iter().filter(like).map(str::to_owned).collect()
    }

    fn has(&self, field: FieldName, value: &str) -> bool {
        matches!((field, value), (FieldName::Tag, "MFM") | (FieldName::Caption, "NODIX"))
    }

    fn collections(&self) -> Option<Vec<String>> {
        Some(vec!["frus".to_owned(), "nara-1975".to_owned()])
    }
}

#[test]
fn what_the_telegrams_have_is_no_slip() {
    let read = |text: &str| {
        let setting = Setting { registry: Registry::builtin(), today: TODAY, held: &Holdings };
        parse_with(text, &setting).map_or_else(|mistakes| mistakes.to_string(), |query| query.to_string())
    };
    assert_eq!(read("from:brasliia"), "from:BRASLIIA");
    assert_eq!(read("from:\"the central intelligence agency\""), "from:\"the Central Intelligence Agency\"");
    assert_eq!(read("tag:mfm"), "tag:MFM");
    assert_eq!(read("caption:nodix"), "caption:NODIX");
    assert_eq!(read("collection:Frus"), "collection:Frus");
    assert!(read("collection:frsu").contains("did you mean `frus`?"));
}

#[test]
fn forms_of_a_word_share_its_stem() {
    for (word, others) in [
        ("negotiation", &["negotiate", "negotiated", "negotiating", "negotiations", "negotiator"][..]),
        ("talks", &["talk", "talked", "talking"]),
        ("embargo", &["embargoes", "embargoed"]),
        ("policy", &["policies"]),
        ("plan", &["plans", "planned", "planning"]),
        ("deny", &["denies", "denied", "denying"]),
        ("war", &["wars"]),
        ("us", &["us"]),
        ("f16", &["f16"]),
    ] {
        let forms = forms(word);
        assert!(forms.iter().any(|form| form == word), "{word}: {forms:?}");
        for other in others {
            assert!(forms.iter().any(|form| form == other), "{word} has no {other}: {forms:?}");
        }
        assert!(forms.len() <= 120 && forms.is_sorted(), "{word}: {forms:?}");
        assert!(forms.iter().all(|form| form == word || stem(form) == stem(word)), "{word}: {forms:?}");
    }
}

#[test]
fn a_long_or_deep_query_is_refused() {
    for query in
        ["(".repeat(10_000), "(a ".repeat(100) + &")".repeat(100), "x".repeat(20_000), "-".repeat(16_000)]
    {
        match read(&query) {
            Ok(found) => assert_eq!(found, Query::All),
            Err(mistakes) => assert!(mistakes.len() < 10_000),
        }
    }
    for unit in
        ["form:x ", "from:BRASLIIA ", "a:b ", "\"a\"~", "NOT ", "from:(", "1.4(b)", "tag:economc ", "mrn:06 "]
    {
        let _ = read(&unit.repeat(16_000 / unit.len()));
    }
}

/// Pieces of queries.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,5}",
        "[0-9]{1,4}",
        prop::sample::select(FIELDS).prop_map(|about| format!("{}:", about.name)),
        prop::sample::select(FIELDS).prop_map(|about| about.example.to_owned()),
        prop::sample::select(vec![
            "(",
            ")",
            "\"",
            " ",
            " ",
            " ",
            " OR ",
            " AND ",
            "NOT ",
            "-",
            "*",
            "~1",
            "~",
            "'",
            ",",
            "..",
            "/",
            "S",
            " U S ",
            "PARIS",
            "06PARIS7904",
            "é",
            "ß",
            "“",
            "and",
            "or",
            "not",
            "secret",
            "top secret",
            "buenos aires",
            ":",
            "1.4(b)",
        ])
        .prop_map(str::to_owned),
        "\\PC",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_text_is_read(text in ".{0,80}") {
        check(&text);
    }

    #[test]
    fn what_is_printed_reads_as_the_same_query(text in pieces()) {
        check(&text);
    }

    #[test]
    fn quoted_text_is_the_phrase_of_its_words(text in "[A-Za-z0-9 ,.'()-]{1,60}") {
        let words = plain_words(&text);
        let expected = match &words[..] {
            [] => {
                let read = read(&format!("\"{text}\""));
                prop_assert!(read.is_err());
                return Ok(());
            }
            [word] => Query::Text(Scope::Anywhere, Text::Exact(word.clone())),
            _ => Query::Text(Scope::Anywhere, Text::Phrase(words)),
        };
        prop_assert_eq!(read(&format!("\"{text}\"")), Ok(expected));
    }
}
