//! Dates in running text: a month and a day.

use crate::blocks::{Block, Pattern, places};
use crate::heading::words;
use chancery_telegram::fields::date::MONTHS;
use jiff::civil::Date;
use std::ops::Range;

/// A month and a day as they stand in a text: `DECEMBER 7`, `Dec. 7`.
#[derive(Clone, Debug)]
pub(super) struct DayOf {
    /// The month, 1 to 12.
    pub(super) month: i8,
    /// The day as printed: it need not exist.
    pub(super) day: u32,
    /// Both, in the text.
    pub(super) range: Range<usize>,
    /// The number of the month's word, counted from 0.
    pub(super) word: usize,
    /// True where a year follows: `DECEMBER 7, 2006`.
    pub(super) year: bool,
    /// The word before the month.
    pub(super) before: Option<Range<usize>>,
    /// What stands directly behind the day's figures.
    pub(super) behind: Option<u8>,
}

/// The longest word that names one, with what may stand around it.
const LONGEST: usize = 16;

/// The month that a word names, in full or by three or four letters.
fn month(word: &str) -> Option<i8> {
    if !is_first(*word.as_bytes().first()?) {
        return None;
    }
    let name = word.strip_suffix('.').unwrap_or(word);
    if !(3..=9).contains(&name.len()) || !name.is_ascii() {
        return None;
    }
    let at = MONTHS.iter().position(|month| month[..3].eq_ignore_ascii_case(&name[..3]))?;
    let whole = MONTHS[at];
    let short = name.len() == 3 || name.eq_ignore_ascii_case("SEPT");
    (short || name.eq_ignore_ascii_case(whole)).then_some(at as i8 + 1)
}

/// The months with a day behind them, in the order of the text.
pub(super) fn days(text: &str) -> Vec<DayOf> {
    let mut found = Vec::new();
    let mut before: Option<Range<usize>> = None;
    let mut all = words(text).enumerate().peekable();
    while let Some((number, (at, word))) = all.next() {
        let range = at..at + word.len();
        let named = month(word.trim_start_matches(['(', '"', '\'']));
        if let (Some(month), Some(&(_, (place, next)))) = (named, all.peek()) {
            let figures = next.bytes().take_while(u8::is_ascii_digit).count();
            let behind = next.as_bytes().get(figures).copied();
            let third = text.get(place + next.len()..).unwrap_or_default().split_ascii_whitespace().next();
            let is_year = |word: &str| {
                let figures = word.bytes().take_while(u8::is_ascii_digit).count();
                figures == 4 || figures == 2 && behind == Some(b',')
            };
            if (1..=2).contains(&figures)
                && let Ok(day) = next[..figures].parse()
            {
                found.push(DayOf {
                    month,
                    day,
                    range: at..place + figures,
                    word: number,
                    year: third.is_some_and(is_year),
                    before: before.clone(),
                    behind,
                });
            }
        }
        before = Some(range);
    }
    found
}

/// A figure behind a blank.
struct Figure;

impl Pattern for Figure {
    #[inline(always)]
    fn at(block: &Block, at: usize) -> u8 {
        u8::from((block[at] <= b' ') & (block[at + 1].wrapping_sub(b'0') < 10))
    }
}

/// Stands a figure behind a month anywhere? Most texts leave here.
pub(super) fn has_days(bytes: &[u8]) -> bool {
    places::<Figure>(bytes).iter().any(|&at| {
        let before = bytes[..at as usize].trim_ascii_end();
        let letters = before.iter().rev().take(LONGEST).take_while(|b| !b.is_ascii_whitespace()).count();
        let word = &before[before.len() - letters..];
        let signs = word.iter().take_while(|b| b"(\"'".contains(b)).count();
        std::str::from_utf8(&word[signs..]).is_ok_and(|word| month(word).is_some())
    })
}

/// J, F, M, A, S, O, N, D.
fn is_first(letter: u8) -> bool {
    matches!(letter | 0x20, b'j' | b'f' | b'm' | b'a' | b's' | b'o' | b'n' | b'd')
}

/// How many days a month has at most.
pub(super) fn length(month: i8) -> u32 {
    // A leap year has all days that a month can have.
    Date::new(2000, month, 1).map_or(31, |first| u32::try_from(first.days_in_month()).unwrap_or(31))
}
