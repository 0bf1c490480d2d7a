//! One reference to a telegram: year, station, number or date-time group, in any order that was met.

use super::lookalike;
use super::number::{self, Number};
use super::place;
use super::split;
use super::station::{self, Name, Station};
use super::tail::{self, Tail};
use super::tokens::Tokens;
use super::year::{self, When};
use crate::fields::Context;
use std::borrow::Cow;

/// What a number without a station takes over from the reference before it.
#[derive(Clone, Debug)]
pub(super) struct Carry<'c> {
    pub(super) code: Option<Cow<'c, str>>,
    pub(super) year: Option<u16>,
    /// The number before, and how many digits it has: the next one may print its last digits alone (`12345/6`).
    pub(super) last: Option<(u32, usize)>,
    /// The one before is an airgram.
    pub(super) airgram: bool,
}

impl<'c> Carry<'c> {
    /// A station and nothing else.
    pub(super) fn new(code: Option<Cow<'c, str>>, year: Option<u16>) -> Carry<'c> {
        Carry { code, year, last: None, airgram: false }
    }
}

/// A telegram that is referred to.
#[derive(Clone, Debug)]
pub(super) struct Telegram<'c> {
    pub(super) carry: Carry<'c>,
    pub(super) known: bool,
    /// The printed year.
    pub(super) year: Option<u16>,
    pub(super) number: Option<u32>,
    pub(super) airgram: bool,
    /// The month of a date beside it.
    pub(super) month: Option<u8>,
    /// The token behind station and number.
    pub(super) head: usize,
    /// The last telegram of `12345-12347`: its number and first token.
    pub(super) last: Option<Last>,
    /// What stands behind the number and belongs to it.
    pub(super) tail: Tail,
}

/// The end of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    pub(super) number: u32,
    pub(super) start: usize,
    /// Those between are meant too (`12345-12347`), or not (`12345/12347`).
    pub(super) all: bool,
}

/// How a telegram may be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Unknown words count as a station: the structure of the list says that a telegram must stand here.
    pub(super) unknown: bool,
    /// Unknown words count although they are not all in capitals.
    pub(super) any_case: bool,
}

/// Reads a telegram with its station at token `i`.
pub(super) fn read<'c>(
    t: &Tokens,
    i: usize,
    cx: &Context<'c>,
    mends: &mut u32,
    manner: Manner,
) -> Option<Telegram<'c>> {
    if let Some(found) = lookalike::station(t, i, cx) {
        let head = Head {
            carry: Carry::new(Some(Cow::Borrowed(found.code)), found.year),
            known: true,
            command: false,
        };
        let number = number::read(t, found.number, cx.year, found.code == "STATE")?;
        return Some(finish(t, cx, head, number, false, When::default()));
    }
    let (printed, at) = match year::before(t, i, cx.year) {
        Some((year, at)) => (Some(year), at),
        None => (None, i),
    };
    if let Some(airgram) = number::airgram(t, at) {
        // An airgram without a station is somebody's; whose is not printed.
        let head = Head { carry: Carry::new(None, printed), known: true, command: false };
        return Some(own_airgram(finish(t, cx, head, airgram, true, When::default()), cx));
    }
    let name = station::name(t, at)?;
    let clear =
        manner.unknown && (printed.is_some() || manner.any_case || is_in_capitals(t, at, name.number));
    let station = station::of(t, at, &name, cx, mends, clear)?;
    // `ABC123`: letters and figures in one word are a station and its number only where the station is known.
    if !station.known && printed.is_none() && name.number == at + 1 && t.is_glued(name.number) {
        return None;
    }
    let head = Head {
        carry: Carry::new(station.code.clone(), printed),
        known: station.known,
        command: station.command,
    };
    rest(t, cx, head, &station, &name, at)
}

/// Reads a number, an airgram's number or a date-time group that takes its station from the reference before it.
pub(super) fn carried<'c>(t: &Tokens, i: usize, cx: &Context<'c>, carry: &Carry<'c>) -> Option<Telegram<'c>> {
    let head = |year| Head { carry: Carry { year, ..carry.clone() }, known: true, command: false };
    if let Some(airgram) = number::airgram(t, i) {
        let mut head = head(carry.year);
        // `STATE 52574, A-97` in a post's telegram: the post's own airgram as likely as the Department's.
        if head.carry.code.as_deref() == Some("STATE") && cx.post != Some("STATE") {
            head.carry.code = None;
        }
        return Some(own_airgram(finish(t, cx, head, airgram, true, When::default()), cx));
    }
    let wide = carry.code.as_deref() == Some("STATE");
    let mut number = number::read(t, i, cx.year, wide)?;
    let short = number.width <= 2;
    let oblique = i > 0 && t.mark(i - 1) == b'/' && short;
    let prose = matches!(t.mark(number.next), b'.' | b')' | b'/')
        && short
        && !t.is_line_end(number.next + 1)
        && split::letter(t, number.next + 1).is_none()
        && !split::is_paragraph(t, number.next + 1)
        && !t.is(i.wrapping_sub(1), &["AND"]);
    if year::date(t, i, cx.year).is_some() || short && !may_follow(t, number.next, cx) {
        return None;
    }
    let year = number.year.or(carry.year);
    let whole = carry.last.and_then(|(last, width)| completed(last, width, &number));
    if oblique {
        // `30177/78/79`
        number.value = Some(whole.filter(|_| t.is_glued(i - 1) && t.is_glued(i))?);
    } else if prose {
        return None;
    } else if whole.is_some() && carry.last.is_some_and(|(_, width)| number.width + 2 <= width)
        || carry.airgram
    {
        // `12345, 46`: 12346 or 46. `A-12 AND 13`: a telegram or an airgram.
        number.value = None;
    }
    let mut telegram = finish(t, cx, head(year), number, false, When::default());
    telegram.carry.last = telegram.carry.last.or(carry.last);
    telegram.carry.airgram = carry.airgram;
    Some(telegram)
}

/// An airgram without a station that bears a date is the sender's own: a post has its own numbers for them, `A-62 OF APRIL 6, 1973`,
/// seldom more than a few hundred in a year; the Department's have four figures most of the year.
fn own_airgram<'c>(mut airgram: Telegram<'c>, cx: &Context<'c>) -> Telegram<'c> {
    const MOST: u32 = 999;
    let dated = airgram.year.is_some() || airgram.month.is_some();
    if airgram.carry.code.is_none() && dated && airgram.number.is_some_and(|number| number <= MOST) {
        airgram.carry.code = cx.post.filter(|post| *post != "STATE").map(Cow::Borrowed);
    }
    airgram
}

/// The number of which only the last digits are printed, behind the one that has all: `30177/78` (TF 6.9). It is the higher one.
fn completed(last: u32, width: usize, number: &Number) -> Option<u32> {
    let value = number.value.filter(|_| number.width < width)?;
    let unit = 10u32.pow(number.width as u32);
    let whole = last - last % unit + value;
    (whole > last && whole <= 999_999).then_some(whole)
}

/// What may stand behind a number of one or two digits that has no station of its own: in `12, 13 AND 14` it is a telegram, in
/// `12, 13 PAGES` it is none.
fn may_follow(t: &Tokens, i: usize, cx: &Context<'_>) -> bool {
    const WORDS: &[&str] = &["AND", "OR", "PLUS"];
    // `13 OF MARCH 3`
    let of = t.is(i, &["OF", "DATED", "DTD", "DTG"]);
    let dated = of && (year::month(t, i + 1).is_some() || !t.digits(i + 1).is_empty());
    let mut none_left = u32::MAX;
    let mut station = |i: usize| {
        station::name(t, i).is_some_and(|name| {
            station::of(t, i, &name, cx, &mut none_left, is_in_capitals(t, i, name.number)).is_some()
        })
    };
    t.word(i).is_empty()
        || t.is(i, WORDS)
        || dated
        || tail::is_caption(t, i)
        || place::stands_at(t, i) && !t.digits(i + 1).is_empty()
        || split::letter(t, i).is_some()
        || station(i)
        || t.word(i).len() == 1 && station(i + 1 + usize::from(matches!(t.mark(i + 1), b'/' | b'-' | b',')))
}

/// Reads a date-time group without a station.
pub(super) fn timed<'c>(t: &Tokens, i: usize, cx: &Context<'c>) -> Option<Telegram<'c>> {
    let when = year::dtg(t, i, cx.year)?;
    let head = Head { carry: Carry::new(None, None), known: true, command: true };
    Some(finish(t, cx, head, Number { value: None, year: None, width: 6, next: when.next }, false, when))
}

/// A telegram of which a date stands for the number.
pub(super) fn dated<'c>(t: &Tokens, cx: &Context<'c>, when: When) -> Telegram<'c> {
    let head = Head { carry: Carry::new(None, None), known: true, command: false };
    finish(t, cx, head, Number { value: None, year: None, width: 0, next: when.next }, false, when)
}

struct Head<'c> {
    carry: Carry<'c>,
    known: bool,
    command: bool,
}

/// What comes behind the station.
fn rest<'c>(
    t: &Tokens,
    cx: &Context<'c>,
    head: Head<'c>,
    station: &Station<'c>,
    name: &Name,
    first: usize,
) -> Option<Telegram<'c>> {
    let at = name.number;
    if let Some(airgram) = number::airgram(t, at) {
        return (!station.office).then(|| finish(t, cx, head, airgram, true, When::default()));
    }
    // Commands are known by the date-time group; a post's six digits before a month are its number, and the date's month.
    let bare = t.digits(at).len() == 6 && !t.is_glued(at + 1);
    if (!bare || head.command || t.is(at + 1, &["Z"]))
        && let Some(when) = year::dtg(t, at, cx.year)
    {
        let none = Number { value: None, year: None, width: 6, next: when.next };
        return Some(finish(t, cx, head, none, false, when));
    }
    let wide = station.code.as_deref() == Some("STATE");
    let number = number::read(t, at, cx.year, wide)?;
    let date =
        number.width <= 2 && (year::date(t, at, cx.year).is_some() || year::month(t, number.next).is_some());
    if date || station.office {
        return None;
    }
    // `TELEGRAM 417 FROM PARIS` (TF 9.2)
    if t.is(first, &["TELEGRAM", "TELEGRAMS", "CABLE", "CABLES", "AIRGRAM"])
        && t.is(number.next, &["FROM"])
        && let Some((found, next)) = station::longest(t, number.next + 1, cx)
    {
        let carry = Carry::new(found.code, head.carry.year);
        let number = Number { next, ..number };
        return Some(finish(t, cx, Head { carry, ..head }, number, name.airgram, When::default()));
    }
    // `RABAT AIRGRAM 12`
    Some(finish(t, cx, head, number, name.airgram, When::default()))
}

fn finish<'c>(
    t: &Tokens,
    cx: &Context<'c>,
    head: Head<'c>,
    number: Number,
    airgram: bool,
    when: When,
) -> Telegram<'c> {
    let mut carry = Carry { airgram, last: number.value.map(|value| (value, number.width)), ..head.carry };
    let mut at = number.next;
    let mut year = carry.year.or(number.year);
    let mut last = None;
    if let (Some(first), false) = (number.value, airgram) {
        match second(t, at, first, number.width, cx.year) {
            Some(Second::Number(found, next)) => {
                last = Some(found);
                carry.last = Some((found.number, number.width));
                at = next;
            }
            Some(Second::Year(found, next)) => {
                year = year.or(Some(found));
                at = next;
            }
            None => {}
        }
    }
    let tail = tail::read(t, at, cx);
    let year = year.or(when.year).or(tail.year);
    Telegram {
        carry,
        known: head.known,
        year,
        number: number.value,
        airgram,
        month: when.month.or(tail.month),
        head: number.next,
        last,
        tail,
    }
}

/// A range of more telegrams than this, printed with two digits, is none where the digits are a year: `43021-75`.
const LONGEST_PLAIN_RANGE: u32 = 20;

enum Second {
    Number(Last, usize),
    Year(u16, usize),
}

/// What follows a number behind a hyphen or an oblique: the last of a range (`12345-12347`, `12345-47`, `12345/6`), or a
/// year (`3836/06`).
fn second(t: &Tokens, i: usize, first: u32, width: usize, own: Option<u16>) -> Option<Second> {
    // `30177--30179`
    let dashes = t.mark(i) == b'-' && t.mark(i + 1) == b'-' && t.is_glued(i + 1);
    let i = i + usize::from(dashes && t.digits(i + 2).len() >= width.max(2));
    // `30177 TO 30179`, but `026462 TO LA PAZ`
    let to = t.is(i, &["TO"]) && t.digits(i + 1).len() >= width.max(2);
    let all = t.mark(i) == b'-' || t.is(i, &["THRU", "THROUGH"]) || to;
    let chain = number::is_chain(t, i);
    if !all && t.mark(i) != b'/' || t.is_line(i + 1) {
        return None;
    }
    let digits = t.digits(i + 1);
    // A third group makes it a date, a telephone number, a section.
    if digits.is_empty()
        || digits.len() > 7
        || matches!(t.mark(i + 2), b'/' | b'-' | b':') && t.is_glued(i + 2) && !chain
        || t.is_glued(i + 2) && !t.word(i + 2).is_empty()
    {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    let full = if digits.len() < width {
        let unit = 10u32.pow(digits.len() as u32);
        first - first % unit + number
    } else {
        number
    };
    // `3836/06` is a year; `30177-79` is a range in 1979 too.
    let near = |year: &u16| own.is_none_or(|own| *year <= own && own - *year <= 1);
    let long = full > first && full - first > LONGEST_PLAIN_RANGE;
    if digits.len() == 2
        && !chain
        && (!all || long || digits.starts_with('0'))
        && let Some(year) = year::of_digits(digits, own).filter(near)
    {
        return Some(Second::Year(year, i + 2));
    }
    if full > first && full <= 999_999 && (digits.len() != 1 || full - first < 10) {
        return Some(Second::Number(Last { number: full, start: i + 1, all }, i + 2));
    }
    let year = year::of_digits(digits, own).filter(|year| own.is_none_or(|own| *year <= own + 1))?;
    Some(Second::Year(year, i + 2))
}

fn is_in_capitals(t: &Tokens, from: usize, to: usize) -> bool {
    (from..to).all(|at| t.word(at).bytes().all(|b| !b.is_ascii_lowercase()))
}
