//! A telegram that is known by its station and its date: `STATE OF MARCH 12`, `PARIS 3/12/76` (TF 6.9: sender-date forms). Its
//! number is not told.

use super::station;
use super::telegram::{self, Telegram};
use super::tokens::Tokens;
use super::year;
use crate::fields::Context;

/// The most words in the name of the station.
const MOST_WORDS: usize = 5;

/// Reads one at token `i`. The station is one that is known.
pub(super) fn read<'c>(t: &Tokens, i: usize, cx: &Context<'c>) -> Option<Telegram<'c>> {
    let mut at = i;
    for words in 1..=MOST_WORDS {
        if t.word(at).is_empty() {
            return None;
        }
        at += 1;
        let end = at;
        // `DEPT'S`
        at += if t.mark(at) == b'\'' && t.is(at + 1, &["S"]) { 2 } else { 0 };
        let link = at + usize::from(t.mark(at) == b',');
        let of = link + usize::from(t.is(link, &["OF", "DATED", "DTD"]));
        if let Some(when) = year::date(t, of, cx.year) {
            let station = station::known(t, i, end, words, cx)?;
            station.code.as_ref()?;
            return Some(telegram::dated(t, cx, when));
        }
        at += usize::from(matches!(t.mark(at), b'.' | b'-' | b'\'') && t.is_glued(at));
        if t.is_line(at) {
            return None;
        }
    }
    None
}
