//! A search in pieces finds what one in whole segments finds; hits show what was looked for.

use super::*;
use chancery_archive::access::Reader;
use chancery_archive::import::{self, Options, Quiet};
use chancery_archive::{Archive, Writer};
use chancery_synth::queries::{KINDS, Words, one};

/// A view of an archive with this text.
fn view_of(text: &str) -> (tempfile::TempDir, View) {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input.txt");
    std::fs::write(&input, text).unwrap();
    let archive = folder.path().join("archive");
    let mut writer = Writer::open(&archive).unwrap();
    import::import(&mut writer, &Options { paths: vec![input], ..Options::default() }, &mut Quiet).unwrap();
    drop(writer);
    let view = View::new(Archive::open(&archive).unwrap().snapshot().unwrap(), Reader::Owner);
    (folder, view)
}

/// The places of the hits of a query, with the words that are marked in brackets.
fn shown(view: &View, query: &str) -> Vec<String> {
    let today = jiff::civil::date(2026, 1, 1);
    let request =
        Request { query, limit: 50, skip: 0, sort: Sort::Relevance, months: false, cursor: None, today };
    let hits = view.find(&request).unwrap().hits;
    let marked = |text: &str, marks: &[(usize, usize)]| {
        let mut text = text.to_owned();
        for (start, end) in marks.iter().rev() {
            text.insert(*end, ']');
            text.insert(*start, '[');
        }
        text
    };
    let mut shown = Vec::new();
    for hit in &hits {
        let subject = hit.subject.as_deref().filter(|_| !hit.subject_marks.is_empty());
        shown.extend(subject.map(|subject| marked(subject, &hit.subject_marks)));
        shown.extend(hit.snippets.iter().map(|snippet| {
            format!("{}: {}", snippet.paragraph.unwrap_or(0), marked(&snippet.text, &snippet.marks))
        }));
    }
    shown
}

#[test]
fn hits_show_the_words_that_stand_as_asked() {
    let (_folder, view) = view_of(
        "R 121430Z MAR 07\nFM AMEMBASSY PORT ALDER\nTO SECSTATE WASHDC 5120\n\nC O N F I D E N T I A L PORT ALDER 000417\n\n\
         E.O. 12958: DECL: 03/12/2017\nTAGS: EFIS\nSUBJECT: THE LIGHTS OF WINTER\n\n\
         1. (U) Summary. The harbor of the town and the minister of the quays were seen on the day.\n\n\
         2. (C) The lights of the harbor burn. The harbor is the pride of the other towns; XXXXXXXXXXXX lit them.\n\n\
         3. (U) On the one quay the lamps are out, and on the other hand the minister came.\n\n\
         4. (U) The end of a counter-terrorism talk\n\n5. (U) about boats.\n",
    );
    for (query, places) in [
        (
            "\"on the other hand\"",
            &["3: On the one quay the lamps are out, and [on] [the] [other] [hand] the minister came."][..],
        ),
        (
            "\"lights of the harbor\"",
            &[
                "2: The [lights] [of] [the] [harbor] burn. The harbor is the pride of the other towns; XXXXXXXXXXXX lit them.",
            ],
        ),
        (
            "\"the minister\" lamps",
            &[
                "1: Summary. The harbor of the town and [the] [minister] of the quays were seen on the day.",
                "3: On the one quay the [lamps] are out, and on the other hand [the] [minister] came.",
            ],
        ),
        (
            "near:\"harbor pride\"~2",
            &[
                "2: The lights of the harbor burn. The [harbor] is the [pride] of the other towns; XXXXXXXXXXXX lit them.",
            ],
        ),
        ("\"a counterterrorism talk\"", &["4: The end of [a] [counter-terrorism] [talk]"]),
        // Over the end of a paragraph: each word is shown where it stands.
        ("near:\"talk boats\"~3", &["4: The end of a counter-terrorism [talk]", "5: about [boats]."]),
        (
            "mark:C",
            &[
                "2: The lights of the harbor burn. The harbor is the pride of the other towns; XXXXXXXXXXXX lit them.",
            ],
        ),
        (
            "has:redaction",
            &[
                "2: The lights of the harbor burn. The harbor is the pride of the other towns; XXXXXXXXXXXX lit them.",
            ],
        ),
        // The subject alone: below it stands where the telegram begins.
        (
            "winter",
            &[
                "THE LIGHTS OF [WINTER]",
                "1: Summary. The harbor of the town and the minister of the quays were seen on the day.",
            ],
        ),
        ("\"the lights of winter\" boats", &["[THE] [LIGHTS] [OF] [WINTER]", "5: about [boats]."]),
        (
            "tag:EFIS",
            &["1: Summary. The harbor of the town and the minister of the quays were seen on the day."],
        ),
    ] {
        assert_eq!(shown(&view, query), places, "{query}");
    }
}

#[test]
fn every_hit_of_words_that_stand_together_shows_them() {
    let (_folder, view) = view_of(&(0..200).map(one).collect::<String>());
    let mut seen = 0;
    for at in 0..40 {
        for (kind, make) in KINDS {
            let query = make(&mut Words::of(at, 200));
            if !query.starts_with('"') {
                continue;
            }
            let words = query.trim_matches('"').split(' ').map(str::to_lowercase).collect::<Vec<_>>();
            let places = shown(&view, &query);
            for place in &places {
                let marked: Vec<_> = place
                    .split('[')
                    .skip(1)
                    .filter_map(|rest| Some(rest.split_once(']')?.0.to_lowercase()))
                    .collect();
                assert!(marked.chunks(words.len()).all(|run| run == words), "{kind} {query}: {place}");
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn a_search_in_pieces_finds_what_one_in_whole_segments_finds() {
    const COUNT: u64 = 300;
    let (_folder, view) = view_of(&(0..COUNT).map(one).collect::<String>());
    let mut found = 0;
    for (at, (kind, make)) in (0..5).flat_map(|at| KINDS.into_iter().map(move |kind| (at, kind))) {
        let text = make(&mut Words::of(at, COUNT));
        let query = view.query(&text, jiff::civil::date(2026, 1, 1)).unwrap();
        for sort in [Sort::Relevance, Sort::DateDown] {
            let hits = Hits { sort, limit: 7, facets: true, sums: true, days: true, ..Hits::default() };
            let [pieces, whole] = [1, DocId::MAX].map(|least| view.collect_in(least, &query, &hits).unwrap());
            found += whole.total;
            assert_eq!(format!("{pieces:?}"), format!("{whole:?}"), "{kind}: {text}");
        }
    }
    assert!(found > 1_000, "{found}");
}

#[test]
fn pieces_are_all_documents_one_behind_the_other() {
    for documents in [0, 1, 7, 1_000] {
        for piece in [1, 3, 7, DocId::MAX] {
            let all: Vec<_> = pieces(documents, piece).collect();
            assert!(all.iter().all(|piece_of| piece_of.end - piece_of.start <= piece));
            assert!(all.windows(2).all(|two| two[0].end == two[1].start));
            assert_eq!((all[0].start, all[all.len() - 1].end), (0, documents));
        }
    }
}
