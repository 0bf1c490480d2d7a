//! Which characters make words, and how they are folded.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A small letter other than `l`.
pub(super) const LOWER: u8 = 1;
/// A capital other than `I`.
pub(super) const UPPER: u8 = 2;
/// A figure.
pub(super) const DIGIT: u8 = 4;
/// The small letter that looks like a capital I.
pub(super) const EL: u8 = 8;
/// The capital that looks like a small l.
pub(super) const EYE: u8 = 16;
/// A letter of ASCII.
pub(super) const LETTER: u8 = LOWER | UPPER | EL | EYE;
/// Part of a character beyond ASCII, which may be a word's or not.
pub(super) const HIGH: u8 = 32;

/// What each byte can be in a word; 0 for what ends one.
pub(super) const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b'l' => EL,
            b'I' => EYE,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            0x80.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    class
};

/// The class of the byte at a place; 0 behind the end.
#[inline]
pub(super) fn class_at(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).map_or(0, |&byte| CLASS[usize::from(byte)])
}

/// Characters that are printed for an apostrophe, beside `'` and the grave accent of ASCII.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2b9}'
            ..='\u{2bf}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{ff07}'
    )
}

/// True for a character that begins or goes on a word.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    if !c.is_alphanumeric() || is_apostrophe(c) || is_combining_mark(c) {
        return false;
    }
    let mut any = false;
    fold(c, &mut |_| any = true);
    any
}

/// True for what may stand inside a word and counts for nothing: an accent of its own, a soft hyphen, a joiner without width.
pub(super) fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') || is_combining_mark(c)
}

/// The small letters without accents that stand for a character. What they give is folded to itself.
pub(super) fn fold(c: char, out: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    decompose_compatible(c, |part| {
        for small in part.to_lowercase() {
            decompose_compatible(small, |letter| base(letter, out));
        }
    });
}

fn base(letter: char, out: &mut impl FnMut(char)) {
    match letter {
        _ if letter.is_ascii_alphanumeric() => out(letter.to_ascii_lowercase()),
        'ø' => out('o'),
        'ł' => out('l'),
        'đ' | 'ð' => out('d'),
        'ħ' => out('h'),
        'ı' => out('i'),
        'ß' => "ss".chars().for_each(out),
        'æ' => "ae".chars().for_each(out),
        'œ' => "oe".chars().for_each(out),
        'þ' => "th".chars().for_each(out),
        _ if letter.is_alphanumeric() && !is_apostrophe(letter) && !is_combining_mark(letter) => out(letter),
        _ => {}
    }
}
