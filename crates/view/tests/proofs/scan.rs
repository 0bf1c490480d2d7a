//! Results are exact, complete and stable: what thousands of made-up queries find is what a plain scan of the records finds.

use crate::plain::{Doc, counts, docs};
use crate::queries::Vocabulary;
use crate::support::{Made, Random, Sources, collection, decide, import, read_as, request};
use crate::texts::{by_hand, other_copies};
use chancery_registry::Registry;
use chancery_synth::Form;
use chancery_view::find::{Count, Facets, Request, Sort};
use chancery_view::query::{self, Query};
use chancery_view::{Error, View};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Synthetic telegrams of both forms and those made by hand, in three collections, over several commits.
pub(crate) fn archive() -> Made {
    let sources = Sources::new();
    let made = Made::new();
    let mut writer = made.writer();
    collection(&mut writer, "release", true, None);
    collection(&mut writer, "other", false, Some("CONFIDENTIAL"));
    let synthetic = |folder: &str, form, seed, count| -> Vec<PathBuf> {
        chancery_synth::telegrams(form, seed, count)
            .enumerate()
            .map(|(at, text)| sources.write(&format!("{folder}/{form}-{at}.txt"), text))
            .collect()
    };
    import(&mut writer, "main", &synthetic("main", Form::Teletype, 1, 90));
    import(&mut writer, "release", &synthetic("release", Form::Nara, 2, 60));
    let hand = |folder: &str, list: Vec<(&str, String)>| -> Vec<PathBuf> {
        list.into_iter().map(|(name, text)| sources.write(&format!("{folder}/{name}.txt"), text)).collect()
    };
    import(&mut writer, "main", &hand("main", by_hand()));
    import(&mut writer, "other", &synthetic("other", Form::Nara, 3, 40));
    // Some of the first ones again, so that a telegram lies in several collections.
    import(&mut writer, "other", &synthetic("other", Form::Teletype, 1, 10));
    import(&mut writer, "release", &hand("release", other_copies()));
    decide(&mut writer, "07PORTALDER420", "paragraph 2", Some("U"), "nothing in it");
    decide(&mut writer, "07PORTALDER419", "paragraph 2", Some("S"), "all may not");
    made
}

const READERS: [&str; 6] = ["owner", "U", "C", "S", "S//NOFORN/ORCON/PROPIN", "C//NODIS"];

#[test]
fn finds_what_a_plain_scan_finds() {
    let made = archive();
    let archive = made.archive();
    let mut random = Random::new(5);
    let vocabulary = Vocabulary::of(&docs(&archive, &read_as("owner")), &mut random);
    let mut evaluated = 0;
    for reader in READERS {
        let docs = docs(&archive, &read_as(reader));
        let view = View::new(archive.snapshot().unwrap(), read_as(reader));
        assert!(docs.len() > 10, "{reader} sees {} telegrams", docs.len());
        for _ in 0..600 {
            let text = vocabulary.query(&mut random, 3).to_string();
            // A value that is no post, though a text has it as a sender, is a mistake in a query.
            let Ok(query) = query::parse(&text, Registry::builtin(), jiff::civil::date(2026, 1, 1)) else {
                continue;
            };
            // A collection of which the reader sees nothing is a mistake.
            if let Err(Error::Query(_)) = view.find(&request(&text, 0, Sort::Date)) {
                assert!(text.contains("collection:"), "{reader} asks {text}");
                continue;
            }
            evaluated += 1;
            compare(&view, &docs, &text, &query, &mut random, reader);
        }
    }
    assert!(evaluated > 3_000, "only {evaluated} queries could be read");
}

fn compare(view: &View, docs: &[Doc], text: &str, query: &Query, random: &mut Random, reader: &str) {
    let mut fitting: Vec<&Doc> = docs.iter().filter(|doc| doc.fits(query)).collect();
    let sort = *random.one(&[Sort::Date, Sort::DateDown]);
    fitting.sort_by_key(|doc| {
        let sent = doc.sent.unwrap_or(i64::MAX);
        let main = if sort == Sort::DateDown && doc.sent.is_some() { -sent } else { sent };
        (main, sent, doc.tie())
    });
    let expected: Vec<&str> = fitting.iter().map(|doc| doc.key.as_str()).collect();
    let mut keys = Vec::new();
    view.keys(&request(text, 0, sort), &mut |key| {
        keys.push(key.to_owned());
    })
    .unwrap();
    assert_eq!(keys, expected, "{reader} asks {text}");
    let counted = view.find(&request(text, 0, Sort::Relevance)).unwrap();
    assert_eq!(counted.total as usize, expected.len(), "{reader} asks {text}");
    let found = Facets { collection: Vec::new(), format: Vec::new(), ..counted.facets };
    assert_eq!(found, facets(&fitting), "{reader} asks {text}");
    if random.chance(8) {
        let whole = view.find(&request(text, 10_000, sort)).unwrap();
        let hits: Vec<&str> = whole.hits.iter().map(|hit| hit.mrn.as_str()).collect();
        assert_eq!(hits, expected, "{reader} asks {text}");
        assert_eq!(whole.next, None);
        for (hit, doc) in whole.hits.iter().zip(&fitting) {
            assert_eq!(hit.from.as_ref(), doc.from.first(), "{text}");
        }
    }
    if random.chance(6) {
        let sort = *random.one(&[Sort::Relevance, Sort::Date, Sort::DateDown]);
        pages(view, text, sort, 1 + random.below(9), expected.len());
    }
}

/// Pages put together are the whole list, without gap or double.
fn pages(view: &View, text: &str, sort: Sort, limit: usize, total: usize) {
    let mut whole = Vec::new();
    view.keys(&request(text, 0, sort), &mut |key| {
        whole.push(key.to_owned());
    })
    .unwrap();
    let mut together = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let found = view.find(&Request { cursor: cursor.as_deref(), ..request(text, limit, sort) }).unwrap();
        assert_eq!(found.total as usize, total, "{text}");
        assert!(found.hits.len() <= limit && (found.hits.len() == limit || found.next.is_none()), "{text}");
        together.extend(found.hits.into_iter().map(|hit| hit.mrn));
        cursor = found.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(together, whole, "pages of {limit} for {text}");
    let numbered = (0..=whole.len().min(40) / limit).flat_map(|page| {
        let found = view.find(&Request { skip: page * limit, ..request(text, limit, sort) }).unwrap();
        found.hits.into_iter().map(|hit| hit.mrn)
    });
    let numbered: Vec<_> = numbered.collect();
    assert_eq!(numbered, whole[..numbered.len()], "numbered pages of {limit} for {text}");
    assert!(numbered.len() >= whole.len().min(40), "{text}");
    let all = view.find(&Request { months: true, ..request(text, 10_000, sort) }).unwrap();
    let mut months: BTreeMap<String, u64> = BTreeMap::new();
    for sent in all.hits.iter().filter_map(|hit| hit.sent.as_ref()) {
        *months.entry(sent[..7].to_owned()).or_default() += 1;
    }
    let counted: BTreeMap<_, _> = all.months.into_iter().map(|count| (count.value, count.count)).collect();
    assert_eq!(counted, months, "months of {text}");
}

fn facets(docs: &[&Doc]) -> Facets {
    let counts = |list: Vec<(String, u64)>| -> Vec<Count> {
        list.into_iter().map(|(value, count)| Count { value, count }).collect()
    };
    let mut years = counts(self::counts(docs, |doc| doc.year.iter().map(u16::to_string).collect()));
    years.sort_by(|a, b| a.value.cmp(&b.value));
    Facets {
        from: counts(self::counts(docs, |doc| doc.from.clone())),
        tag: counts(self::counts(docs, |doc| doc.tags.clone())),
        level: counts(self::counts(docs, |doc| {
            doc.level.iter().map(|level| level.as_str().to_owned()).collect()
        })),
        year: years,
        caption: counts(self::counts(docs, |doc| doc.captions.clone())),
        ..Facets::default()
    }
}
