//! Pages and graphs are well-formed, whatever a telegram says, and nothing in it becomes markup.

mod cases;

use cases::{context, item, stream};
use chancery_exports::{Context, Export, Item, Table};
use chancery_telegram::Span;
use chancery_telegram::record::{Attributes, Block, BlockKind, Record, Redaction};
use chancery_telegram::{Options, read};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

const TAGS: [&str; 24] = [
    "main",
    "header",
    "footer",
    "article",
    "div",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "span",
    "b",
    "time",
    "abbr",
    "a",
    "blockquote",
    "pre",
    "html",
    "head",
    "body",
];

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let attribute = tag.try_get_attribute(name).expect("attributes").expect("the attribute");
    attribute.value.into_owned()
}

fn check_page(page: &str) {
    let begin = page.find("<main>").expect("the page's content");
    let end = page.find("</body>").expect("the page's end");
    let mut reader = Reader::from_str(&page[begin..end]);
    let mut open = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {page}")) {
            Event::Start(tag) => {
                open += 1;
                let name = tag.name().as_ref().to_owned();
                assert!(TAGS.contains(&name.as_str()), "{name}: {page}");
                for attribute in tag.attributes() {
                    let key = attribute.expect("an attribute").key;
                    assert!(
                        matches!(key.as_ref(), "class" | "id" | "title" | "datetime" | "href"),
                        "{key:?}: {page}"
                    );
                }
            }
            Event::End(_) => open -= 1,
            Event::Text(_) | Event::GeneralRef(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}: {page}"),
        }
    }
    assert_eq!(open, 0);
}

/// Every node once, every edge between nodes.
fn check_graph(graph: &str) -> (BTreeSet<String>, Vec<(String, String)>) {
    let mut reader = Reader::from_str(graph);
    let mut nodes = BTreeSet::new();
    let mut edges = Vec::new();
    let mut keys = BTreeSet::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {graph}")) {
            Event::Start(tag) => match tag.name().as_ref() {
                "node" => assert!(nodes.insert(attribute(&tag, "id")), "a node twice: {graph}"),
                "edge" => edges.push((attribute(&tag, "source"), attribute(&tag, "target"))),
                "data" => assert!(keys.contains(&attribute(&tag, "key")), "{graph}"),
                "graphml" | "graph" => {}
                other => panic!("{other:?}: {graph}"),
            },
            Event::Empty(tag) => assert!(keys.insert(attribute(&tag, "id"))),
            Event::Eof => break,
            _ => {}
        }
    }
    for (from, to) in &edges {
        assert!(nodes.contains(from) && nodes.contains(to), "{from} → {to}: {graph}");
    }
    // XML 1.0 has no other characters, not even as references.
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    assert!(!graph.contains(forbidden), "{graph:?}");
    (nodes, edges)
}

fn write(id: &str, telegrams: &[String]) -> String {
    let mut out = Vec::new();
    let export = Export::by_id(id).expect("a form");
    let mut writer = export.into_stream(&context(Table::Telegrams), &mut out).expect("a writer");
    for telegram in telegrams {
        let record = read(telegram.as_bytes(), Attributes::default(), &Options::default());
        writer.record(&item(&record, telegram.as_bytes())).expect("a telegram is written");
    }
    writer.finish().expect("an end");
    String::from_utf8(out).expect("UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_telegrams(telegrams in proptest::collection::vec(
        "(((R 0[1-9]1200Z SEP 04|FM|TO|INFO|SECRET|REF: A\\.|TAGS:|SUBJECT:|AMEMBASSY PARIS|PARIS 1[12]|04 ROME 7|[12]\\.|\\(S/NF\\)|--|XXXXXX|<b>|</p>|&lt;|\"|'|]]>|\u{0}|\u{b}|\\PC{1,5})[ ,]?){0,8}\n){0,14}",
        0..5,
    )) {
        check_page(&write("html", &telegrams));
        check_graph(&write("graphml", &telegrams));
    }
}

#[test]
fn a_graph_has_what_is_referred_to() {
    let telegrams = [
        "R 081015Z SEP 04\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nUNCLAS PARIS 000011\nSUBJECT: A\nREF: A. 04 PARIS 12 B. ROME 7\n",
        "R 091015Z SEP 04\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nUNCLAS PARIS 000012\nSUBJECT: B\nREF: PARIS 11\n",
    ]
    .map(str::to_owned);
    let graph = write("graphml", &telegrams);
    let (nodes, edges) = check_graph(&graph);
    let expected = ["04PARIS11", "04PARIS12", "04ROME7", "post:PARIS", "post:STATE"];
    assert_eq!(nodes.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(edges.len(), 7);
    assert_eq!(graph.matches("<data key=\"known\">false</data>").count(), 1);
}

#[test]
fn the_cases_are_well_formed() {
    let (page, _) = stream(Export::by_id("html").expect("a form"), &context(Table::Telegrams));
    let page = String::from_utf8(page).expect("UTF-8");
    check_page(&page);
    assert!(
        !page.contains("<SCRIPT")
            && !page.contains("<script")
            && !page.contains(" src=")
            && !page.contains("url(")
    );
    let (graph, _) = stream(Export::by_id("graphml").expect("a form"), &context(Table::Telegrams));
    check_graph(std::str::from_utf8(&graph).expect("UTF-8"));
}

#[test]
fn a_table_keeps_its_columns_and_shows_what_was_taken_out() {
    let table = |kind, text: &'static str, start| Block {
        kind,
        text: text.into(),
        span: Span::new(start, start + 100),
        ..Block::default()
    };
    let taken = |start| Redaction { span: Span::new(start, start + 3), text: "XXX".into(), length: 3 };
    let record = Record {
        body: vec![
            table(BlockKind::Table, "LIGHT   LIT\nMOLE    XXX\nQUAY    <NO>\n", 0),
            table(BlockKind::Unnumbered, "XXX IS A NAME HERE, AND XXX IS NONE.", 100),
        ],
        redactions: vec![taken(20), taken(130)],
        ..Record::default()
    };
    let mut out = Vec::new();
    let export = Export::by_id("html").expect("a form");
    let mut writer = export.into_stream(&Context::default(), &mut out).expect("a writer");
    writer.record(&Item::new(&record)).expect("a telegram is written");
    writer.finish().expect("an end");
    let page = String::from_utf8(out).expect("UTF-8");
    check_page(&page);
    let taken = "<span class=\"redaction\">XXX</span>";
    assert!(page.contains(&format!("<pre>LIGHT   LIT\nMOLE    {taken}\nQUAY    &lt;NO&gt;</pre>")), "{page}");
    assert_eq!(page.matches(taken).count(), 2, "{page}");
    assert!(
        page.contains("<title>Telegram telegram-1</title>") && page.contains("<article id=\"telegram-1\">")
    );
}
