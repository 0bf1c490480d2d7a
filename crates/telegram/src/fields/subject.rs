//! The subject: the words behind `SUBJECT:`, wrapped lines joined, without its classification mark.
//!
//! Rules: TF 6.8; corrected copies TF 11.3.

use super::{Context, classified_by, correction, mark, pass_line};
use crate::field::Field;
use crate::record::Text;
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// The longest subject: lists of case names reach 850 (TF 6.8).
const LONGEST: usize = 2000;

/// A subject and its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject<'s> {
    /// The subject's words.
    pub text: Text<'s>,
    /// Their place in the source.
    pub span: Span,
    /// The classification mark before or behind them, without brackets.
    pub mark: Option<Text<'s>>,
    /// The mark's place in the source.
    pub mark_span: Option<Span>,
    /// Where the note of a corrected copy stands in the field (TF 11.3); it is no part of the words.
    pub note: Option<Range<usize>>,
    /// Where the subject ends in the field; what stands behind it is another's.
    pub end: usize,
}

/// Reads the subject; the field begins behind the word SUBJECT, at its colon or blank. `None` where no words stand there.
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Option<Subject<'s>> {
    let text = field.as_str();
    let end = end(text, cx);
    let start = skip(text, 0, end, |c| c.is_whitespace() || matches!(c, ':' | ';' | '.' | '-' | '\u{2013}'));
    let mut range = trimmed(text, start..end);
    let mut marked = None;
    if let Some(found) = mark::read(&text[range.clone()], false) {
        marked = Some(range.start + found.text.start..range.start + found.text.end);
        let behind = range.start + found.len;
        range.start = skip(text, behind, range.end, |c| c.is_whitespace() || matches!(c, ':' | '-'));
    }
    if let Some((at, found)) = mark_behind(&text[range.clone()]) {
        marked.get_or_insert(range.start + at + found.start..range.start + at + found.end);
        range = trimmed(text, range.start..range.start + at);
    }
    let note =
        correction::spaced(&text[range.clone()]).map(|note| range.start + note.start..range.start + note.end);
    let words = without_note(field, range.clone(), note.as_ref());
    if words.is_empty() {
        return None;
    }
    Some(Subject {
        text: words,
        span: field.span(range),
        mark: marked.clone().map(|range| field.slice(range)),
        mark_span: marked.map(|range| field.span(range)),
        note,
        end,
    })
}

/// A mark at the end, `HERRING COUNT (U)`: where it begins, and its words counted from there.
fn mark_behind(text: &str) -> Option<(usize, Range<usize>)> {
    let body = text.trim_end_matches(['.', ' ']);
    if !body.ends_with(')') {
        return None;
    }
    let open = body.rfind('(')?;
    // `MINISTER(S)` has none; `(c)` in small letters is an item.
    let apart = text[..open].ends_with(|c: char| c.is_whitespace());
    let found =
        mark::read(&body[open..], false).filter(|found| !found.small && found.len == body.len() - open)?;
    apart.then_some((open, found.text))
}

/// Where the subject ends: at an empty line, at the next heading, at a reference or label run into it.
fn end(text: &str, cx: &Context<'_>) -> usize {
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut line_start = 0;
    let mut has_words = false;
    let mut has_small = false;
    for line in text[..limit].split_inclusive('\n') {
        let content = line.trim();
        let other = line_start > 0 && begins_other(content, cx);
        let small = is_prose_case(content);
        if other || has_words && (content.is_empty() || !has_small && small) {
            return line_start;
        }
        if let Some(cut) = run_in(line, has_words) {
            return line_start + cut;
        }
        has_words |= content.contains(|c: char| c.is_alphanumeric());
        has_small |= small;
        line_start += line.len();
    }
    limit
}

/// True for words in small letters, as in the text of a telegram whose subject is in capitals.
fn is_prose_case(line: &str) -> bool {
    line.bytes().filter(u8::is_ascii_lowercase).count() > 4
}

/// True where a line is the beginning of another part of the heading, or of the text.
fn begins_other(line: &str, cx: &Context<'_>) -> bool {
    let first = line.split([' ', ':', '\t']).next().unwrap_or_default().trim_end_matches('.');
    const WORDS: [&str; 14] = [
        "REF",
        "REFS",
        "REFTEL",
        "REFTELS",
        "REFERENCE",
        "REFERENCES",
        "TAGS",
        "SUMMARY",
        "SIPDIS",
        "BEGIN",
        "ENTIRE",
        "ATTN",
        "E.O",
        "POSTS",
    ];
    let is_word = WORDS.iter().any(|word| first.eq_ignore_ascii_case(word));
    // `REFERENCE TO HARBOR DUES` and `SUMMARY OF TALKS` may be a subject's second line.
    let behind = line.get(first.len()..).unwrap_or_default().trim_start_matches('.').trim_start();
    let labels = behind.starts_with(':') || behind.is_empty() || behind.starts_with(['(', '-']);
    let always = ["REF", "REFS", "REFTEL", "REFTELS", "TAGS", "SIPDIS", "E.O"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word));
    let is_summary = line.starts_with("BEGIN SUMMARY") || mark::entire_text(line).is_some();
    if is_word && (labels || always) || is_summary || line.starts_with("---") || line.starts_with("===") {
        return true;
    }
    classified_by::looks_like(line) || is_paragraph(line) || pass_line::is_certain(line, cx)
}

/// `1. (C) Text`, `1. TEXT`, `(C) Text`.
fn is_paragraph(line: &str) -> bool {
    let line = line.trim_start_matches(['¶', '\u{b6}']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    if digits == 0 {
        return mark::read(line, false).is_some_and(|found| !found.small && found.len < line.len());
    }
    digits <= 2 && behind.starts_with(['.', ')']) && !behind[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// Where in a line a reference, a label or paragraph 1 begins that was run into it.
fn run_in(line: &str, has_words: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut words_before = has_words;
    // Each has a colon or a full stop behind it, and words before it.
    let first = if has_words { 0 } else { bytes.iter().position(u8::is_ascii_alphanumeric)? };
    memchr::memchr2(b':', b'.', &bytes[first..])?;
    for (at, byte) in bytes.iter().enumerate().skip(first) {
        let starts = at == 0 || bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b'.';
        if words_before && starts && matches!(byte, b'R' | b'T' | b'C' | b'1') && is_label(&line[at..]) {
            return Some(at);
        }
        words_before |= byte.is_ascii_alphanumeric();
    }
    None
}

fn is_label(rest: &str) -> bool {
    let labelled = |word: &str| {
        rest.strip_prefix(word).is_some_and(|behind| {
            behind.trim_start_matches(' ').starts_with(':') || behind.starts_with(". A")
        })
    };
    if !matches!(
        rest.as_bytes(),
        [b'R', b'E', ..] | [b'T', b'A', ..] | [b'1', b'.', ..] | [b'C', b'L' | b'l', ..]
    ) {
        return false;
    }
    let is_heading = ["REFS", "REFTELS", "REFTEL", "REFERENCES", "REFERENCE", "REF", "REF(S)", "TAGS"]
        .into_iter()
        .any(labelled);
    let is_one = rest.strip_prefix("1.").is_some_and(|behind| mark::read(behind, false).is_some());
    is_heading || is_one || rest.starts_with("CLASSIFIED BY:") || rest.starts_with("Classified By:")
}

/// The words without the note of a corrected copy, `C O R R E C T E D  C O P Y (SUBJECT LINE)` (TF 11.3).
fn without_note<'s>(field: &Field<'s>, range: Range<usize>, note: Option<&Range<usize>>) -> Text<'s> {
    let Some(note) = note else { return field.unwrapped(range) };
    let before = field.unwrapped(range.start..note.start);
    let after = field.unwrapped(note.end..range.end);
    let before = before.trim_end_matches([' ', '/', '-', '(']);
    match (before.is_empty(), after.is_empty()) {
        (true, _) => after,
        (_, true) => Cow::Owned(before.to_owned()),
        _ => Cow::Owned(format!("{before} {after}")),
    }
}

fn skip(text: &str, from: usize, end: usize, skips: impl Fn(char) -> bool) -> usize {
    let part = &text[from..end.max(from)];
    from + part.len() - part.trim_start_matches(skips).len()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.start.min(range.end)..range.end];
    let start = range.end - part.trim_start().len();
    start..start + part.trim().len()
}
