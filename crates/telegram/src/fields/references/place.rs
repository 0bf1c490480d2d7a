//! A place in a telegram, before its number or behind: `PARA 3`, `SECTION 2 OF 3` (TF 6.9, 9.3).

use super::station;
use super::tokens::Tokens;
use super::year;

const WORDS: &[&str] = &[
    "SECTION",
    "SECTIONS",
    "SECT",
    "SEC",
    "PARA",
    "PARAS",
    "PARAGRAPH",
    "PARAGRAPHS",
    "PAGE",
    "PAGES",
    "PART",
];

/// The word of a place stands at `i`.
pub(super) fn stands_at(t: &Tokens, i: usize) -> bool {
    t.is(i, WORDS)
}

/// The token behind `3`, `3A`, `3-5`, `3 AND 4`, `ONE`, `2 OF 3`.
pub(super) fn read(t: &Tokens, mut i: usize) -> usize {
    const SPELT: &[&str] = &["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"];
    let small = |at: usize| matches!(t.digits(at).len(), 1 | 2) || t.is(at, SPELT);
    while small(i) {
        i += 1;
        i += usize::from(is_part(t, i));
        let link = matches!(t.mark(i), b'-' | b',' | b'&') || t.is(i, &["AND", "OF", "TO", "THRU"]);
        // `PARA 2, 75 STATE 30177`: the year of the next one.
        let year = t.mark(i) == b',' && t.digits(i + 1).len() == 2 && t.word(i + 2).len() > 1;
        if !link
            || !small(i + 1)
            || year && !t.is(i + 2, &["AND", "OF", "TO", "THRU"])
            || matches!(t.mark(i + 2), b'.' | b')') && t.digits(i + 1).len() < 3 && !t.is_line_end(i + 3)
        {
            break;
        }
        i += 1;
    }
    i
}

/// The letter of a part right behind its figure: `PARA 3A`.
fn is_part(t: &Tokens, i: usize) -> bool {
    t.word(i).len() == 1 && t.is_glued(i)
}

/// `OF STATE 30177`, `OF 06 STATE 30177`: the place before `i` is one of the telegram that follows.
pub(super) fn is_of_telegram(t: &Tokens, i: usize, own: Option<u16>) -> bool {
    let at = year::before(t, i + 1, own).map_or(i + 1, |(_, at)| at);
    t.is(i, &["OF", "IN"]) && station::name(t, at).is_some()
}

/// Over a place that stands before its telegram: `PARA 3, STATE 30177`, `PARA 2 OF STATE 30177` (TF 6.9). Gives the token at
/// which the telegram must begin.
pub(super) fn before(t: &Tokens, i: usize) -> Option<usize> {
    if !stands_at(t, i) {
        return None;
    }
    let from = i + 1 + usize::from(t.mark(i + 1) == b'.');
    let mut at = read(t, from);
    if at == from {
        return None;
    }
    // `PARA 3(A)`
    let bracket = t.mark(at) == b'(' && t.is_glued(at) && t.word(at + 1).len() == 1 && t.mark(at + 2) == b')';
    at += if bracket { 3 } else { 0 };
    at += usize::from(matches!(t.mark(at), b',' | b':'));
    at += usize::from(t.is(at, &["OF", "IN"]));
    at += usize::from(t.is_line(at));
    Some(at)
}
