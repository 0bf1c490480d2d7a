//! Values are counted the same, document by document and by what many documents have in common.

use chancery_archive::Archive;
use chancery_archive::import::{Options, Quiet, import};
use chancery_archive::index::{Columns, MANY, Tally, Values};
use chancery_synth::{Form, telegrams};
use std::fs;
use tantivy::DocId;

fn counted(columns: &Columns, values: &Values, documents: &[DocId], block: usize, found: u64) -> Vec<u64> {
    let mut tally = Tally::of(columns, values);
    documents.chunks(block).for_each(|block| tally.add(block, found));
    tally.end()
}

#[test]
fn counts_do_not_depend_on_how_they_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let (from, root) = (folder.path().join("from"), folder.path().join("archive"));
    fs::create_dir_all(&from).unwrap();
    let file = |form| telegrams(form, 5, 700).map(|text| text + "\n").collect::<String>();
    fs::write(from.join("wire.txt"), file(Form::Teletype)).unwrap();
    fs::write(from.join("release.txt"), file(Form::Nara)).unwrap();
    let mut writer = chancery_archive::Writer::open(&root).unwrap();
    import(&mut writer, &Options { paths: vec![from], ..Options::default() }, &mut Quiet).unwrap();
    drop(writer);
    let archive = Archive::open(&root).unwrap();
    let open = || {
        let snapshot = archive.snapshot().unwrap();
        let values = Values::of(snapshot.strata().iter()).unwrap();
        (snapshot, values)
    };
    let (snapshot, values) = open();
    // These are laid out; the others are not.
    let (_, laid) = open();
    let mut most = 0;
    for (at, stratum) in snapshot.strata().iter().enumerate() {
        for (number, segment) in stratum.searcher.segment_readers().iter().enumerate() {
            let (plain, laid_out) = (values.segment(at, number).unwrap(), laid.segment(at, number).unwrap());
            let all: Vec<DocId> = (0..segment.max_doc()).collect();
            most = most.max(all.len());
            for step in [1, 3, 100] {
                let documents: Vec<DocId> = all.iter().copied().step_by(step).collect();
                let expected = counted(plain, &values, &documents, 1024, 0);
                for block in [1, 7, 1024] {
                    assert_eq!(
                        counted(laid_out, &laid, &documents, block, MANY + 1),
                        expected,
                        "{step} {block}"
                    );
                    // What is laid out once is used for few documents, too.
                    assert_eq!(counted(laid_out, &laid, &documents, block, 0), expected, "{step} {block}");
                }
            }
            let years: u64 =
                values.found(6, &counted(plain, &values, &all, 1024, 0)).map(|(_, count)| count).sum();
            assert_eq!(years, u64::from(segment.max_doc()), "each made-up telegram has its year");
        }
    }
    assert!(most > 200, "no segment is large enough to say much: {most}");
}
