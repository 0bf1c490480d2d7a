//! Ranks say how well telegrams fit, and nothing of how they came into the archive.

use crate::plain::docs;
use crate::queries::Vocabulary;
use crate::support::{Made, Random, Sources, import, read_as, request};
use crate::texts::by_hand;
use chancery_synth::Form;
use chancery_view::find::Sort;
use std::path::PathBuf;

fn files(sources: &Sources) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for form in Form::ALL {
        for (at, text) in chancery_synth::telegrams(form, 11, 60).enumerate() {
            files.push(sources.write(&format!("main/{form}-{at}.txt"), text));
        }
    }
    for (name, text) in by_hand() {
        files.push(sources.write(&format!("main/{name}.txt"), text));
    }
    files
}

#[test]
fn ranks_are_the_same_however_telegrams_came_into_segments() {
    let sources = Sources::new();
    let mut files = files(&sources);
    let mut random = Random::new(3);
    let archives: Vec<Made> = (0..4).map(|_| Made::new()).collect();
    // In one commit.
    import(&mut archives[0].writer(), "main", &files);
    // In many.
    let mut writer = archives[1].writer();
    for files in files.chunks(3) {
        import(&mut writer, "main", files);
    }
    drop(writer);
    // Backwards, in some commits.
    files.reverse();
    let mut writer = archives[2].writer();
    for files in files.chunks(17) {
        import(&mut writer, "main", files);
    }
    drop(writer);
    // In any order, changed meanwhile, and indexed anew.
    random.shuffle(&mut files);
    let mut writer = archives[3].writer();
    for files in files.chunks(40) {
        import(&mut writer, "main", files);
    }
    for released in [true, false] {
        let change = chancery_archive::collections::Change { released: Some(released), ..Default::default() };
        writer.set_collection("main", &change).unwrap();
    }
    drop(writer);
    let vocabulary = Vocabulary::of(&docs(&archives[0].archive(), &read_as("owner")), &mut random);
    for reader in ["owner", "C"] {
        let views: Vec<_> = archives.iter().map(|made| made.view(reader)).collect();
        for _ in 0..250 {
            let text = vocabulary.query(&mut random, 3).to_string();
            let ranks = |view: &chancery_view::View| {
                let found = view.find(&request(&text, 25, Sort::Relevance)).ok()?;
                Some(found.hits.into_iter().map(|hit| (hit.mrn, hit.score.to_bits())).collect::<Vec<_>>())
            };
            let first = ranks(&views[0]);
            for (view, how) in views[1..].iter().zip(["many commits", "backwards", "any order"]) {
                assert_eq!(ranks(view), first, "{how}: {reader} asks {text}");
            }
        }
    }
}
