//! Subjects: `data/subject/*.txt`, one a line.

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{Context, subject};

#[test]
fn words_and_marks() {
    let cx = Context { registry: Registry::builtin(), year: None, post: None, number: None };
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
