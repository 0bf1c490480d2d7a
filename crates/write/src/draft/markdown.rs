//! A draft as a text that [`Draft::parse`] reads.

use super::text::{Part, Run};
use super::{Draft, KEYS};
use crate::said::{Said, joined};
use std::fmt::Write;

/// The width of the text's lines.
const WIDTH: usize = 80;

/// Writes a draft; reading it gives the same telegram.
pub fn to_markdown(draft: &Draft) -> String {
    let mut out = String::from("---\n");
    for key in KEYS {
        heading(&mut out, key, draft);
    }
    out.push_str("---\n");
    for (index, part) in draft.text.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        body(&mut out, part);
    }
    out
}

fn heading(out: &mut String, key: &str, draft: &Draft) {
    let one = |value: &Option<Said>| value.iter().map(|said| said.text.clone()).collect::<Vec<_>>();
    let all = |values: &[Said]| values.iter().map(|said| said.text.clone()).collect::<Vec<_>>();
    let values = match key {
        "from" => one(&draft.from),
        "to" => all(&draft.to),
        "info" => all(&draft.info),
        "precedence" => one(&draft.precedence),
        "date" => one(&draft.date),
        "number" => one(&draft.number),
        "station" => one(&draft.station),
        "channel" => one(&draft.channel),
        "classification" => one(&draft.classification),
        "captions" => all(&draft.captions),
        "pass" => all(&draft.pass),
        "order" => one(&draft.order),
        "declassify_on" => one(&draft.declassify_on),
        "subject" => one(&draft.subject),
        "references" => all(&draft.references),
        "drafted_by" => all(&draft.drafted_by),
        "approved_by" => all(&draft.approved_by),
        "cleared_by" => all(&draft.cleared_by),
        "signature" => all(&draft.signature),
        "tags" => {
            // A person stands behind the TAGS it belongs to.
            let tags = all(&draft.tags).join(", ").replace(", (", " (");
            if tags.is_empty() { Vec::new() } else { vec![tags] }
        }
        "classified_by" => return classifiers(out, draft),
        _ => return,
    };
    match &values[..] {
        [] => {}
        [value] => _ = writeln!(out, "{key}: {}", scalar(value)),
        values => {
            _ = writeln!(out, "{key}:");
            for value in values {
                _ = writeln!(out, "  - {}", scalar(value));
            }
        }
    }
}

fn classifiers(out: &mut String, draft: &Draft) {
    if draft.classified_by.is_empty() {
        return;
    }
    _ = writeln!(out, "classified_by:");
    for one in &draft.classified_by {
        let mut sign = "  - ";
        for (key, value) in [("name", &one.name), ("title", &one.title), ("reasons", &one.reasons)] {
            if !value.is_empty() {
                _ = writeln!(out, "{sign}{key}: {}", scalar(&value.text));
                sign = "    ";
            }
        }
    }
}

/// A value of YAML on one line, in quotes where it needs them.
fn scalar(value: &str) -> String {
    let value = value.replace(char::is_control, " ");
    let value = value.trim();
    let plain = value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with(':')
        && !value.contains(['"', '\\']);
    if plain {
        return value.to_owned();
    }
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

fn body(out: &mut String, part: &Part) {
    match part {
        Part::Heading(heading) => _ = writeln!(out, "## {}", heading.text),
        Part::Table(rows) => {
            out.push_str("```\n");
            for row in rows {
                _ = writeln!(out, "{}", row.text);
            }
            out.push_str("```\n");
        }
        Part::Quote(runs) => {
            let inner = match &runs[..] {
                [first, inner @ .., last]
                    if joined(&first.words) == "BEGIN TEXT" && joined(&last.words) == "END TEXT" =>
                {
                    inner
                }
                all => all,
            };
            for (index, run) in inner.iter().enumerate() {
                if index > 0 {
                    out.push_str(">\n");
                }
                for line in wrapped(run, WIDTH - 2) {
                    _ = writeln!(out, "> {line}");
                }
            }
        }
        Part::Paragraph(paragraph) => {
            let mut lead = String::new();
            if let Some((number, _)) = &paragraph.number {
                _ = write!(lead, "{number}. ");
            }
            if let Some(mark) = &paragraph.mark {
                _ = write!(lead, "({}) ", mark.text);
            }
            for (index, run) in paragraph.runs.iter().enumerate() {
                if index > 0 {
                    out.push('\n');
                }
                let words: Vec<Said> = match index {
                    0 => Said::new(lead.as_str())
                        .words()
                        .into_iter()
                        .chain(run.words.iter().cloned())
                        .collect(),
                    _ => run.words.clone(),
                };
                let lines = wrapped(&Run { words }, WIDTH);
                for (line, text) in lines.iter().enumerate() {
                    // An item's other lines are indented, so that no sign at their beginning counts.
                    let indent = if index > 0 && line > 0 { "  " } else { "" };
                    _ = writeln!(out, "{indent}{text}");
                }
            }
        }
    }
}

fn wrapped(run: &Run, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in &run.words {
        let Some(last) = lines.last_mut() else { continue };
        let sign = word.text.starts_with(['-', '*', '#', '>', '`'])
            || word.text.starts_with(|c: char| c.is_ascii_digit());
        // The sign of an item alone on its line would be none.
        let begins = last.is_empty() || last == "--";
        if !begins && !sign && last.chars().count() + 1 + word.text.chars().count() > width {
            lines.push(word.text.clone());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(&word.text);
        }
    }
    lines
}
