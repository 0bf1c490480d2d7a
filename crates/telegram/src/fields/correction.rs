//! The note of a corrected copy: `C O R R E C T E D  C O P Y (SUBJECT LINE)` (TF 11.3).

use std::ops::Range;

/// Where a note stands, its reason included: on its line the words may be closed up, `CORRECTED COPY (PARIS ADDED)`.
pub(crate) fn note(text: &str) -> Option<Range<usize>> {
    spaced(text).or_else(|| closed_up(text))
}

/// A line that holds a note and nothing before it.
pub(crate) fn is_note(line: &[u8]) -> bool {
    line.starts_with(b"C O R R E C T E D") || line.starts_with(CLOSED_UP.as_bytes())
}

/// The note as it is read: its words closed up, the reason as printed.
pub(crate) fn wording(note: &str) -> String {
    let rest = note.trim_start_matches(['(', ' ']);
    let rest = rest
        .strip_prefix(SPACED)
        .unwrap_or_else(|| rest.strip_prefix("CORRECTED").unwrap_or(rest))
        .trim_start();
    let second = ["C O P Y", "COPY"].into_iter().find_map(|word| rest.strip_prefix(word));
    let reason =
        second.unwrap_or(rest).trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | ':'));
    let mut text = CLOSED_UP.to_owned();
    if reason.chars().any(char::is_alphanumeric) {
        for word in reason.split_ascii_whitespace() {
            text.push(' ');
            text.push_str(word);
        }
    }
    text
}

const SPACED: &str = "C O R R E C T E D";
const CLOSED_UP: &str = "CORRECTED COPY";

/// A note of which the first word at least is spaced, anywhere.
pub(crate) fn spaced(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = memchr::memchr_iter(b'C', bytes).find(|&at| bytes[at..].starts_with(SPACED.as_bytes()))?;
    let rest = text[start + SPACED.len()..].trim_start();
    let second = ["C O P Y", "COPY"].into_iter().find(|word| rest.starts_with(word))?;
    Some(with_reason(text, start, text.len() - rest.len() + second.len()))
}

/// A note in plain words, at the beginning of a line or in brackets.
fn closed_up(text: &str) -> Option<Range<usize>> {
    let start = memchr::memmem::find(text.as_bytes(), CLOSED_UP.as_bytes())?;
    let before = text[..start].trim_end_matches(' ');
    let end = start + CLOSED_UP.len();
    let apart = before.is_empty() || before.ends_with(['\n', '(']);
    (apart && !text[end..].starts_with(|c: char| c.is_alphanumeric())).then(|| with_reason(text, start, end))
}

/// The note with the reason behind its words, which end at `end`.
fn with_reason(text: &str, start: usize, mut end: usize) -> Range<usize> {
    let rest = &text[end..];
    let reason = rest.trim_start_matches([' ', '\n', '\r']);
    let at = text.len() - reason.len();
    let begins = text[..start].trim().is_empty();
    let line_end = rest.find('\n').map_or(text.len(), |line| end + line);
    if reason.starts_with('(') {
        end = reason.find(')').map_or(line_end, |close| at + close + 1);
    } else if reason.starts_with("//") {
        // `//SUBJECT LINE////////`
        let words = reason.trim_start_matches('/');
        end = words.find('/').map_or(line_end, |close| {
            let behind = &words[close..];
            text.len() - behind.trim_start_matches('/').len()
        });
    } else if !begins || line_end < text.len() {
        // The reason takes the rest of the note's line, unless nothing of a subject would be left.
        end = line_end;
    }
    let behind = &text[end..];
    let end = text.len()
        - behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | ':')).len();
    let start = start - usize::from(text[..start].ends_with('('));
    start..end
}
