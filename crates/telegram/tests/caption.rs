//! Caption lines: `data/caption/*.txt`, one a line.

mod common;

use chancery_registry::Registry;
use chancery_telegram::fields::{Context, caption};
use common::broken;

#[test]
fn captions_and_nothing_else() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    let mut wrong = Vec::new();
    for line in include_str!("data/caption/forms.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((text, expected)) = line.split_once(" => ") else { continue };
        let found = match caption::read(text, &cx) {
            None => "none".to_owned(),
            Some(captions) => {
                let list = captions.into_iter().map(|(name, range)| format!("{name}@{}", &text[range]));
                list.collect::<Vec<_>>().join("; ")
            }
        };
        if found != expected.trim() {
            wrong.push(format!("{text}\n  wanted {expected}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn broken_text_does_not_fail() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    for text in include_str!("data/caption/forms.txt").lines().flat_map(broken) {
        for (_, range) in caption::read(&text, &cx).unwrap_or_default() {
            assert!(text.get(range).is_some(), "{text}");
        }
    }
}
