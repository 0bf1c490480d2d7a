//! The number of a telegram, as garbled as copies have it.

use super::station;
use super::tokens::{Kind, Tokens};
use super::year::{digit, is_lookalike, month, of_digits};

/// A number beside a station.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// Absent where a character of it cannot be read (`00498#`) and where it has more digits than any station gave out.
    pub(super) value: Option<u32>,
    /// A year between station and number: `STATE 06 3836`.
    pub(super) year: Option<u16>,
    /// How many digits are printed.
    pub(super) width: usize,
    /// The token behind it.
    pub(super) next: usize,
}

/// The most digits in the number of a telegram; page lines fill up to 8 (TF 9.2).
const WIDEST: usize = 8;

/// Reads a number at token `i`. `own` is the telegram's year; `wide` says that the station has numbers of six digits.
pub(super) fn read(t: &Tokens, i: usize, own: Option<u16>, wide: bool) -> Option<Number> {
    if station::bracketed_year(t, i) {
        let year = of_digits(t.digits(i + 1), own).filter(|&year| is_near(year, own))?;
        let second = group(t, i + 3).filter(|second| is_number_end(t, second.next))?;
        return Some(Number { year: Some(year), ..number(second) });
    }
    let first = group(t, i)?;
    // `STATE 06 3836`, `STATE 06-3836`, `STATE 2006 3836`.
    if matches!(first.width, 2 | 4) && first.plain {
        let at = first.next + usize::from(t.mark(first.next) == b'-');
        let year = of_digits(t.digits(i), own).filter(|&year| is_near(year, own));
        if let (Some(year), Some(second)) = (year, group(t, at))
            && second.width >= 3
            && !t.is_line(first.next)
            && is_number_end(t, second.next)
            && at - first.next + usize::from(!t.is_glued(at)) > 0
        {
            return Some(Number { year: Some(year), ..number(second) });
        }
    }
    let mut whole = first;
    while let Some(next) = more(t, &whole, wide) {
        whole = next;
    }
    is_number_end(t, whole.next).then(|| number(whole))
}

fn number(group: Group) -> Number {
    let value = group.legible.then_some(group.value).filter(|&n| n > 0 && n <= 999_999);
    Number { value, year: None, width: group.width, next: group.next }
}

/// Years beside numbers that nobody doubts: up to ten before the telegram's own; without one, 1960 to 2029.
fn is_near(year: u16, own: Option<u16>) -> bool {
    match own {
        Some(own) => year <= own && own - year <= 10,
        None => (1960..2030).contains(&year),
    }
}

/// Digits without a blank between them, and letters that stand for digits.
#[derive(Clone, Copy, Debug)]
struct Group {
    value: u32,
    width: usize,
    legible: bool,
    plain: bool,
    next: usize,
}

fn group(t: &Tokens, i: usize) -> Option<Group> {
    let mut group = Group { value: 0, width: 0, legible: true, plain: true, next: i };
    let mut digits = false;
    while group.next == i || t.is_glued(group.next) {
        let at = group.next;
        let text = match t.get(at).map(|token| token.kind) {
            Some(Kind::Digits) => {
                digits = true;
                t.digits(at)
            }
            Some(Kind::Word) if stands_for_digits(t, at, i) => {
                group.plain = false;
                t.word(at)
            }
            Some(Kind::Mark(b'#' | b'?' | b'*' | b'_')) if digits => {
                group.legible = false;
                group.next += 1;
                continue;
            }
            _ => break,
        };
        group.width += text.len();
        if group.width > WIDEST {
            return None;
        }
        for byte in text.bytes() {
            group.value = group.value * 10 + u32::from(digit(byte)?);
        }
        group.next += 1;
    }
    digits.then_some(group)
}

/// O, I and l beside a digit; S, B and Z only between two.
fn stands_for_digits(t: &Tokens, at: usize, first: usize) -> bool {
    let word = t.word(at);
    let digits_behind = t.is_glued(at + 1) && !t.digits(at + 1).is_empty();
    let digits_before = at > first;
    // `123O.` may be a letter of the list; the letters O and I are far down in it.
    is_lookalike(word) && word.len() <= 4 && (digits_behind || digits_before)
        || matches!(word, "S" | "B" | "Z") && digits_behind && digits_before
}

/// The next group of digits where it is a part of the same number: `1 O1684`, `093,410`, `1234-` at a line's end.
fn more(t: &Tokens, whole: &Group, wide: bool) -> Option<Group> {
    let most = if wide { 6 } else { 5 };
    let mut at = whole.next;
    let comma = t.mark(at) == b',' && t.is_glued(at) && t.is_glued(at + 1);
    let hyphen = t.mark(at) == b'-' && t.is_line(at + 1);
    at += usize::from(comma || hyphen);
    let line = t.is_line(at);
    at += usize::from(line);
    let second = group(t, at)?;
    let width = whole.width + second.width;
    let fits = width <= most || width == 6 && !wide && whole.width == 1;
    let one_number = match () {
        () if comma => second.width == 3 && (whole.width <= 2 || whole.width == 3 && wide),
        () if hyphen => fits,
        // The start of the text: `1. THE EMBASSY`.
        () if matches!(t.mark(second.next), b'.' | b')') && second.width <= 2 => false,
        // The next number of the list: `1: STATE 30177 2: GREYHAVEN 88`.
        () if matches!(t.mark(second.next), b':' | b'-' | b'/')
            && second.width <= 2
            && !t.is_glued(second.next + 1)
            && !t.word(second.next + 1).is_empty() =>
        {
            false
        }
        // A date: `RABAT 12 1/5`.
        () if t.mark(second.next) == b'/' && second.width <= 2 && !t.digits(second.next + 1).is_empty() => {
            false
        }
        () if line => fits && whole.width >= 2 && is_alone(t, second.next),
        () => fits && (whole.width <= 3 || second.width == 1) && is_alone(t, second.next),
    };
    // `12 13` is two numbers or one.
    let two = whole.width == 2 && whole.plain && second.width == 2 && !hyphen;
    (one_number && fits && is_number_end(t, second.next)).then(|| Group {
        value: whole.value * 10u32.pow(second.width as u32) + second.value,
        width,
        legible: whole.legible && second.legible && !two,
        plain: false,
        next: second.next,
    })
}

/// No word that the digits could be the year of (`STATE 123 06 PARIS 4`), and no date.
fn is_alone(t: &Tokens, i: usize) -> bool {
    t.word(i).is_empty()
        || t.is(
            i,
            &["AND", "OR", "OF", "DATED", "DTD", "NOTAL", "EXDIS", "NODIS", "LIMDIS", "ET", "PARA", "TO"],
        )
}

/// Numbers with obliques between them that can be no date, at the first oblique: `123/124/125`, `30177/78/79`.
pub(super) fn is_chain(t: &Tokens, i: usize) -> bool {
    let group = |i: usize| t.digits(i).len();
    let between = |i: usize| t.mark(i) == b'/' && t.is_glued(i) && t.is_glued(i + 1);
    let first = i.checked_sub(1).map_or(0, group);
    between(i)
        && between(i + 2)
        && group(i + 1) > 1
        && group(i + 3) > 1
        && (first >= 5 || first >= 3 && group(i + 1) >= 3 && group(i + 3) >= 3)
}

/// False where the digits go on to a date, a time, a share, an ordinal number: `11/30/73`, `3:15`, `17.3`, `8 PM`, `3RD`.
fn is_number_end(t: &Tokens, i: usize) -> bool {
    let next = t.digits(i + 1);
    let glued = t.is_glued(i) && t.is_glued(i + 1);
    match t.mark(i) {
        b'%' => return false,
        b':' if glued && next.len() == 2 => return false,
        b'.' if glued && !next.is_empty() => return false,
        b'/' | b'-' if glued && !next.is_empty() && matches!(t.mark(i + 2), b'/' | b'-') => {
            return t.digits(i + 3).len() > 4 || is_chain(t, i);
        }
        _ => {}
    }
    let word = t.word(i);
    if t.is_glued(i) && !word.is_empty() {
        // `123B. STATE` and `3836NOTAL`, where a blank is lost.
        return word.len() > 2 && month(t, i).is_none()
            || word.len() == 1 && matches!(t.mark(i + 1), b'.' | b')');
    }
    !t.is(i, &["AM", "PM", "PERCENT", "PCT", "MILLION", "BILLION", "DOLLARS", "HOURS", "Z"])
}

/// An airgram's number, `A-212`, `A212`, `A 87`, `A-O87`: the number and the token behind it (TF 9.2).
pub(super) fn airgram(t: &Tokens, i: usize) -> Option<Number> {
    if !t.is(i, &["A"]) {
        return None;
    }
    let mut at = i + 1;
    if matches!(t.mark(at), b'-' | b'.') && t.is_glued(at) {
        at += 1;
        if t.mark(at - 1) == b'.' && !t.is_glued(at) {
            return None;
        }
    }
    let number = group(t, at)?;
    (number.width <= 5 && is_number_end(t, number.next)).then(|| self::number(number))
}
