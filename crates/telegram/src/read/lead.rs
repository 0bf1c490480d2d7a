//! How a line of the body begins: a number, a mark, an item of a list, a heading, a rule.

use super::words::{all_capitals, ends_sentence};

fn at(text: &[u8], index: usize) -> u8 {
    text.get(index).copied().unwrap_or(0)
}

/// A paragraph number at the beginning of a line: `2.`, `2)`, `6A.` (trade forms of 1974-79), and the bytes it takes.
pub(crate) fn number(text: &[u8]) -> Option<(u32, usize)> {
    let digits = text.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let value = text[..digits].iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'));
    let letter =
        usize::from(at(text, digits).is_ascii_uppercase() && matches!(at(text, digits + 1), b'.' | b')'));
    if !matches!(at(text, digits + letter), b'.' | b')') {
        return None;
    }
    // `6.. TEXT` is met.
    let taken = digits + letter + 1 + usize::from(at(text, digits + letter + 1) == b'.');
    let next = at(text, taken);
    // `17.3 PERCENT`, `4.2 IN. MORTARS`, `1,000` begin no paragraph. Behind a number stands a blank, a bracket or a capital.
    let opens = matches!(next, b' ' | b'\t' | b'(' | b'[' | b'"' | b'\'' | 0) || next.is_ascii_alphabetic();
    opens.then_some((value, taken))
}

/// Where the letter of `6A.` stands, of a line that begins with a number.
pub(crate) fn letter(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    (digits > 0 && at(text, digits).is_ascii_uppercase() && matches!(at(text, digits + 1), b'.' | b')'))
        .then_some(digits)
}

/// How an item of a list is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bullet {
    /// `--`, `-`, `*` and the like.
    Dash,
    /// `A.`, `(A)`, `a)`; with its place in the alphabet, from 1.
    Letter(u32),
    /// `(1)`, `1)`, `1.` inside a paragraph.
    Digit(u32),
}

/// An item at the beginning of a line, and the bytes that its bullet takes, blanks behind it included.
pub(crate) fn bullet(text: &[u8]) -> Option<(Bullet, usize)> {
    let (bullet, taken) = match text[0] {
        b'-' => {
            let dashes = text.iter().take(4).take_while(|&&b| b == b'-').count();
            let spaced = text.starts_with(b"- - ");
            let taken = if spaced { 3 } else { dashes };
            let next = text[taken..].iter().find(|b| !b.is_ascii_whitespace())?;
            // A rule is no item; nor is a negative number in a table.
            if dashes > 3 || *next == b'-' || dashes == 1 && at(text, 1).is_ascii_digit() {
                return None;
            }
            (Bullet::Dash, taken)
        }
        b'*' if at(text, 1) == b' ' => (Bullet::Dash, 1),
        // U+2022 and U+25CF as UTF-8, U+2022 as Windows-1252.
        0xe2 if text.starts_with("•".as_bytes()) || text.starts_with("●".as_bytes()) => (Bullet::Dash, 3),
        0x95 => (Bullet::Dash, 1),
        b'(' => {
            let close = text.iter().take(5).position(|&b| b == b')')?;
            (enumerator(&text[1..close])?, close + 1)
        }
        b'A'..=b'Z' | b'a'..=b'z'
            if matches!(at(text, 1), b'.' | b')') && matches!(at(text, 2), b' ' | b'\t') =>
        {
            // An initial (`J. R. WEAVER`) is no item; sequence tells, later.
            (enumerator(&text[..1])?, 2)
        }
        b'0'..=b'9' => {
            let (value, taken) = number(text)?;
            if at(text, taken).is_ascii_alphabetic() {
                return None;
            }
            (Bullet::Digit(value), taken)
        }
        _ => return None,
    };
    let blanks = text[taken..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    (taken + blanks < text.len()).then_some((bullet, taken + blanks))
}

fn enumerator(inner: &[u8]) -> Option<Bullet> {
    match inner {
        [letter @ (b'A'..=b'Z' | b'a'..=b'z')] => {
            Some(Bullet::Letter(u32::from(letter.to_ascii_lowercase() - b'a') + 1))
        }
        digits if !digits.is_empty() && digits.len() <= 2 && digits.iter().all(u8::is_ascii_digit) => {
            Some(Bullet::Digit(digits.iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'))))
        }
        _ => None,
    }
}

/// A row of dashes, equal signs or underscores: a rule under or over a heading.
pub(crate) fn rule(text: &[u8]) -> bool {
    text.len() >= 3 && matches!(text[0], b'-' | b'=' | b'_' | b'*') && {
        let mark = text[0];
        // The first letter of any other line ends the search.
        text.iter().all(|&b| b == mark || b == b' ') && text.iter().filter(|&&b| b == mark).count() >= 3
    }
}

/// What a heading can look like: short, no end of a sentence, and beginning with a capital.
pub(crate) fn heading_shape(text: &[u8]) -> bool {
    text.len() <= 72
        && (text[0].is_ascii_uppercase() || text[0].is_ascii_digit() || matches!(text[0], b'"' | b'('))
        && !ends_sentence(text)
        && !matches!(text.last(), Some(b',' | b'-'))
        && text.iter().any(u8::is_ascii_alphabetic)
        && !time_row(text)
}

/// A row of a schedule: `0930 - WHEELS UP`.
fn time_row(text: &[u8]) -> bool {
    text.len() > 6
        && text[..4].iter().all(u8::is_ascii_digit)
        && text[4] == b' '
        && text[4..].trim_ascii_start().first() == Some(&b'-')
}

/// Words that head a paragraph, by their first letter, longest first (TF 6.11).
fn headings(letter: u8) -> &'static [&'static [u8]] {
    match letter.to_ascii_uppercase() {
        b'A' => &[b"ACTION REQUESTED", b"ACTION REQUEST"],
        b'B' => &[b"BIOGRAPHIC NOTE", b"BEGIN SUMMARY", b"BEGIN COMMENT", b"BACKGROUND", b"BIO NOTE"],
        b'C' => &[
            b"COMMENT AND CONCLUSION",
            b"COMMENT AND SUMMARY",
            b"CONSULATE COMMENT",
            b"CONCLUSIONS",
            b"CONCLUSION",
            b"COMMENTS",
            b"COMMENT",
        ],
        b'E' => &[b"EXECUTIVE SUMMARY AND COMMENT", b"EXECUTIVE SUMMARY", b"EMBASSY COMMENT"],
        b'G' => &[b"GUIDANCE"],
        b'I' => &[b"INTRODUCTION AND SUMMARY", b"INTRODUCTION", b"INTRO AND SUMMARY"],
        b'M' => &[b"MISSION COMMENT"],
        b'N' => &[b"NEXT STEPS", b"NOTE"],
        b'O' => &[b"OVERVIEW AND SUMMARY", b"OBJECTIVES"],
        b'S' => &[
            b"SUMMARY AND ACTION REQUESTED",
            b"SUMMARY AND ACTION REQUEST",
            b"SUMMARY AND INTRODUCTION",
            b"SUMMARY AND CONCLUSIONS",
            b"SUMMARY AND CONCLUSION",
            b"SUMMARY AND COMMENTS",
            b"SUMMARY AND COMMENT",
            b"SUMMARY AND BACKGROUND",
            b"SUMMARY & COMMENT",
            b"SUMMARY/BACKGROUND",
            b"SUMMARY/COMMENT",
            b"SUMMARY",
        ],
        _ => &[],
    }
}

/// How many bytes a letter in brackets takes that stands where a mark does and means no level that is known: `(L) SUMMARY: ...`.
pub(crate) fn unknown_mark(text: &[u8]) -> usize {
    match text {
        [b'(', b'A'..=b'Z', b')', b' ', rest @ ..] => text.len() - rest.trim_ascii_start().len(),
        _ => 0,
    }
}

/// The word SUMMARY printed letter by letter, `S U M M A R Y`: the bytes it takes.
pub(crate) fn spaced_summary(text: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"S U M M A R Y";
    (text.starts_with(WORD) && !at(text, WORD.len()).is_ascii_alphanumeric()).then_some(WORD.len())
}

/// What divides heading words from the text behind them, with the blanks.
fn divider(rest: &[u8]) -> &[u8] {
    let divides = |b: &&u8| matches!(b, b':' | b'.' | b'-' | b')' | b']' | b' ' | b';' | b'=');
    &rest[..rest.iter().take(8).take_while(divides).count()]
}

/// The heading words that a paragraph's text begins with: how many bytes they take, and the bytes with what divides them
/// from the text (`:`, `.`, `--`). A sentence that begins with such a word has nothing that divides.
pub(crate) fn heading_words(text: &[u8]) -> Option<(usize, usize)> {
    if !matches!(text.first(), Some(b'A'..=b'Z' | b'a'..=b'z' | b'(' | b'[')) {
        return None;
    }
    let open = usize::from(matches!(text[0], b'(' | b'['));
    let inner = &text[open..];
    if let Some(len) = spaced_summary(inner) {
        return Some((open + len, open + len + divider(&inner[len..]).len()));
    }
    let second = at(inner, 1).to_ascii_uppercase();
    let word = headings(at(inner, 0)).iter().find(|w| {
        w[1] == second
            && !at(inner, w.len()).is_ascii_alphanumeric()
            && inner.get(..w.len()).is_some_and(|words| words.eq_ignore_ascii_case(w))
    })?;
    let len = open + word.len();
    let rest = &text[len..];
    let divider = divider(rest);
    let taken = divider.len();
    let divided = divider.iter().any(|b| *b != b' ');
    let alone = rest.trim_ascii().is_empty();
    // `BEGIN SUMMARY` needs no divider; nor does `SUMMARY` in capitals before a text that is not.
    let begins = inner.len() >= 6 && inner[..6].eq_ignore_ascii_case(b"BEGIN ");
    let contrast = all_capitals(&text[..len])
        && rest
            .get(taken..taken + 12.min(rest.len() - taken))
            .is_some_and(|r| r.iter().skip(1).any(u8::is_ascii_lowercase));
    (divided || alone || begins || contrast && taken > 0).then_some((len, len + taken))
}

/// Does the text begin with one of the words?
pub(super) fn word(text: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|w| text.starts_with(w) && !text.get(w.len()).is_some_and(u8::is_ascii_alphanumeric))
}

/// A repeated text ends.
pub(crate) fn quote_ends(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'U' | b'E'))
        && word(
            text,
            &[b"UNQUOTE", b"END QUOTE", b"END TEXT", b"UNQTE", b"End text", b"End Text", b"End quote"],
        )
}
