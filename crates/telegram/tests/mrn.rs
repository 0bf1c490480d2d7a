//! Message reference numbers that stand by themselves (TF 9.2).

mod cases;

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::mrn;
use chancery_telegram::record::Mrn;
use chancery_telegram::Span;
use serde_json::{Value, json};

fn shown(mrn: Option<Mrn<'_>>) -> Value {
    mrn.map_or(Value::Null, |mrn| {
        json!([mrn.text, mrn.year, mrn.post, mrn.number, mrn.canonical, mrn.airgram])
    })
}

#[test]
fn canonical_form() {
    assert_eq!(mrn::canonical(2006, "PARIS", 7904, false), "06PARIS7904");
    assert_eq!(mrn::canonical(1975, "PORTALDER", 50, true), "75PORTALDER-A50");
}

#[test]
fn canonical_numbers() {
    cases::check("mrn_canonical.txt", |field| shown(mrn::parse_canonical(field.as_str(), Span::default())));
}

#[test]
fn printed_numbers() {
    cases::check("mrn_printed.txt", |field| shown(mrn::parse_printed(field, &cases::context())));
}

#[test]
fn smart_numbers() {
    cases::check("mrn_smart.txt", |field| shown(mrn::parse_smart(field, Registry::builtin())));
}

#[test]
fn document_numbers() {
    cases::check("mrn_nara.txt", |field| {
        shown(mrn::parse_nara(field.as_str(), Span::default(), Registry::builtin()))
    });
}

#[test]
fn a_number_knows_its_place() {
    let field = Field::contiguous("  PORT ALDER 000417 ", 50);
    let read = mrn::parse_printed(&field, &cases::context()).expect("a number");
    assert_eq!((read.span, read.text.as_ref()), (Span::new(52, 69), "PORT ALDER 000417"));
}

#[test]
fn page_line_numbers() {
    for (line, post, expected) in [
        ("PAGE 02        LA PAZ 06049  01 OF 02  132315Z", None, ("LA PAZ 06049", Some("07LAPAZ6049"))),
        (
            "PAGE 01        PORT A  00417  121512Z",
            Some("PORTALDER"),
            ("PORT A  00417", Some("07PORTALDER417")),
        ),
        ("PAGE 01        THE HA  00417  121512Z", None, ("THE HA  00417", Some("07THEHAGUE417"))),
        ("PAGE 01        GREYHA  00417  121512Z", None, ("GREYHA  00417", Some("07GREYHA417"))),
        (
            "PAGE 02        STATE  286983 TOSEC 110023",
            Some("PORTALDER"),
            ("STATE  286983", Some("07STATE286983")),
        ),
    ] {
        let page = chancery_telegram::fields::page_line::page_line(line.as_bytes()).expect(line);
        let cx = chancery_telegram::fields::Context { post, ..cases::context() };
        let read = mrn::of_page_line(&Field::contiguous(line, 0), &page, &cx).expect(line);
        assert_eq!((read.text.as_ref(), read.canonical.as_deref()), expected);
    }
    let line = "PAGE 2 RUEHQX 0417 C O N F I D E N T I A L";
    let page = chancery_telegram::fields::page_line::page_line(line.as_bytes()).expect(line);
    assert_eq!(mrn::of_page_line(&Field::contiguous(line, 0), &page, &cases::context()), None);
}
