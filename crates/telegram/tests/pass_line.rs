//! Pass and attention lines: `data/pass_line/*.txt`, one a line.

mod common;

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{Context, pass_line};
use common::broken;

#[test]
fn posts_and_offices() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    let mut wrong = Vec::new();
    for line in include_str!("data/pass_line/forms.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((text, expected)) = line.split_once(" => ") else { continue };
        let text = text.replace("\\n", "\n");
        let field = Field::contiguous(&text, 0);
        let list = pass_line::read(&field, &cx);
        let written: Vec<_> = list
            .iter()
            .map(|p| {
                let (post, office) =
                    (p.post.as_deref().unwrap_or_default(), p.office.as_deref().unwrap_or_default());
                format!("{} | {post} | {office}", p.text)
            })
            .collect();
        let found = if written.is_empty() { "none".to_owned() } else { written.join("; ") };
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if tidy(&found) != tidy(expected) {
            wrong.push(format!("{text}\n  wanted {expected}\n  found  {found}"));
        }
        let first = text.lines().next().unwrap_or_default();
        if pass_line::looks_like(first, &cx) != (expected != "none") {
            wrong.push(format!("{first}: looks_like is {}", pass_line::looks_like(first, &cx)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn broken_text_does_not_fail() {
    let cx =
        Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None };
    for text in include_str!("data/pass_line/forms.txt").lines().flat_map(broken) {
        pass_line::looks_like(&text, &cx);
        pass_line::read(&Field::contiguous(&text.replace("\\n", "\n"), 0), &cx);
    }
    for filling in [",", "; ", "DEPT FOR EUR; ", "DEPT FOR A, ", ": ", "FOR ", "A "] {
        let text = format!("DEPT FOR {}", filling.repeat(1_000_000 / filling.len()));
        pass_line::looks_like(&text, &cx);
        pass_line::read(&Field::contiguous(&text, 0), &cx);
    }
}
