//! Caption lines: `data/caption/*.txt`, one a line.

use chancery_registry::Registry;
use chancery_telegram::fields::{Context, caption};

#[test]
fn captions_and_nothing_else() {
    let cx = Context { registry: Registry::builtin(), year: None, post: None, number: None };
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
