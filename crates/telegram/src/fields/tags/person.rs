//! Persons among TAGS (TF 6.7): `(CRUMPTON, HENRY)`.

use std::ops::Range;

/// Words after a family name that belong to it.
const SUFFIXES: [&str; 6] = ["JR", "SR", "II", "III", "IV", "MD"];

/// What in brackets is a portion mark and no name.
const MARKS: [&str; 9] = ["U", "C", "S", "TS", "SBU", "LOU", "NF", "FOUO", "NOFORN"];

/// Codes of travel and of people, after which a name may stand without brackets.
const TRAVEL: [&[u8]; 10] =
    [b"OVIP", b"OREP", b"OTRA", b"PINR", b"PDIP", b"CASC", b"CDES", b"CARR", b"CVIS", b"CPAS"];

/// True for a code after which persons stand.
pub(super) fn follows(code: &str) -> bool {
    TRAVEL.contains(&code.as_bytes())
}

/// True for a code behind which a bracket holds persons: those, and the exchange of persons.
pub(super) fn follows_in_brackets(code: &str) -> bool {
    follows(code) || code == "OEXC"
}

/// True for a portion mark.
pub(super) fn is_mark(text: &str) -> bool {
    MARKS.iter().any(|mark| text.eq_ignore_ascii_case(mark))
}

/// The names in a pair of brackets: divided by semicolons, slashes, `AND` or `&`, or by commas where they come in pairs.
pub(super) fn names(text: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let part = &text[inside.clone()];
    let mut start = 0;
    for (at, byte) in part.bytes().enumerate() {
        let end = match byte {
            b';' | b'/' | b'&' => at + 1,
            b' ' | b'\n' if part.get(at + 1..at + 4).is_some_and(|word| word.eq_ignore_ascii_case("AND")) => {
                if !part[at + 4..].starts_with([' ', '\n', '\r']) {
                    continue;
                }
                at + 4
            }
            _ => continue,
        };
        if at >= start {
            pairs(text, inside.start + start..inside.start + at, &mut names);
            start = end;
        }
    }
    pairs(text, inside.start + start..inside.end, &mut names);
    names
}

/// Divides `VANCE, CYRUS, RUSK, DEAN`.
fn pairs(text: &str, range: Range<usize>, names: &mut Vec<Range<usize>>) {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = range.start;
    for at in memchr::memchr_iter(b',', text[range.clone()].as_bytes())
        .map(|at| range.start + at)
        .chain([range.end])
    {
        let part = trim(text, start..at);
        start = at + 1;
        let word = text[part.clone()].trim_end_matches('.');
        match parts.last_mut() {
            _ if part.is_empty() => {}
            Some(before) if SUFFIXES.iter().any(|suffix| word.eq_ignore_ascii_case(suffix)) => {
                before.end = part.end
            }
            _ => parts.push(part),
        }
    }
    if parts.len() > 2 && parts.len().is_multiple_of(2) {
        names.extend(parts.chunks_exact(2).map(|pair| pair[0].start..pair[1].end));
    } else if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        names.push(first.start..last.end);
    }
}

/// A range without blanks, commas and stray signs at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let stray = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '/' | '"' | '*' | '_');
    let start = range.start + (part.len() - part.trim_start_matches(|c| stray(c) || c == '.').len());
    start..(range.start + part.trim_end_matches(stray).len()).max(start)
}

/// True for what can be a name: words of letters that begin with a capital, not too many.
pub(super) fn is_name(name: &str) -> bool {
    let mut words = 0;
    let letters =
        |c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '-' | '\u{2019}');
    if name.len() > 80 || !name.starts_with(|c: char| c.is_uppercase()) || !name.chars().all(letters) {
        return false;
    }
    let mut small = 0;
    for word in name.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        words += 1;
        small += usize::from(word.starts_with(|c: char| c.is_lowercase()));
    }
    // Letters alone count something: `(A AND B)`.
    words <= 7 && small <= 1 && name.len() > 1
}

/// True for what in brackets spells out a code's meaning: its own words, or several words without a comma that stand behind it
/// (not `apart`) where no code before is one that persons follow (markings-and-indexing 2: person TAGS belong to the travel and
/// biographic group).
pub(super) fn is_meaning(text: &str, meaning: &str, apart: bool) -> bool {
    if meaning.is_empty() {
        return false;
    }
    let split = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let known = |word: &str| split(meaning).any(|other| other.eq_ignore_ascii_case(word));
    let several = split(text).nth(1).is_some();
    several && !apart && !text.contains(',') || split(text).next().is_some() && split(text).all(known)
}

/// A name as one searches for it: capitals, one blank after the comma, none before.
pub(super) fn code(name: &str) -> String {
    let mut code = String::with_capacity(name.len());
    for (i, part) in name.split(',').map(str::trim).filter(|part| !part.is_empty()).enumerate() {
        if i > 0 {
            code.push_str(", ");
        }
        for (j, word) in part.split_whitespace().enumerate() {
            if j > 0 {
                code.push(' ');
            }
            code.extend(word.chars().flat_map(char::to_uppercase));
        }
    }
    code
}
