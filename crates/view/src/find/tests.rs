//! A search in pieces finds what one in whole segments finds.

use super::*;
use chancery_archive::access::Reader;
use chancery_archive::import::{self, Options, Quiet};
use chancery_archive::{Archive, Writer};
use chancery_synth::queries::{KINDS, Words, one};

#[test]
fn a_search_in_pieces_finds_what_one_in_whole_segments_finds() {
    const COUNT: u64 = 300;
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input.txt");
    std::fs::write(&input, (0..COUNT).map(one).collect::<String>()).unwrap();
    let archive = folder.path().join("archive");
    let mut writer = Writer::open(&archive).unwrap();
    import::import(&mut writer, &Options { paths: vec![input], ..Options::default() }, &mut Quiet).unwrap();
    drop(writer);
    let view = View::new(Archive::open(&archive).unwrap().snapshot().unwrap(), Reader::Owner);
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
