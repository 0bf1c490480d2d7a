//! Years, dates and date-time groups beside a reference, and the year of a number that is printed without one.

use super::senses::Sense;
use super::tokens::{Kind, Tokens};
use crate::fields::Context;
use crate::fields::mrn::century;

/// What a date in a reference tells, and the token behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct When {
    pub(super) year: Option<u16>,
    pub(super) month: Option<u8>,
    pub(super) next: usize,
}

/// A month at token `i`, in full or shortened to three letters, with a full stop or without; also in two pieces.
pub(super) fn month(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    let word = t.word(i);
    if word.is_empty() {
        return None;
    }
    if let Some(month) = t.sense(i).month() {
        let dot = t.mark(i + 1) == b'.' && t.is_glued(i + 1) && word.len() < 5;
        return Some((month, i + 1 + usize::from(dot)));
    }
    // `NOVE, MBER`
    let rest = t.word(i + 1);
    if !t.is_glued(i + 1) || rest.is_empty() || word.len() + rest.len() > 9 {
        return None;
    }
    Sense::of(&[word, rest].concat()).month().map(|month| (month, i + 2))
}

/// The year that two digits mean: the one that lies nearest to the telegram's own year and not after the next one; without
/// it, that of [`century`].
pub(super) fn full(two: u16, own: Option<u16>) -> u16 {
    match own {
        Some(own) => {
            let year = own - own % 100 + two;
            if year > own + 1 { year - 100 } else { year }
        }
        None => century(two),
    }
}

/// No telegram refers to one that is older, in years (derived: TF 6.9 has a year in two digits).
const FURTHEST: u16 = 30;

/// Further from the telegram's own year than that of any reference.
pub(super) fn is_far(year: u16, own: Option<u16>) -> bool {
    own.is_some_and(|own| year > own + 1 || own - year.min(own) > FURTHEST)
}

/// Reads two or four digits as a year; nothing outside of 1900 to 2099.
pub(super) fn of_digits(digits: &str, own: Option<u16>) -> Option<u16> {
    let value: u16 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(full(value, own)),
        4 if (1900..2100).contains(&value) => Some(value),
        _ => None,
    }
}

/// A year printed before the station: `06`, `2006`, `'06`, `(06)`, `06-` (TF 6.9). Gives it and the token behind.
pub(super) fn before(t: &Tokens, i: usize, own: Option<u16>) -> Option<(u16, usize)> {
    let open = matches!(t.mark(i), b'(' | b'[');
    let mut at = i + usize::from(open);
    at += usize::from(t.mark(at) == b'\'');
    let year = of_digits(t.digits(at), own)?;
    at += 1;
    if open {
        if !matches!(t.mark(at), b')' | b']') {
            return None;
        }
        at += 1;
    } else {
        at += usize::from(matches!(t.mark(at), b'-' | b'/') && t.is_glued(at));
    }
    let at = t.over_lines(at);
    (!t.word(at).is_empty() && month(t, at).is_none()).then_some((year, at))
}

/// A date: `11/30/73`, `8/13`, `MAY 21, 1974`, `30 NOV 73`, `28 AUGUST 1979`, `JULY 1973`, `FEBRUARY 13`.
pub(super) fn date(t: &Tokens, i: usize, own: Option<u16>) -> Option<When> {
    if let Some((month, next)) = month(t, i) {
        return Some(after_month(t, month, next, own));
    }
    let day = t.digits(i);
    if day.is_empty() || day.len() > 2 {
        return None;
    }
    let dash = matches!(t.mark(i + 1), b'-' | b'/' | b'.');
    let at = i + 1 + usize::from(dash);
    if let Some((month, next)) = month(t, at) {
        let dash = usize::from(matches!(t.mark(next), b'-' | b'/' | b','));
        let year = year_at(t, next + dash, own);
        return Some(match year {
            Some((year, next)) => When { year: Some(year), month: Some(month), next },
            None => When { year: None, month: Some(month), next },
        });
    }
    // By the numbers, month first.
    let mark = t.mark(i + 1);
    let second = t.digits(i + 2);
    if !dash || second.is_empty() || second.len() > 2 || !t.is_glued(i + 1) {
        return None;
    }
    let month = day.parse().ok().filter(|m| (1..=12).contains(m));
    if t.mark(i + 3) == mark && matches!(t.digits(i + 4).len(), 2 | 4) {
        return Some(When { year: of_digits(t.digits(i + 4), own), month, next: i + 5 });
    }
    (mark == b'/' && month.is_some()).then_some(When { year: None, month, next: i + 3 })
}

fn after_month(t: &Tokens, month: u8, next: usize, own: Option<u16>) -> When {
    let none = When { year: None, month: Some(month), next };
    let digits = t.digits(next);
    let is_day = matches!(digits.len(), 1 | 2) && digits.parse().is_ok_and(|d: u8| (1..=31).contains(&d));
    if !is_day {
        return match year_at(t, next, own) {
            Some((year, next)) => When { year: Some(year), next, ..none },
            None => none,
        };
    }
    let day = When { next: next + 1, ..none };
    let ordinal = usize::from(t.is_glued(next + 1) && t.is(next + 1, &["ST", "ND", "RD", "TH"]));
    let at = next + 1 + ordinal;
    let comma = t.mark(at) == b',';
    let at = at + usize::from(comma);
    // After a comma two digits may be the next item of the list.
    match year_at(t, at, own) {
        Some((year, next)) if !comma || t.digits(at).len() == 4 || t.mark(at) == b'\'' => {
            When { year: Some(year), next, ..day }
        }
        _ => day,
    }
}

/// A year of two or four digits, which a cut may have parted (`7, 4`).
fn year_at(t: &Tokens, i: usize, own: Option<u16>) -> Option<(u16, usize)> {
    let at = i + usize::from(t.mark(i) == b'\'');
    let digits = t.digits(at);
    if digits.len() < 4 && t.is_glued(at + 1) && !t.digits(at + 1).is_empty() {
        let joined = [digits, t.digits(at + 1)].concat();
        return of_digits(&joined, own).map(|year| (year, at + 2));
    }
    let year = of_digits(digits, own)?;
    // `12 MARCH 75 PARIS 417` is possible, `12 MARCH 06 PARIS 417` too: the digits belong to the date.
    Some((year, at + 1))
}

/// A date-time group: `311345Z MAY 73`, `081320 Z AUG 74`, `121430Z`, `121430 MAR 07` (TF 8.1).
pub(super) fn dtg(t: &Tokens, i: usize, own: Option<u16>) -> Option<When> {
    let mut at = i;
    // A cut or a slip of the key may part the six digits or put a letter for one.
    let mut six = [0u8; 6];
    let mut len = 0;
    while at == i || t.is_glued(at) {
        let part = match t.get(at)?.kind {
            Kind::Digits => t.digits(at),
            Kind::Word if is_lookalike(t.word(at)) => t.word(at),
            _ => break,
        };
        if len + part.len() > 6 {
            return None;
        }
        for b in part.bytes() {
            six[len] = digit(b)?;
            len += 1;
        }
        at += 1;
        // `12/1430Z`
        at += usize::from(len == 2 && t.mark(at) == b'/' && t.is_glued(at) && t.digits(at + 1).len() == 4);
    }
    if len != 6 {
        return None;
    }
    let pair = |i: usize| six[i] * 10 + six[i + 1];
    if !(1..=31).contains(&pair(0)) || pair(2) > 24 || pair(4) > 59 {
        return None;
    }
    let zone = t.word(at).len() == 1 && (t.is_glued(at) || t.is(at, &["Z"]));
    let mut at = at + usize::from(zone);
    if zone && t.is_line(at) && month(t, at + 1).is_some() {
        at += 1;
    }
    match month(t, at) {
        Some((month, next)) => {
            // `12/1430Z MAR 07`: the year may be lacking.
            let year = year_at(t, next, own);
            let next = year.map_or(next, |(_, next)| next);
            Some(When { year: year.map(|(year, _)| year), month: Some(month), next })
        }
        None if zone => Some(When { next: at, ..When::default() }),
        None => None,
    }
}

/// True for letters that stand for digits: O for 0, I and l for 1 (TF 17).
pub(super) fn is_lookalike(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'O' | b'o' | b'I' | b'l'))
}

/// The digit that a character is or stands for.
pub(super) fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte - b'0',
        b'O' | b'o' => 0,
        b'I' | b'l' => 1,
        b'Z' => 2,
        b'S' => 5,
        b'B' => 8,
        _ => return None,
    })
}

/// Most numbers that a station gave out in a year, with room to spare. Of the Department: 190 to 330 thousand in 1973-79
/// and 130 to 300 thousand later; of posts: 5 to 20 thousand, the largest under 40 thousand.
fn ceiling(post: &str) -> u32 {
    match post {
        "STATE" => 350_000,
        _ => 40_000,
    }
}

/// The year of a number that is printed without one: the telegram's own, or the year before where the number is above what
/// the station can have reached by then (TF 6.9).
pub(super) fn resolve(cx: &Context, post: &str, number: u32, month: Option<u8>) -> Option<u16> {
    let own = cx.year?;
    if own == 0 {
        return None;
    }
    if cx.post == Some(post) && cx.number.is_some_and(|n| n > 0 && number > n) {
        return Some(own - 1);
    }
    let Some(day) = cx.day_of_year else { return Some(own) };
    // A day in a month that is still to come was in the year before.
    if month.is_some_and(|m| (u16::from(m) - 1) * 30 > day + 1) {
        return Some(own - 1);
    }
    let reached = u64::from(ceiling(post)) * u64::from(day + 10) * 13 / 3650;
    Some(if u64::from(number) > reached { own - 1 } else { own })
}
