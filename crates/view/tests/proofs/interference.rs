//! What is hidden from a reader has no part in any answer: two archives that differ only in that, and in how they were made,
//! answer thousands of requests of every kind byte for byte alike.

use crate::plain::docs;
use crate::queries::Vocabulary;
use crate::requests::Ask;
use crate::support::{Made, Random, Sources, read_as, request};
use crate::worlds::{Above, READERS, World};
use chancery_archive::index::FIELDS;
use chancery_view::find::Sort;
use std::collections::BTreeMap;

#[test]
fn nothing_hidden_interferes_with_readers_of_unclassified() {
    compare(&READERS[0], 1, 900);
    compare(&READERS[0], 2, 300);
}

#[test]
fn nothing_hidden_interferes_with_readers_of_confidential() {
    compare(&READERS[1], 3, 900);
}

#[test]
fn nothing_hidden_interferes_with_readers_of_secret() {
    compare(&READERS[2], 4, 900);
}

#[test]
fn nothing_hidden_interferes_with_readers_of_a_restriction() {
    compare(&READERS[3], 5, 600);
}

fn compare(above: &Above, seed: u64, requests: usize) {
    let sources = Sources::new();
    let one = World::make(above, &sources, seed, 100 * seed + 1);
    let other = World::make(above, &sources, seed, 100 * seed + 2);
    let mut random = Random::new(seed);
    let mut keys = Vec::new();
    let mut all = Vec::new();
    for made in [&one, &other] {
        all.extend(docs(&made.archive(), &read_as("owner")));
        keys.extend(docs(&made.archive(), &read_as(above.reader)).into_iter().map(|doc| doc.key));
    }
    assert!(keys.len() > 60, "{} sees {} telegrams of both", above.reader, keys.len());
    keys.extend(all.iter().map(|doc| doc.key.clone()));
    keys.extend(["06PARIS7904", "nothing", "sha256:0000000000000000", "06PORTALDER"].map(str::to_owned));
    let vocabulary = Vocabulary::of(&all, &mut random);
    assert_eq!(
        lengths(&one, above.reader),
        lengths(&other, above.reader),
        "lengths of texts that {} sees",
        above.reader
    );
    let (first, second) = (one.view(above.reader), other.view(above.reader));
    // Every number of a run, hidden, missing or seen.
    for post in ["PORT ALDER", "greyhaven", "PARIS"] {
        for number in 375..465 {
            for year in [None, Some(2006)] {
                let ask = Ask::Resolve { name: format!("{post} {number}"), year };
                assert_eq!(ask.answer(&first), ask.answer(&second), "{} asks {ask:?}", above.reader);
            }
        }
    }
    let cursors = cursors(&[&one, &other], above.reader);
    for _ in 0..requests {
        let ask = Ask::any(&vocabulary, &keys, &cursors, &mut random);
        let (said, also) = (ask.answer(&first), ask.answer(&second));
        assert!(said == also, "{} asks {ask:?}\n== one\n{said}\n== other\n{also}", above.reader);
    }
}

/// How many words each telegram has in the indexes that are asked, as ranks take it; by what breaks ties.
fn lengths(made: &Made, reader: &str) -> BTreeMap<u64, u32> {
    let mut lengths = BTreeMap::new();
    for stratum in
        made.archive().snapshot().unwrap().strata().iter().filter(|s| s.key.matches(&read_as(reader)))
    {
        for segment in stratum.searcher.segment_readers() {
            let (norms, ties) = (
                segment.get_fieldnorms_reader(FIELDS.text).unwrap(),
                segment.fast_fields().u64("tie").unwrap(),
            );
            lengths
                .extend(segment.doc_ids_alive().map(|doc| (ties.first(doc).unwrap(), norms.fieldnorm(doc))));
        }
    }
    lengths
}

/// Marks of pages' ends: the reader's own and the owner's, and what never was one.
fn cursors(archives: &[&Made], reader: &str) -> Vec<String> {
    let mut cursors = vec!["".to_owned(), "0-0-0-0".to_owned(), "what".to_owned()];
    for made in archives {
        for view in [made.view(reader), made.view("owner")] {
            for sort in [Sort::Relevance, Sort::Date] {
                cursors.extend(view.find(&request("harbor OR lights", 2, sort)).unwrap().next);
            }
        }
    }
    cursors
}
