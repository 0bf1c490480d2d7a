//! Does a line go on with the field before it?

use super::gates;
use super::scan::capitals;
use crate::annotated;
use crate::fields::words::{find_ignoring_case, holds};
use crate::fields::{Context, caption, pass_line, references};
use chancery_registry::Registry;

/// Had the line above room for the first word of this one? Then it was not wrapped there (TF 2.2).
pub(crate) fn had_room(before: &[u8], text: &[u8]) -> bool {
    /// A line that ends before this column was not wrapped.
    const COLUMN: usize = 50;
    before.len() + 1 + text.iter().position(|b| *b == b' ').unwrap_or(text.len()) <= COLUMN
}

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
    let reference = |text: &[u8]| reads_as_references(text, registry);
    if is_entire_text(text) {
        return false;
    }
    let letter = match text.strip_prefix(b"AND ").filter(|_| blanks == 0).unwrap_or(text) {
        // Behind a blank line `(C) SHIPS CAME` is a paragraph with its mark, `(C) STATE 30177` the third reference.
        [b'(', b'C' | b'S' | b'U', b')', rest @ ..] if blanks > 0 && indent < 3 => {
            return blanks <= 3 && reference(rest.trim_ascii());
        }
        [b'(', letter, b')', ..] => Some(*letter).filter(u8::is_ascii_alphabetic),
        [letter, b'.' | b')' | b':', next, ..] => Some(*letter).filter(|letter| {
            letter.is_ascii_uppercase()
                && (*next == b' ' || next.is_ascii_uppercase() || next.is_ascii_digit())
        }),
        _ => None,
    };
    if let Some(letter) = letter {
        // `A. THE SETTING` behind a list that has begun is the text.
        return blanks <= 3 && (letter_is_due(letter, before) || reference(text));
    }
    if super::fields::opens_text(text) || text.len() > 110 {
        return false;
    }
    let last = before.rsplit(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    let reads = || reference(text);
    match blanks {
        0 if passes(text) && passes_out(text, registry) => false,
        0 => {
            let open = matches!(last.last(), Some(b',' | b'-' | b'/' | b';' | b':' | b'('))
                || word_of(last, &[b"AND", b"OF", b"REF", b"OR"]);
            // The last line of a wrapped list is short; a line of text is not.
            open || indent >= 3 && text.len() < 80
                || text.len() < 32
                    && !last.ends_with(b".")
                    && !has_small(text)
                    && is_rest(text, last)
                    && !is_pass(text, registry)
                || names_a_kind(text)
                || reads()
        }
        1 | 2 => indent >= 3 && text.len() < 80 && reads(),
        _ => false,
    }
}

/// A line that can be nothing else than references.
pub(crate) fn reads_as_references(text: &[u8], registry: &Registry) -> bool {
    std::str::from_utf8(&annotated::plain(text))
        .is_ok_and(|text| references::is_reference_text(text, registry))
}

/// What stands behind the word of a line of references that has no colon: references, or the name of a document.
pub(crate) fn lists_references(value: &[u8], registry: &Registry) -> bool {
    reads_as_references(value, registry) || names_a_kind(value) || value.iter().any(u8::is_ascii_digit)
}

/// The paragraph that gives all of the text one level, and nothing else: `(C - ENTIRE TEXT)` (TF 6.11).
pub(crate) fn is_entire_text(text: &[u8]) -> bool {
    text.len() < 40
        && matches!(text[0], b'(' | b'C' | b'S' | b'L' | b'U')
        && text.windows(11).any(|w| w == b"ENTIRE TEXT")
}

/// A list of which `before` is the end waits for this letter: it has the one before, or the second before, or has none yet.
fn letter_is_due(letter: u8, before: &[u8]) -> bool {
    let letter = letter.to_ascii_uppercase();
    let field =
        before.windows(3).rposition(|w| w.eq_ignore_ascii_case(b"REF")).map_or(before, |at| &before[at..]);
    let behind = field.iter().skip_while(|b| b.is_ascii_alphabetic());
    if !behind.clone().any(u8::is_ascii_alphanumeric) {
        return true;
    }
    let has = |label: u8| {
        field.windows(3).any(|w| {
            !w[0].is_ascii_alphanumeric()
                && w[1].to_ascii_uppercase() == label
                && !w[2].is_ascii_alphanumeric()
        })
    };
    letter > b'A' && (has(letter - 1) || letter > b'B' && has(letter - 2))
}

/// What can stand below a reference whose line had no room for it, or goes on with it in words of its own.
fn is_rest(text: &[u8], before: &[u8]) -> bool {
    const WORDS: [&[u8]; 6] = [b"AND ", b"(NOTAL", b"NOTAL", b"PARA", b"DTG", b"PREVIOUS"];
    let figures = text.iter().any(u8::is_ascii_digit);
    !had_room(before, text) || figures && text[0] != b'(' || WORDS.iter().any(|w| gates::starts(text, w))
}

/// A call, letter or memorandum on a line of its own, in a list of references.
fn names_a_kind(text: &[u8]) -> bool {
    const KINDS: [&[u8]; 11] = [
        b"TELECON",
        b"TELCON",
        b"FONECON",
        b"MEMO",
        b"MEMCON",
        b"MEMORANDUM",
        b"MEMORANDA",
        b"LETTER",
        b"EMAIL",
        b"E-MAIL",
        b"AIRGRAM",
    ];
    // `AIDE MEMOIRE` is another word.
    let whole = |kind: &[u8]| {
        find_ignoring_case(text, kind).is_some_and(|at| {
            let behind = &text[at + kind.len()..];
            let behind = behind.strip_prefix(b"S").unwrap_or(behind);
            !behind.first().is_some_and(u8::is_ascii_alphabetic)
        })
    };
    text.len() < 70 && !text.ends_with(b".") && KINDS.iter().any(|kind| whole(kind))
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

/// A classifier's paragraph goes on with the order of his reasons: `E.O. 12958, 1.4 (b) and (d)`. The order's own line says when the
/// telegram is declassified. `before` is the line above.
pub(crate) fn order_of_reasons(text: &[u8], before: &[u8]) -> bool {
    const SECTIONS: [&[u8]; 3] = [b"1.3", b"1.4", b"1.5"];
    let order = matches!(super::fields::heading_field(text), Some((super::Kind::ExecutiveOrder, _)));
    order
        && find_ignoring_case(text, b"DECL").is_none()
        && SECTIONS.iter().any(|section| holds(text, section))
        && (find_ignoring_case(before, b"REASON").is_some() || !before.ends_with(b"."))
}

/// A caption line: captions of the tables, and nothing else.
pub(crate) fn caption(text: &[u8], registry: &Registry) -> bool {
    // Captions are short, but for those that name a person: most lines leave here.
    if text.len() > 48 && !matches!(text[0], b'E' | b'F' | b'N' | b'S' | b'L' | b'R') || text.len() > 100 {
        return false;
    }
    // Below a class line alone; elsewhere it is a banner.
    if text == b"SBU" {
        return false;
    }
    // Among addressees most lines are stations: a caption begins with one only as `AMEMBASSY PORT ALDER EYES ONLY`.
    const STATIONS: [&[u8]; 4] = [b"AMEM", b"AMCON", b"USMISSION", b"SECSTATE"];
    if STATIONS.iter().any(|word| text.starts_with(word)) && !holds(text, b"ONLY") {
        return false;
    }
    std::str::from_utf8(text).is_ok_and(|text| caption::read(text, &bare(registry)).is_some())
}

/// A pass line and no sentence of the text.
pub(crate) fn is_pass(text: &[u8], registry: &Registry) -> bool {
    let is_pass = |text| pass_line::looks_like(text, &bare(registry)) || pass_line::is_sender(text);
    std::str::from_utf8(text).is_ok_and(is_pass)
}

/// Has the form of a pass line, those with a colon too: `FOR: CU/ARA` (TF 6.5).
pub(crate) fn passes(text: &[u8]) -> bool {
    super::fields::pass(text)
        || text.starts_with(b"FOR:") && text.len() <= 110
        || text.starts_with(b"FROM ") && text.len() <= 48
}

/// Behind the subject, where `below` is the next line, `FOR:` begins a pass line only before an office or a position:
/// `FOR: ANN WEAVER`, `FOR: MANAGER` and an address below head a private message, which is text.
pub(crate) fn is_pass_here(text: &[u8], below: Option<&[u8]>, registry: &Registry) -> bool {
    let (Some(whom), Some(below)) = (text.strip_prefix(b"FOR:"), below) else {
        return is_pass(text, registry);
    };
    let whom = whom.trim_ascii();
    let symbol = whom.split(|b| *b == b' ').next().is_some_and(|word| word.contains(&b'/'));
    let apart = symbol || below.is_empty() || passes(below);
    apart && is_pass(text, registry) && is_pass(&[b"FOR ", whom].concat(), registry)
}

/// A pass line goes on, but each `FOR:` begins one. Behind the subject it does only where it is open or had no room, or where
/// the next one begins: the text may stand right below it.
pub(crate) fn pass(text: &[u8], before: &[u8], subject_seen: bool, registry: &Registry) -> bool {
    let open = matches!(before.last(), Some(b',' | b';' | b'/' | b'-'))
        || word_of(before, &[b"AND", b"FOR", b"FROM"]);
    let next = || passes(text) && is_pass(text, registry);
    let goes_on = !subject_seen || open || !had_room(before, text) || next();
    goes_on && !text.starts_with(b"FOR:")
}

/// Below a subject that had room for it, the line speaks to somebody: `FOR AMBASSADOR FROM WEAVER`, `STATE PASS OPIC`.
pub(crate) fn is_pass_below(text: &[u8], before: &[u8], registry: &Registry) -> bool {
    let from = || text.starts_with(b"FOR ") && memchr::memmem::find(text, b" FROM ").is_some();
    had_room(before, text)
        && passes(text)
        && (from() && is_pass(text, registry) || passes_out(text, registry))
}

/// A pass line beyond doubt, whatever the field above it.
fn passes_out(text: &[u8], registry: &Registry) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| pass_line::stands_out(text, &bare(registry)))
}

/// `REFTEL REQUESTED DATA.` begins a text: no figure, and a full stop at the end.
pub(crate) fn is_reference_sentence(text: &[u8]) -> bool {
    text.ends_with(b".")
        && text.len() > 12
        && !text.iter().any(|b| b.is_ascii_digit() || *b == b':')
        && text.iter().filter(|b| **b == b' ').count() >= 2
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
