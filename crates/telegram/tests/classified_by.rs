//! Classifier paragraphs: `data/classified_by/*.txt` says how the cases are written.

mod common;

use chancery_registry::Registry;
use chancery_telegram::field::Field;
use chancery_telegram::fields::{Context, classified_by};
use common::broken;

fn context() -> Context<'static> {
    Context { registry: Registry::builtin(), year: None, post: None, number: None, day_of_year: None }
}

/// A case's paragraph, what it says, what is left behind it, and its line in the file.
fn cases(data: &str) -> Vec<(String, Vec<String>, Option<String>, usize)> {
    let mut cases = Vec::new();
    let (mut input, mut expected, mut rest, mut first) = (Vec::new(), Vec::new(), None, 1);
    for (number, line) in data.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let done = !expected.is_empty();
        if let Some(what) = line.strip_prefix("-> ") {
            expected.push(what.to_owned());
        } else if line == "<none>" {
            expected.push(String::new());
        } else if let Some(what) = line.strip_prefix("=> ") {
            rest = Some(what.to_owned());
        } else if done {
            expected.retain(|line: &String| !line.is_empty());
            cases.push((
                input.join("\n").trim().to_owned(),
                std::mem::take(&mut expected),
                rest.take(),
                first,
            ));
            input = vec![line];
            first = number + 1;
        } else {
            input.push(line);
        }
    }
    if !input.is_empty() {
        expected.retain(|line| !line.is_empty());
        cases.push((input.join("\n").trim().to_owned(), expected, rest, first));
    }
    cases
}

fn written(text: &str) -> Vec<String> {
    let field = Field::contiguous(text, 0);
    classified_by::read(&field, &context())
        .into_iter()
        .map(|c| {
            let redacted = if c.redacted { " | redacted" } else { "" };
            let line = format!(
                "{} | {} | {}{redacted}",
                c.name.as_deref().unwrap_or_default(),
                c.title.as_deref().unwrap_or_default(),
                c.reasons.join(" ")
            );
            line.replace("|  |", "| |").trim().to_owned()
        })
        .collect()
}

#[test]
fn every_form_is_read() {
    let mut wrong = Vec::new();
    for (text, expected, rest, line) in cases(include_str!("data/classified_by/forms.txt")) {
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let found = written(&text);
            if found != expected {
                wrong.push(format!("line {line}: {text}\n  wanted {expected:?}\n  found  {found:?}"));
                break;
            }
            let field = Field::contiguous(&text, 0);
            let behind = text[classified_by::read_to_end(&field, &context()).1..].trim();
            if !expected.is_empty() && behind != rest.clone().unwrap_or_default() {
                wrong.push(format!("line {line}: {text}\n  left behind {behind:?}"));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn broken_text_does_not_fail() {
    for (text, ..) in cases(include_str!("data/classified_by/forms.txt")) {
        for text in broken(&text) {
            let field = Field::contiguous(&text, 0);
            assert!(classified_by::read_to_end(&field, &context()).1 <= text.len());
        }
    }
}

#[test]
fn long_text_takes_no_long_time() {
    for filling in
        [",", "(", "1.4 (b) and ", "Classified By: ", "A. ", "X", "\n", "é", "and ", "[", "Ann Weaver "]
    {
        let text = format!("Classified By: {}", filling.repeat(1_000_000 / filling.len()));
        classified_by::read(&Field::contiguous(&text, 0), &context());
    }
}
