//! The classifier's paragraph: `Classified By: Economic Officer Robin Rowan, Reasons: 1.4 (b) and (d)`.
//!
//! Grammar: TF 6.10, markings-and-indexing 3 (5 FAH-1 H-240; EO 12958 s.1.7, 13526 s.1.6).

mod before;
mod person;
mod reasons;
mod redacted;
mod tokens;
mod words;

use super::{Context, date, slip};
use crate::field::Field;
use crate::fields::words::find_ignoring_case;
use crate::record::{Classifier, Text};
use person::Person;
use std::borrow::Cow;
use std::ops::Range;

/// A paragraph that is longer is no classifier's paragraph from here on.
const LONGEST: usize = 1500;

/// Persons and reasons; more than one where two classified a telegram. The field begins with the label and may go on behind
/// the paragraph ([`read_to_end`]).
///
/// A name that was taken out of the copy gives `redacted`. `DERIVED FROM` names no person, the stamp of a later release
/// (`Classified by DAS, A/GIS, DoS on ... ~ Class: ...`) is none.
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<Classifier<'s>> {
    read_to_end(field, cx).0
}

/// As [`read`], with where the paragraph ends in the field: what stands behind it is another's.
pub fn read_to_end<'s>(field: &Field<'s>, _: &Context<'_>) -> (Vec<Classifier<'s>>, usize) {
    let text = field.as_str();
    let paragraph = Paragraph::of(text);
    let end = paragraph.end;
    let mut list: Vec<Classifier<'s>> = Vec::new();
    for group in paragraph.groups {
        let reasons: Vec<Text<'s>> = group.reasons.iter().map(|reason| spelt(*reason)).collect();
        if group.persons.is_empty() && !reasons.is_empty() {
            list.push(Classifier { reasons, span: field.span(group.place), ..Classifier::default() });
            continue;
        }
        for person in group.persons {
            let classifier = Classifier {
                name: person.name.map(|range| field.unwrapped(range)),
                title: person.title.map(|range| field.unwrapped(range)),
                reasons: reasons.clone(),
                redacted: person.redacted,
                span: field.span(group.place.clone()),
            };
            if !list.contains(&classifier) {
                list.push(classifier);
            }
        }
    }
    (list, end)
}

/// True where `text` begins as a classifier's paragraph does: `Classified By`, `CLASS BY`, `Classfied by`, `DERIVED FROM`.
pub fn looks_like(text: &str) -> bool {
    label(text).is_some()
}

/// True where the whole text stands for a name that was taken out: a run of X, `[...]`, `(b)(6)`.
pub(super) fn is_redacted(text: &str) -> bool {
    let mut at = 0;
    let mut found = false;
    while at < text.len() {
        match redacted::at(&text[at..], true) {
            Some(len) if len > 0 => {
                found = true;
                at += len;
            }
            _ if text.as_bytes()[at].is_ascii_whitespace() => at += 1,
            _ => return false,
        }
    }
    found
}

/// True for a word that is a position in itself: AMBASSADOR, DCM, POLCOUNS.
pub(super) fn is_position(word: &str) -> bool {
    matches!(words::of(word), Some(words::Word::Role | words::Word::Rank))
}

/// `1.4(b)`. The usual ones need no memory.
fn spelt<'s>((section, letter): (u8, u8)) -> Text<'s> {
    match (section, letter) {
        (b'4', b'b') => Cow::Borrowed("1.4(b)"),
        (b'4', b'd') => Cow::Borrowed("1.4(d)"),
        _ => Cow::Owned(format!("1.{}({})", char::from(section), char::from(letter))),
    }
}

/// Persons with the reasons that go with them.
#[derive(Debug, Default)]
struct Group {
    persons: Vec<Person>,
    reasons: Vec<(u8, u8)>,
    place: Range<usize>,
}

#[derive(Debug, Default)]
struct Paragraph {
    groups: Vec<Group>,
    end: usize,
}

impl Paragraph {
    fn of(text: &str) -> Paragraph {
        let mut limit = text.len().min(LONGEST);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let text = &text[..limit];
        let mut paragraph = Paragraph::default();
        // `Classified By` may come twice, one paragraph a classifier.
        let mut from = 0;
        if before::are_reasons(text) {
            paragraph.read(text, 0, 0..stop(text, 0));
            return paragraph;
        }
        while let Some(label) = label(&text[from..]) {
            let body = from + label.len + before::again(&text[from + label.len..]);
            let stop = stop(text, body);
            let before = paragraph.end;
            if is_stamp(&text[from..stop]) {
                paragraph.end = stop;
            } else if label.derived {
                paragraph.end = derived_end(text, body..stop);
            } else {
                paragraph.read(text, from, body..stop);
            }
            let next = paragraph.end.max(body);
            from = next + text[next..].len()
                - text[next..].trim_start_matches([' ', '\n', '\r', '\t', '.', ';']).len();
            if paragraph.end == before || paragraph.groups.len() > 8 {
                break;
            }
        }
        paragraph
    }

    /// Reads one paragraph: persons and reasons, in turns.
    fn read(&mut self, text: &str, begin: usize, body: Range<usize>) {
        let mut at = body.start;
        for turn in 0..4 {
            let Some(anchor) = reasons::begin(text, at..body.end) else {
                if turn == 0 {
                    let end = sentence_end(text, body.clone());
                    self.push(text, body.start..end, Vec::new(), begin..end);
                }
                return;
            };
            let found = reasons::read(text, anchor..body.end);
            let mut persons = before::without_letters(text, lead_in_taken_off(text, at..anchor));
            let mut end = closing(text, found.end..body.end);
            if turn == 0 && text[persons.clone()].trim_matches(is_loose).is_empty() {
                // `Classified for reasons 1.4 (b) and (d) by Ambassador Weaver`: the reasons stand first.
                let after = sentence_end(text, end..body.end);
                if !person::read(text, end..after).is_empty() {
                    persons = end..after;
                    end = after;
                }
            }
            if turn > 0 && !has_letter(&text[persons.clone()]) {
                return;
            }
            self.push(text, persons, found.list, begin..end);
            at = end;
            // A second person with reasons of his own goes on in the same sentence.
            let goes_on = text[end..body.end].trim_start_matches([' ', '\n', '\r', ',', ';', '.']);
            let joined = goes_on.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("AND"))
                || goes_on.starts_with('&');
            if !joined {
                return;
            }
        }
    }

    fn push(&mut self, text: &str, persons: Range<usize>, reasons: Vec<(u8, u8)>, place: Range<usize>) {
        let part = &text[persons.clone()];
        let derivative = contains(part, "SOURCES") || contains(part, "DERIVED FROM");
        let persons = if derivative { Vec::new() } else { person::read(text, persons) };
        let trimmed = place.start..place.start + text[place].trim_end().len();
        self.end = trimmed.end;
        if !persons.is_empty() || !reasons.is_empty() {
            self.groups.push(Group { persons, reasons, place: trimmed });
        }
    }
}

struct Label {
    len: usize,
    derived: bool,
}

/// Reads the label at the beginning: `Classified By:`, `CLASS BY`, `CLASSIFIED FROM`, also misspelt (`Classfied by`) or
/// without its first letters (`LASSIFIED BY`).
fn label(text: &str) -> Option<Label> {
    let bytes = text.as_bytes();
    let start = bytes.iter().take(64).position(|b| !(b.is_ascii_whitespace() || matches!(b, b'(' | b'*')))?;
    let start = before::mark(text, before::number(bytes, start));
    let word = |at: usize| at + bytes[at..].iter().take(16).take_while(|b| b.is_ascii_alphabetic()).count();
    let end = word(start);
    let first = &bytes[start..end];
    let gap = |at: usize| at + bytes[at..].iter().take(8).take_while(|b| b" -\t\r\n.".contains(b)).count();
    let derived = first.eq_ignore_ascii_case(b"DERIVED") || first.eq_ignore_ascii_case(b"DERIVATIVE");
    let classified = is_classified(first);
    if !derived && !classified {
        return None;
    }
    let second = gap(end);
    let by = &bytes[second..word(second)];
    let is_by = [&b"BY"[..], b"FROM", b"PER", b"BT", b"BU"].iter().any(|form| by.eq_ignore_ascii_case(form));
    let is_for = by.eq_ignore_ascii_case(b"FOR");
    let colon = |at: usize| at + bytes[at..].iter().take(8).take_while(|b| b" :-\t;.".contains(b)).count();
    // `Classified Bv:`: the colon tells that the two words are a label.
    let is_near = || classified && bytes.get(second + by.len()) == Some(&b':') && is_near_by(by);
    if is_by || is_near() {
        return Some(Label { len: colon(second + by.len()), derived });
    }
    // `CLASSIFIED: AMBASSADOR WEAVER`, and `Classified for reasons ... by`.
    let bare = bytes.get(second).is_some_and(|b| matches!(b, b':'));
    if bare && first.len() > 5 {
        return Some(Label { len: colon(second), derived });
    }
    (is_for && first.len() > 5 && reasons::begin(text, second + 3..text.len().min(second + 24)).is_some())
        .then_some(Label { len: second, derived })
}

/// BY with one slip.
fn is_near_by(word: &[u8]) -> bool {
    let upper = |at: usize| word.get(at).map_or(0, u8::to_ascii_uppercase);
    (1..=3).contains(&word.len()) && slip::at_most_one(&[upper(0), upper(1), upper(2)][..word.len()], b"BY")
}

/// CLASSIFIED with up to two letters wrong or missing, CLASS, CLASSIFICATION.
fn is_classified(word: &[u8]) -> bool {
    let forms: [&[u8]; 6] =
        [b"CLASS", b"CLASSIFICATION", b"CLASSIFED", b"CLASSFIED", b"CLASSIFIEDBY", b"CLASSED"];
    if forms.iter().any(|form| word.eq_ignore_ascii_case(form)) {
        return true;
    }
    if !(7..=12).contains(&word.len()) {
        return false;
    }
    // Letters of the word in order: how many of CLASSIFIED are found.
    let mut wanted = b"CLASSIFIED".iter();
    let found = word.iter().filter(|letter| {
        let mut ahead = wanted.clone().take(3);
        match ahead.position(|want| want.eq_ignore_ascii_case(letter)) {
            Some(skipped) => {
                wanted.nth(skipped);
                true
            }
            None => false,
        }
    });
    let found = found.count();
    found >= 8 && word.len() - found <= 2 && !word.eq_ignore_ascii_case(b"UNCLASSIFIED")
}

/// Where at the latest a paragraph ends: at an empty line (unless the reasons follow it), a heading, a numbered paragraph,
/// another label.
fn stop(text: &str, from: usize) -> usize {
    let mut line_start = from;
    let mut empty = false;
    for line in text[from..].split_inclusive('\n') {
        let content = line.trim();
        let first_line = line_start == from;
        if content.is_empty() {
            empty = !first_line || !has_letter(&text[from..line_start]);
        } else if !first_line
            && (begins_other(content) || empty && !goes_on_after_gap(text, from, line_start, content))
        {
            return line_start;
        } else {
            empty = false;
        }
        if let Some(number) = paragraph_number(line, first_line) {
            return line_start + number;
        }
        line_start += line.len();
    }
    text.len()
}

/// Behind an empty line the paragraph goes on with its reasons, or with the name where none came yet.
fn goes_on_after_gap(text: &str, from: usize, at: usize, line: &str) -> bool {
    let so_far = &text[from..at];
    let has_reasons =
        reasons::begin(text, from..at).is_some_and(|begin| !reasons::read(text, begin..at).list.is_empty());
    let is_reason = reasons::begin(line, 0..line.len().min(12)).is_some_and(|begin| begin < 2);
    !has_reasons && (is_reason || !has_letter(so_far))
}

/// True for the first words of other parts of a heading or of the text.
fn begins_other(line: &str) -> bool {
    const WORDS: [&str; 20] = [
        "TAGS",
        "TAGS:",
        "SUBJECT",
        "SUBJECT:",
        "SUBJ",
        "SUBJ:",
        "REF",
        "REF:",
        "REFS",
        "REFS:",
        "REFTEL:",
        "REFTELS:",
        "REFERENCE:",
        "REFERENCES:",
        "SUMMARY",
        "SUMMARY:",
        "INTRODUCTION",
        "SIPDIS",
        "NOFORN",
        "SENSITIVE",
    ];
    let first = line.split_whitespace().next().unwrap_or_default();
    if WORDS.iter().any(|word| first.eq_ignore_ascii_case(word))
        || line.starts_with("---") && !has_letter(line)
    {
        return true;
    }
    // An order's own line has a colon or DECL; `E.O. 12958, 1.4 (b)` is part of the reasons.
    let is_order = first.len() <= 10
        && first.get(..2).is_some_and(|e| e.eq_ignore_ascii_case("E.") || e.eq_ignore_ascii_case("EO"));
    if is_order && (contains(line, "DECL") || contains(line, "N/A")) {
        return true;
    }
    label(line).is_some() || line.starts_with("BEGIN ") || line.starts_with('¶')
}

/// Where in a line a numbered paragraph begins: `1. (C)`, at a line's start also `1. Text` and `(C) Text`.
fn paragraph_number(line: &str, first_line: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let blanks = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
    for at in blanks..bytes.len() {
        let starts = at == blanks && !first_line;
        let apart = at > 0 && bytes[at - 1].is_ascii_whitespace();
        if !bytes[at].is_ascii_digit() || !(starts || apart) {
            continue;
        }
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let point = at + digits;
        if digits > 2 || !matches!(bytes.get(point), Some(b'.' | b')')) {
            continue;
        }
        let next = point + 1 + bytes[point + 1..].iter().take_while(|b| **b == b' ').count();
        let is_mark = super::mark::read(line.get(next..).unwrap_or_default(), false).is_some();
        // `1.4 (b)` and `1. 4 (b)` are reasons.
        let is_text = bytes.get(next).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'"'));
        if is_mark || starts && is_text && next > point + 1 {
            return Some(at);
        }
    }
    None
}

/// The stamp of a later release (markings-and-indexing 3).
fn is_stamp(text: &str) -> bool {
    contains(text, "CLASS:") && (contains(text, "REASON") || contains(text, "~") || contains(text, " ON "))
        || text.contains('/') && (contains(text, "A/GIS") || contains(text, "A/RPS/IPS"))
}

/// Where a paragraph of derivation ends: source and date.
fn derived_end(text: &str, body: Range<usize>) -> usize {
    body.start + text[body].trim_end().len()
}

/// The end of the sentence of a person without reasons.
fn sentence_end(text: &str, range: Range<usize>) -> usize {
    let bytes = text.as_bytes();
    let mut line_start = range.start;
    for at in range.clone() {
        let line_ends = bytes[at] == b'\n';
        if bytes[at] == b'.' && ends_sentence(text, range.start, at, range.end) {
            return at + 1;
        }
        if line_ends {
            let line = text[line_start..at].trim_end();
            let goes_on =
                line.is_empty() || line.ends_with([',', '/', '&']) || line.len() >= 45 || ends_open(line);
            if !goes_on && has_letter(&text[range.start..at]) {
                return at;
            }
            line_start = at + 1;
        }
    }
    range.end
}

/// True where a full stop ends a sentence: a long word before that is no title's abbreviation, white space behind.
fn ends_sentence(text: &str, from: usize, at: usize, end: usize) -> bool {
    if text.as_bytes()[at + 1..end].first().is_some_and(|b| !b.is_ascii_whitespace()) {
        return false;
    }
    let before = &text[from..at];
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
    let is_last = text[at + 1..end].trim().is_empty();
    let short = matches!(
        word.to_ascii_uppercase().as_str(),
        "POL" | "ECON" | "COUNS" | "DEPT" | "ASST" | "ADMIN" | "CONS"
    );
    is_last || word.chars().count() > 3 && !short
}

fn ends_open(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or_default();
    ["FOR", "OF", "AND", "THE", "BY", "TO", "IN", "AT"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// The stretch of persons without the words that lead to the reasons: FOR, PER, UNDER, IN ACCORDANCE WITH.
fn lead_in_taken_off(text: &str, range: Range<usize>) -> Range<usize> {
    const WORDS: [&str; 17] = [
        "IAW",
        "FOR",
        "PER",
        "UNDER",
        "PURSUANT",
        "TO",
        "IN",
        "ACCORDANCE",
        "WITH",
        "BASED",
        "ON",
        "AND",
        "BY",
        "SECTION",
        "SEC",
        "THE",
        "ACCORDING",
    ];
    let mut end = range.end;
    loop {
        let part = text[range.start..end].trim_end_matches(is_loose);
        let word_start = part
            .rfind(|c: char| c.is_whitespace() || is_loose(c))
            .map_or(0, |at| at + part[at..].chars().next().map_or(1, char::len_utf8));
        let word = &part[word_start..];
        // `Section 1.4 (b)`, but `Chief of the Political Section, Reason 1.4 (b)`.
        let is_section = word.len() >= 3 && word.get(..3).is_some_and(|sec| sec.eq_ignore_ascii_case("SEC"));
        let is_title = is_section && !text[range.end..].starts_with(['1', 'l', 'I']);
        if is_title || !WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            // The comma before the reasons is no part of the persons; a closing bracket is.
            return range.start..end;
        }
        end = range.start + word_start;
    }
}

fn is_loose(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '(' | '[' | '/' | '"')
}

/// Takes the words that close the reasons with them: a bracket, a full stop, `DECLASSIFY ON: 03/12/2017`.
fn closing(text: &str, range: Range<usize>) -> usize {
    let bytes = text.as_bytes();
    let mut end = range.start;
    while end < range.end && matches!(bytes[end], b')' | b']' | b'.' | b'"') {
        end += 1;
    }
    let only = text[end..range.end].trim_start();
    if only.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("ONLY")) {
        end = range.end - only.len() + 4;
        end += bytes[end..range.end].iter().take_while(|b| **b == b'.').count();
    }
    let gap =
        bytes[end..range.end].iter().take_while(|b| b.is_ascii_whitespace() || b",;.".contains(b)).count();
    let rest = &text[end + gap..range.end];
    let declassify = ["DECLASSIFY ON", "DECL ON", "DECL:", "DECLASSIFY:", "DECLASSIFICATION DATE"]
        .into_iter()
        .find(|word| rest.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)));
    let Some(word) = declassify else { return end };
    let at = end + gap + word.len();
    let at = at + bytes[at..range.end].iter().take_while(|b| b.is_ascii_whitespace() || **b == b':').count();
    match date::read(&text[at..range.end], date::TwoDigitYear::Past) {
        Some(printed) => at + printed.len,
        None => at,
    }
}

fn has_letter(text: &str) -> bool {
    text.contains(|c: char| c.is_alphanumeric())
}

/// True where `text` has the word, given in capitals, in either case.
fn contains(text: &str, word: &str) -> bool {
    find_ignoring_case(text.as_bytes(), word.as_bytes()).is_some()
}
