//! Does a line go on with the field before it?

use super::gates;
use super::scan::capitals;
use crate::fields::words::find_ignoring_case;
use crate::fields::{Context, caption, pass_line, references};
use chancery_registry::Registry;

/// A TAGS line goes on: the line before ended in a separator, or this one is made of codes.
pub(crate) fn tags(text: &[u8], before: &[u8]) -> bool {
    let open =
        matches!(before.last(), Some(b',' | b'/' | b'-' | b':' | b'(' | b';')) || before.ends_with(b"TAGS");
    let codes =
        text.split(|b| matches!(b, b' ' | b',' | b';' | b':' | b'.')).filter(|w| !w.is_empty()).all(|w| {
            w.len() <= 5
                && w.iter()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'(' | b')' | b'/'))
        });
    text.len() <= 140 && (codes || open && capitals(text))
}

/// A subject goes on over blank lines (a page break): its line ended where no subject ends.
pub(crate) fn subject(before: &[u8]) -> bool {
    const OPEN: [&[u8]; 14] = [
        b" AND",
        b" OF",
        b" THE",
        b" TO",
        b" IN",
        b" FOR",
        b" ON",
        b" WITH",
        b" BY",
        b" FROM",
        b" AT",
        b" OR",
        b"SUBJECT:",
        b"SUBJ:",
    ];
    matches!(before.last(), Some(b',' | b'-' | b'/' | b'(')) && !before.ends_with(b"--") && before.len() > 12
        || OPEN
            .iter()
            .any(|w| before.len() >= w.len() && before[before.len() - w.len()..].eq_ignore_ascii_case(w))
}

/// A list of references goes on: with the next letter, with what reads as references, or with the rest of a wrapped one.
pub(crate) fn reference(text: &[u8], before: &[u8], indent: usize, blanks: u32, registry: &Registry) -> bool {
    let reference = |text: &[u8]| {
        std::str::from_utf8(text).is_ok_and(|text| references::is_reference_text(text, registry))
    };
    let letter = match text {
        // Behind a blank line `(C) SHIPS CAME` is a paragraph with its mark, `(C) STATE 30177` the third reference.
        [b'(', b'C' | b'S' | b'U', b')', rest @ ..] if blanks > 0 && indent < 3 => {
            reference(rest.trim_ascii())
        }
        [b'(', letter, b')', ..] => letter.is_ascii_alphabetic(),
        [letter, b'.' | b')' | b':', next, ..] => {
            letter.is_ascii_uppercase()
                && (*next == b' ' || next.is_ascii_uppercase() || next.is_ascii_digit())
        }
        _ => false,
    };
    if letter {
        return blanks <= 3;
    }
    if super::fields::opens_text(text) || text.len() > 110 {
        return false;
    }
    let reads = || reference(text);
    match blanks {
        0 => {
            let open = matches!(before.last(), Some(b',' | b'-' | b'/' | b';' | b':' | b'('))
                || word_of(before, &[b"AND", b"OF", b"REF", b"OR"]);
            // The last line of a wrapped list is short; a line of text is not.
            open || indent >= 3 && text.len() < 80
                || text.len() < 32 && !before.ends_with(b".") && !has_small(text) && !is_pass(text, registry)
                || names_a_kind(text)
                || reads()
        }
        1 | 2 => indent >= 3 && text.len() < 80 && reads(),
        _ => false,
    }
}

/// A call, letter or memorandum on a line of its own, in a list of references.
fn names_a_kind(text: &[u8]) -> bool {
    const KINDS: [&[u8]; 8] =
        [b"TELECON", b"TELCON", b"FONECON", b"MEMO", b"LETTER", b"EMAIL", b"E-MAIL", b"AIRGRAM"];
    text.len() < 70 && !text.ends_with(b".") && KINDS.iter().any(|k| find_ignoring_case(text, k).is_some())
}

fn has_small(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_lowercase)
}

fn word_of(before: &[u8], words: &[&[u8]]) -> bool {
    let last = before.rsplit(|b| *b == b' ').next().unwrap_or_default();
    words.iter().any(|w| last.eq_ignore_ascii_case(w))
}

/// A classifier's paragraph goes on behind a blank line: its reason stands there.
pub(crate) fn classified_by(text: &[u8]) -> bool {
    gates::starts(text, b"REASON")
        || gates::starts(text, b"FOR REASON")
        || gates::starts(text, b"E.O. 12958") && memchr::memmem::find(text, b"1.").is_some()
}

/// What stands below a class line and belongs to it: the words of a corrected copy, or a lone section or number.
pub(crate) fn classification(text: &[u8]) -> bool {
    gates::starts(text, b"C O R R E C T E D")
        || gates::starts(text, b"CORRECTED COPY")
        || gates::starts(text, b"SECTION ") && text.len() < 40 && capitals(text)
}

/// A caption line: captions of the tables, and nothing else.
pub(crate) fn caption(text: &[u8], registry: &Registry) -> bool {
    // Captions are short, but for those that name a person: most lines leave here.
    if text.len() > 48 && !matches!(text[0], b'E' | b'F' | b'N' | b'S' | b'L' | b'R') || text.len() > 100 {
        return false;
    }
    // Among addressees most lines are stations: a caption begins with one only as `AMEMBASSY PORT ALDER EYES ONLY`.
    const STATIONS: [&[u8]; 4] = [b"AMEM", b"AMCON", b"USMISSION", b"SECSTATE"];
    if STATIONS.iter().any(|word| text.starts_with(word)) && !text.windows(4).any(|word| word == b"ONLY") {
        return false;
    }
    std::str::from_utf8(text).is_ok_and(|text| caption::read(text, &bare(registry)).is_some())
}

/// A pass line and no sentence of the text.
pub(crate) fn is_pass(text: &[u8], registry: &Registry) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| pass_line::looks_like(text, &bare(registry)))
}

/// Nothing is known yet but the tables.
fn bare(registry: &Registry) -> Context<'_> {
    Context { registry, year: None, day_of_year: None, post: None, number: None }
}

/// A short line in capitals between the class line and the subject: a caption or mark that no table holds.
pub(crate) fn loose_heading(text: &[u8]) -> bool {
    text.len() <= 48
        && capitals(text)
        && !matches!(text.last(), Some(b'.'))
        && text.iter().any(u8::is_ascii_alphabetic)
}
