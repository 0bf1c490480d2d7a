//! Names of stations in which optical reading put digits for letters: `5TATE 43021`, `RA8AT 15` (TF 17: O/0, I/1, l/1, S/5, B/8).
//! Only names that the registry then knows.

use super::station;
use super::tokens::{Kind, Tokens};
use super::year;
use crate::fields::Context;

/// A station with digits for letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'c> {
    pub(super) code: &'c str,
    /// The year before it.
    pub(super) year: Option<u16>,
    /// Where the number begins.
    pub(super) number: usize,
}

/// The longest name of one word, in letters.
const LONGEST: usize = 16;

/// Reads one at token `i`, behind a year or without one.
pub(super) fn station<'c>(t: &Tokens, i: usize, cx: &Context<'c>) -> Option<Found<'c>> {
    if let Some(found) = name(t, i, cx) {
        return Some(found);
    }
    let year = year::of_digits(t.digits(i), cx.year).filter(|_| !t.is_glued(i + 1))?;
    name(t, i + 1, cx).map(|found| Found { year: Some(year), ..found })
}

fn name<'c>(t: &Tokens, i: usize, cx: &Context<'c>) -> Option<Found<'c>> {
    let mixed = |a: usize, b: usize| !t.word(a).is_empty() && !t.digits(b).is_empty();
    if !t.is_glued(i + 1) || !mixed(i, i + 1) && !mixed(i + 1, i) {
        return None;
    }
    let mut text = String::new();
    let (mut at, mut digits) = (i, false);
    while at == i || t.is_glued(at) {
        match t.get(at)?.kind {
            Kind::Word => text.push_str(t.word(at)),
            Kind::Digits => {
                digits = true;
                text.push_str(t.digits(at));
            }
            _ => break,
        }
        // `STATE43021`: a number behind a name.
        if t.digits(at).len() > 2 || text.len() > LONGEST {
            return None;
        }
        at += 1;
    }
    // `A1`, `B-52` are no names.
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if !digits || letters < 3 {
        return None;
    }
    let (number, comma) = station::over_link(t, at, false)?;
    let post = [b'I', b'L'].iter().find_map(|one| cx.registry.post_named(&in_letters(&text, *one)?))?;
    (!comma && !t.digits(number).is_empty()).then_some(Found { code: post.code, year: None, number })
}

/// The name with letters for its digits.
fn in_letters(text: &str, one: u8) -> Option<String> {
    let letter = |c: char| match c {
        '0' => Some('O'),
        '1' => Some(char::from(one)),
        '5' => Some('S'),
        '8' => Some('B'),
        _ => c.is_ascii_alphabetic().then_some(c),
    };
    text.chars().map(letter).collect()
}
