//! The heading of a draft: YAML, each value as it is written, with its place.

use crate::problem::{Problem, Problems};
use crate::said::Said;
use chancery_check::Severity;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::borrow::Cow;
use std::ops::Range;

/// What stands behind a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    One(Said),
    Many(Vec<Value>),
    Map(Vec<(Said, Value)>),
}

impl Value {
    /// A place to point at.
    pub(crate) fn said(&self) -> Said {
        match self {
            Value::One(said) => said.clone(),
            Value::Many(list) => list.first().map(Value::said).unwrap_or_default(),
            Value::Map(map) => map.first().map(|(key, _)| key.clone()).unwrap_or_default(),
        }
    }
}

/// Lists in lists are none of a draft's.
const DEPTH: usize = 8;

/// Reads the heading at `range` of a draft: its keys and values in order.
pub(crate) fn parse(source: &str, range: Range<usize>, problems: &mut Problems) -> Vec<(Said, Value)> {
    let text = &source[range.clone()];
    // The parser counts characters.
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |span: &Span| {
        let byte = |index: usize| range.start + offsets.get(index).copied().unwrap_or(text.len());
        byte(span.start.index())..byte(span.end.index())
    };
    let mut open: Vec<Value> = Vec::new();
    // The key that waits for its value, of each open map.
    let mut keys: Vec<Option<Said>> = Vec::new();
    let mut done = None;
    let masked = masked(text);
    let mut parser = Parser::new_from_str(&masked);
    while let Some(next) = parser.next_event() {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let at = range.start + offsets.get(error.marker().index()).copied().unwrap_or(text.len());
                problems.list.push(Problem {
                    severity: Severity::Error,
                    code: None,
                    key: "heading".into(),
                    place: Some(at..at),
                    message: format!("the heading is no YAML: {}", error.info()),
                    help: Some("write `key: value`; put a value with `: `, ` #` or a bracket at its beginning in double quotes".into()),
                });
                break;
            }
        };
        let finished = match event {
            Event::Scalar(value, style, ..) => Some(Value::One(scalar(source, &value, style, place(&span)))),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEPTH => {
                let at = Said::at("", place(&span));
                problems.error("heading", &at, "lists lie too deep in each other".into(), "write one list");
                break;
            }
            Event::SequenceStart(..) => {
                open.push(Value::Many(Vec::new()));
                keys.push(None);
                None
            }
            Event::MappingStart(..) => {
                open.push(Value::Map(Vec::new()));
                keys.push(None);
                None
            }
            Event::SequenceEnd | Event::MappingEnd => {
                keys.pop();
                open.pop()
            }
            Event::Alias(_) => Some(Value::One(Said::at("", place(&span)))),
            _ => None,
        };
        let Some(value) = finished else { continue };
        match (open.last_mut(), keys.last_mut()) {
            (Some(Value::Many(list)), _) => list.push(value),
            (Some(Value::Map(map)), Some(key)) => match (key.take(), value) {
                (Some(key), value) => map.push((key, value)),
                (None, Value::One(said)) => *key = Some(said),
                (None, other) => *key = Some(other.said()),
            },
            _ => done = Some(value),
        }
    }
    // An unfinished heading gives what was read of it.
    match done.or_else(|| open.into_iter().next()) {
        Some(Value::Map(map)) => map,
        Some(Value::One(said)) if said.is_empty() => Vec::new(),
        Some(other) => {
            let help = "write lines such as `from: AMEMBASSY PARIS` between the lines of `---`";
            problems.error("heading", &other.said(), "the heading has no keys".into(), help);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Signs that stand for `:` and `#` while YAML reads; nobody types them.
const COLON: char = '\u{e000}';
const HASH: char = '\u{e001}';

/// A value; in quotes, its place is that of the characters between them.
fn scalar(source: &str, value: &str, style: ScalarStyle, place: Range<usize>) -> Said {
    let value = value.replace(COLON, ":").replace(HASH, "#");
    let value = &*blank_controls(&value);
    let printed = &*blank_controls(source.get(place.clone()).unwrap_or_default());
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let trimmed = printed.trim_end();
    if quoted && trimmed.len() == value.len() + 2 && trimmed.get(1..trimmed.len() - 1) == Some(value) {
        return Said::at(value, place.start + 1..place.start + 1 + value.len());
    }
    if style == ScalarStyle::Plain && !trimmed.contains('\n') {
        return Said::at(trimmed, place.start..place.start + trimmed.len());
    }
    // `~` and `null` are words like others here.
    Said::at("", place).made(value)
}

/// A value with blanks for the control characters in it, as many bytes as before; lines stay.
fn blank_controls(value: &str) -> Cow<'_, str> {
    let is_other = |c: char| c.is_control() && c != '\n';
    if !value.contains(is_other) {
        return Cow::Borrowed(value);
    }
    let blank = |c: char| if is_other(c) { " ".repeat(c.len_utf8()) } else { c.to_string() };
    Cow::Owned(value.chars().map(blank).collect())
}

/// The heading with the signs taken out that YAML would take for its own in the midst of a value: `SUBJECT: TALKS: A CALENDAR` is
/// what people write. As many characters as before, so that places stay.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        // What is indented below a value goes on with it.
        let indent = line.len() - line.trim_start_matches(' ').len();
        goes_on = goes_on && indent > 0 && !line[indent..].starts_with("- ");
        let value = if goes_on { indent } else { value_at(line).unwrap_or(line.len()) };
        goes_on |= value < line.len();
        out.push_str(&line[..value]);
        let mut before = ' ';
        let mut rest = line[value..].chars().peekable();
        while let Some(c) = rest.next() {
            let ends = rest.peek().is_none_or(|next| next.is_whitespace());
            out.push(match c {
                ':' if ends => COLON,
                '#' if before.is_whitespace() => HASH,
                c => c,
            });
            before = c;
        }
    }
    out
}

/// Where a value begins that stands as it is on a line: behind a key at the margin, or as an item of a list.
fn value_at(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let start = match text.strip_prefix("- ") {
        Some(item) => {
            // The items of `classified_by` may have keys.
            let keyed = ["name:", "title:", "reasons:", "reason:"]
                .iter()
                .any(|key| item.trim_start().starts_with(key));
            if keyed {
                return None;
            }
            indent + 2
        }
        None => {
            let key = text
                .bytes()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' '))
                .count();
            let behind = &text[key..];
            if indent > 0 || key == 0 || !behind.starts_with(": ") {
                return None;
            }
            key + 2
        }
    };
    let value = line[start..].trim_start();
    let own = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!', '%', '@', '`', '#']);
    own.then(|| line.len() - value.len())
}
