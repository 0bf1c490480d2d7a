//! Subjects: `data/subject/*.txt`, one a line.

mod common;

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{Context, subject};
use common::broken;

#[test]
fn words_and_marks() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    let mut wrong = Vec::new();
    for line in include_str!("data/subject/forms.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((text, expected)) = line.split_once(" => ") else { continue };
        let text = text.replace("\\n", "\n");
        let field = Field::contiguous(&text, 0);
        let found = match subject::read(&field, &cx) {
            None => "none".to_owned(),
            Some(found) => {
                format!("{} | {} | {}", found.text, found.mark.unwrap_or_default(), text[found.end..].trim())
            }
        };
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if tidy(&found) != tidy(expected) {
            wrong.push(format!("{text}\n  wanted {expected}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn broken_text_does_not_fail() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    for line in include_str!("data/subject/forms.txt").lines() {
        for text in broken(&line.replace("\\n", "\n")) {
            let end = subject::read(&Field::contiguous(&text, 0), &cx).map_or(0, |found| found.end);
            assert!(text.get(end..).is_some(), "{text}");
        }
    }
    for filling in ["(", "REF ", "1. ", "C O R R E C T E D C O P Y ", "A\n", "R"] {
        let text = format!(": {}", filling.repeat(1_000_000 / filling.len()));
        subject::read(&Field::contiguous(&text, 0), &cx);
    }
}
