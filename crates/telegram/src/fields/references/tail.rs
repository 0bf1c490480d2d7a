//! What stands behind the number of a telegram and belongs to it: `(NOTAL)`, `AND PREVIOUS`, `OF 11/30/73`, `PARA 3`.

use super::number;
use super::place;
use super::split;
use super::station;
use super::tokens::Tokens;
use super::year::{self, When};
use crate::fields::Context;

/// The words behind a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail {
    pub(super) year: Option<u16>,
    pub(super) month: Option<u8>,
    /// The year is that of the telegrams before it too.
    pub(super) all: bool,
    /// The token behind the last word.
    pub(super) next: usize,
}

const CAPTIONS: &[&str] = &[
    "NOTAL", "PASEP", "EXDIS", "NODIS", "LIMDIS", "AIDAC", "STADIS", "NOFORN", "SIPDIS", "ROGER", "CHEROKEE",
    "ET", "AL", "SEQ", "SERIES", "ALSO",
];

/// The series of a trip, of which a number stands beside the Department's own: `STATE 161750 TOSEC 060028` (TF 9.4).
pub(super) const SERIES: &[&str] = &["TOSEC", "TODEP", "TOTAS", "SECTO", "DEPTO"];

const OTHERS: &[&str] =
    &["PREVIOUS", "PREV", "PREVIOUSES", "SUBSEQUENT", "RELATED", "EARLIER", "FOLLOWING", "OTHERS", "OTHER"];

/// `NOTAL`, `EXDIS` and the like.
pub(super) fn is_caption(t: &Tokens, i: usize) -> bool {
    t.is(i, CAPTIONS)
}

/// Brackets behind a number are short.
const LONGEST_BRACKET: usize = 24;

/// The most words behind a number that are taken for a remark and not for the telegram's own text.
const LONGEST_REMARK: usize = 8;

/// Reads on from the token behind the number.
pub(super) fn read(t: &Tokens, i: usize, cx: &Context<'_>) -> Tail {
    let mut tail = Tail { next: i, ..Tail::default() };
    while let Some(next) = step(t, &mut tail, cx) {
        if next <= tail.next {
            break;
        }
        tail.next = next;
    }
    tail
}

fn step(t: &Tokens, tail: &mut Tail, cx: &Context<'_>) -> Option<usize> {
    let i = tail.next;
    let own = cx.year;
    if matches!(t.mark(i), b'(' | b'[') {
        return bracket(t, i, tail, own);
    }
    if t.is(i, CAPTIONS) {
        let dot = usize::from(t.mark(i + 1) == b'.' && t.is(i, &["AL", "SEQ"]));
        return Some(i + 1 + dot);
    }
    if t.mark(i) == b',' && t.is(i + 1, &["ET"]) {
        return Some(i + 1);
    }
    if (t.is(i, &["AND"]) || t.mark(i) == b'&' || t.mark(i) == b',') && t.is(i + 1, OTHERS) {
        return Some(i + 2);
    }
    if t.mark(i) == b',' && t.is(i + 1, &["AND"]) && t.is(i + 2, OTHERS) {
        return Some(i + 3);
    }
    if t.is(i, OTHERS) {
        return Some(i + 1);
    }
    let of = usize::from(t.is(i, &["OF", "DATED", "DTD", "ON", "DTG", "DATE"]));
    if let Some(when) = dated(t, i + of, of > 0, own) {
        return Some(keep(tail, when));
    }
    if let Some(when) = year_alone(t, i, own) {
        return Some(keep(tail, when));
    }
    let mark = matches!(t.mark(i), b',' | b'/' | b'-');
    if mark {
        if let Some(when) = after_mark(t, i, own) {
            return Some(keep(tail, when));
        }
        let of = usize::from(t.is(i + 1, &["DATED", "DTD", "DTG", "OF"]));
        if of > 0
            && let Some(when) = dated(t, i + 2, true, own)
        {
            return Some(keep(tail, when));
        }
    }
    let at = i + usize::from(mark);
    if place::stands_at(t, at) {
        let next = place::read(t, at + 1 + usize::from(t.mark(at + 1) == b'.'));
        // `STATE 30177, PARA 3 OF GREYHAVEN 88`: the next one's.
        return (!place::is_of_telegram(t, next, own)).then_some(next);
    }
    if t.is(at, SERIES) && !mark_is_comma(t, i) && !t.digits(at + 1).is_empty() {
        return Some(at + 2);
    }
    // The Department's number behind that of a series: `TOSEC 60028/STATE 161750` is read from its station.
    remark(t, i, cx)
}

fn mark_is_comma(t: &Tokens, i: usize) -> bool {
    t.mark(i) == b','
}

fn keep(tail: &mut Tail, when: When) -> usize {
    tail.year = tail.year.or(when.year);
    tail.month = tail.month.or(when.month);
    when.next
}

/// A date or date-time group, which `OF` or `DATED` may introduce.
fn dated(t: &Tokens, i: usize, introduced: bool, own: Option<u16>) -> Option<When> {
    if let Some(when) = year::dtg(t, i, own) {
        return Some(when);
    }
    if introduced || year::month(t, i).is_some() {
        if let Some(when) = year::date(t, i, own) {
            return Some(when);
        }
        let year = year::of_digits(t.digits(i), own).filter(|_| introduced && t.digits(i).len() == 4)?;
        return Some(When { year: Some(year), month: None, next: i + 1 });
    }
    // `STATE 235324 11/30/73`, `RABAT 12 1/5, 13 1/6`
    let ends = |i: usize| t.is_line_end(i) || matches!(t.mark(i), b',' | b';') || t.is(i, &["AND"]);
    year::date(t, i, own).filter(|when| (when.year.is_some() || ends(when.next)) && !t.is_glued(i))
}

/// The year of a number right behind it: `STATE 3836 '06`, `STATE 3836 06`. Two digits that are no year near the telegram's own
/// are none, nor are those before a station: they belong to that one (`STATE 3836 06 PARIS 417`).
fn year_alone(t: &Tokens, i: usize, own: Option<u16>) -> Option<When> {
    let quoted = t.mark(i) == b'\'';
    let at = i + usize::from(quoted);
    let digits = t.digits(at);
    if digits.len() != 2 || !quoted && (t.is_glued(at) || t.is_line(i)) || quoted && !t.is_glued(at) {
        return None;
    }
    let year = year::of_digits(digits, own)?;
    let close = match own {
        Some(own) => year <= own && own - year <= if quoted { 10 } else { 1 },
        None => quoted || digits.starts_with('0'),
    };
    let ends = t.is_line_end(at + 1)
        || matches!(t.mark(at + 1), b',' | b';') && !t.is_glued(at + 2)
        || t.mark(at + 1) == b'.' && t.is_line_end(at + 2)
        || t.is(at + 1, &["AND"])
        || split::letter(t, at + 1).is_some()
        || split::is_bracketed_letter(t, at + 1);
    (close && ends).then_some(When { year: Some(year), month: None, next: at + 1 })
}

/// Behind a comma, a hyphen or an oblique: a date that cannot be the next number of the list, or the year of this one.
fn after_mark(t: &Tokens, i: usize, own: Option<u16>) -> Option<When> {
    if let Some(when) = year::dtg(t, i + 1, own) {
        return Some(when);
    }
    if let Some(when) = year::date(t, i + 1, own)
        && (when.year.is_some() || year::month(t, i + 1).is_some() && t.mark(i) == b',')
    {
        return Some(when);
    }
    let at = i + 1 + usize::from(t.mark(i + 1) == b'\'');
    let digits = t.digits(at);
    // `RABAT 74, 75`: the next number.
    let short = i > 0 && t.mark(i) == b',' && at == i + 1 && matches!(t.digits(i - 1).len(), 1 | 2);
    if short && !digits.starts_with('0') && digits.len() == 2 {
        return None;
    }
    let year = year::of_digits(digits, own)?;
    let close = match own {
        Some(own) => year <= own && own - year <= 1,
        None => digits.starts_with('0') || digits.len() == 4 && (1960..2030).contains(&year),
    };
    // `STATE 3836, 06 PARIS 417`: the year of the next one.
    let ends = t.word(at + 1).is_empty() && !t.is_glued(at + 1)
        || t.is(at + 1, &["AND"])
        || matches!(t.mark(at + 1), b',' | b';');
    (close && ends && t.digits(at + 1).is_empty() && (digits.len() == 2 || t.mark(i) == b','))
        .then_some(When { year: Some(year), month: None, next: at + 1 })
}

/// `(NOTAL)`, `(06)`, `(311345Z MAY 73)`; not the next letter of the list, `(B)`.
fn bracket(t: &Tokens, i: usize, tail: &mut Tail, own: Option<u16>) -> Option<usize> {
    let dotted = t.word(i + 1).len() == 1 && t.mark(i + 2) == b'.' && split::is_close(t.mark(i + 3));
    if split::is_bracketed_letter(t, i) && !t.is_line_end(i + 3) || dotted && !t.is_line_end(i + 4) {
        return None;
    }
    if (t.digits(i + 1).len() == 1 || split::roman(t.word(i + 1)).is_some()) && split::is_close(t.mark(i + 2))
    {
        return None;
    }
    let mut lines = 0;
    let close = (i + 1..i + LONGEST_BRACKET).find(|&at| {
        lines += usize::from(t.is_line(at));
        matches!(t.mark(at), b')' | b']' | b'}') || matches!(t.mark(at), b'(' | b'[') || lines > 1
    });
    let Some(close) = close.filter(|&at| matches!(t.mark(at), b')' | b']' | b'}')) else {
        // The bracket is never closed: `STATE 44074 (NOTAL`.
        let at = t.over_lines(i + 1 + usize::from(t.mark(i + 1) == b','));
        return t.is(at, CAPTIONS).then_some(at + 1);
    };
    let inner = i + 1 + usize::from(t.mark(i + 1) == b'\'');
    if close == inner + 1 {
        if let Some(year) = year::of_digits(t.digits(inner), own).filter(|year| !year::is_far(*year, own)) {
            // `STATE 3836 (06) PARIS 417` is open; a year before a station that follows at once is that one's.
            tail.year = tail.year.or(Some(year));
        }
    } else {
        let of = usize::from(t.is(inner, &["OF", "DATED", "DTD", "DTG"]));
        if let Some(when) = dated(t, inner + of, true, own) {
            keep(tail, when);
        } else if is_control_number(t, inner, close) {
            // An office's own number: `(C-AL6-00123)`.
        } else if let Some(year) = year_of_all(t, inner, close, own) {
            tail.year = tail.year.or(Some(year));
            tail.all = true;
        } else if t.is(inner, SERIES) && !t.digits(inner + 1).is_empty() && close == inner + 2 {
            // The same telegram's number in a series.
        } else if station::name(t, over_words(t, inner)).is_some()
            || over_words(t, inner) > inner && !t.digits(over_words(t, inner)).is_empty()
        {
            // Another telegram in brackets.
            return None;
        }
    }
    Some(close + 1)
}

/// A number with which an office counts its tasks, in brackets behind a telegram that gives one: a letter, letters and figures, figures,
/// with hyphens and without a blank.
fn is_control_number(t: &Tokens, i: usize, close: usize) -> bool {
    t.word(i).len() == 1
        && t.mark(i + 1) == b'-'
        && !t.word(i + 2).is_empty()
        && close > i + 4
        && t.mark(close - 2) == b'-'
        && !t.digits(close - 1).is_empty()
        && (i + 1..close).all(|at| t.is_glued(at))
}

/// `(ALL 1974)`, `(BOTH 06)`: the year of the telegrams before it.
fn year_of_all(t: &Tokens, i: usize, close: usize, own: Option<u16>) -> Option<u16> {
    let all = t.is(i, &["ALL", "BOTH"]) && close == i + 2;
    year::of_digits(t.digits(i + 1), own).filter(|_| all)
}

/// Over the words that tie one telegram to another: `(AND RABAT 15)`, `(SEE ALSO RABAT 15)`.
fn over_words(t: &Tokens, i: usize) -> usize {
    let words = (i..i + 2).take_while(|&at| t.is(at, &["AND", "ALSO", "SEE", "PLUS"])).count();
    i + words
}

/// Words behind a number up to the end of the line or of the item: `STATE 026462 TO LA PAZ`.
fn remark(t: &Tokens, i: usize, cx: &Context<'_>) -> Option<usize> {
    let dash = usize::from(t.mark(i) == b'-' && !t.is_glued(i + 1));
    let from = i + dash;
    if t.word(from).is_empty() || split::letter(t, from).is_some() {
        return None;
    }
    // `A, STATE 30177 B, GREYHAVEN 88`
    if t.word(from).len() == 1 && t.mark(from + 1) == b',' && !t.is(from, &["A"]) && begins(t, from + 2, cx) {
        return None;
    }
    let mut at = from;
    while !t.is_line_end(at) {
        if t.word(at).is_empty() {
            let inside =
                matches!(t.mark(at), b'-' | b'/' | b'\'' | b'.') && t.is_glued(at) && t.is_glued(at + 1);
            if !inside && t.digits(at).is_empty() {
                break;
            }
        } else if t.sense(at).is_of_sentence() {
            return None;
        } else if t.is(at, &["AND", "OR"]) || split::letter(t, at).is_some() && at > from || begins(t, at, cx)
        {
            break;
        }
        at += 1;
        if at - from > LONGEST_REMARK {
            return None;
        }
    }
    (at > from).then_some(at)
}

/// A telegram begins here, so that the words before are all of the remark.
fn begins(t: &Tokens, i: usize, cx: &Context<'_>) -> bool {
    if number::airgram(t, i).is_some() {
        return true;
    }
    let Some(name) = station::name(t, i) else { return false };
    let place = i > 0 && t.is(i - 1, &["TO", "FROM", "FOR"]);
    let mut none_left = u32::MAX;
    !place && station::of(t, i, &name, cx, &mut none_left, true).is_some()
}
