//! Words that a copy broke, tore or misread are found, and marked where they stand.

use crate::scan::archive;
use crate::support::{found, request};
use chancery_view::find::Sort;

#[test]
fn broken_words_are_found() {
    let made = archive();
    let view = made.view("owner");
    for (query, key) in [
        // Broken at a line's end, torn by a page line.
        ("negotiations subject:torn", "07PORTALDER418"),
        ("\"up the negotiations of the harbor\"", "07PORTALDER418"),
        ("near:\"delegation negotiations harbor\"~6", "07PORTALDER418"),
        ("\"negotiations on counterterrorism\"", "07PORTALDER417"),
        ("negotiating mrn:07PORTALDER418", "07PORTALDER418"),
        // Misread letters, commas for apostrophes, letters with blanks between.
        ("\"board of iran and iran\"", "07PORTALDER417"),
        ("\"iran and iran said iran envoy\"", "07PORTALDER417"),
        ("\"experts' conference\"", "07PORTALDER417"),
        ("\"EXPERTS, CONFERENCE\"", "07PORTALDER417"),
        ("\"keepers' conference\"", "07PORTALDER417"),
        ("\"secret matter of the U.S.\"", "07PORTALDER417"),
        ("\"work 1.4 b 7904\"", "07PORTALDER417"),
        ("\"cafe at sanaa dont close\"", "07PORTALDER417"),
    ] {
        assert!(found(&view, query).iter().any(|hit| hit == key), "{query}");
    }
    assert_eq!(found(&view, "\"the nego of\""), [] as [&str; 0]);
}

#[test]
fn a_torn_word_is_marked_as_one() {
    let made = archive();
    let view = made.view("owner");
    let hits = view.find(&request("negotiations mrn:07PORTALDER418", 1, Sort::Relevance)).unwrap().hits;
    let marked: Vec<&str> = hits[0]
        .snippets
        .iter()
        .flat_map(|s| s.marks.iter().map(|(start, end)| &s.text[*start..*end]))
        .collect();
    assert_eq!(marked, ["nego tiations"]);
}
