//! Portion marks: `data/mark/*.txt`, one a line.

mod common;

use chancery_telegram::fields::mark;
use common::broken;

fn check(data: &str, read: impl Fn(&str, bool) -> String) {
    let mut wrong = Vec::new();
    for line in data.lines().filter(|line| !line.starts_with("# ")) {
        let Some((text, expected)) = line.split_once(" => ") else { continue };
        let (text, after_number) = text.strip_prefix('#').map_or((text, false), |text| (text, true));
        let found = read(text, after_number);
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if tidy(&found) != tidy(expected) {
            wrong.push(format!("{text}\n  wanted {expected}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn marks_of_portions() {
    check(include_str!("data/mark/forms.txt"), |text, after_number| match mark::read(text, after_number) {
        None => "none".to_owned(),
        Some(mark) => format!(
            "{} | {} | {} | {}",
            &text[mark.text.clone()],
            mark.level.as_str(),
            mark.caveats.names(text).collect::<Vec<_>>().join(","),
            &text[mark.len..]
        ),
    });
}

#[test]
fn marks_of_whole_texts() {
    check(include_str!("data/mark/entire_text.txt"), |text, _| match mark::entire_text(text) {
        None => "none".to_owned(),
        Some(mark) => format!(
            "{} | {} | {} | {}",
            &text[mark.mark.clone()],
            mark.level.as_str(),
            mark.caveats.names(text).collect::<Vec<_>>().join(","),
            &text[mark.len..]
        ),
    });
}

#[test]
fn broken_text_does_not_fail() {
    let data = [include_str!("data/mark/forms.txt"), include_str!("data/mark/entire_text.txt")].concat();
    for text in data.lines().flat_map(broken) {
        for after_number in [true, false] {
            if let Some(mark) = mark::read(&text, after_number) {
                assert!(text.get(mark.text).is_some() && text.get(mark.len..).is_some(), "{text}");
                assert!(mark.caveats.names(&text).all(|name| !name.is_empty()), "{text}");
            }
        }
        if let Some(mark) = mark::entire_text(&text) {
            assert!(text.get(mark.mark).is_some() && text.get(mark.len..).is_some(), "{text}");
        }
    }
}
