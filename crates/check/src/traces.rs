//! Traces of what is rare in a text, found in one pass for all rules that look for it.

use crate::blocks::{Block, Pattern, each};

/// Where something may begin, by a few bytes of it; who asks looks closer. Each in the order of the text.
#[derive(Debug)]
pub(crate) struct Traces {
    /// The blank before a single sign with blanks around it, behind which another may stand: ` A B`.
    pub(crate) single_letters: Vec<u32>,
    /// Where a run in figures shift may begin: of the bytes from here on some are looked at, and none is a letter.
    pub(crate) figures_shift: Vec<u32>,
    /// The first letter of a word that may open, close or name a part of the text: one that begins with `SUMM`, `TEXT`, `QUOT` or
    /// `UNQUOT`, and `QTE`, `UNQTE`, `BEGIN`, `END`.
    pub(crate) parts: Vec<u32>,
    /// The first letter of a word that begins with `REF`.
    pub(crate) references: Vec<u32>,
    /// A comma with no blank behind it.
    pub(crate) commas: Vec<u32>,
}

const SINGLE: u8 = 1;
const SHIFT: u8 = 2;
const WORD: u8 = 4;
const COMMA: u8 = 8;

impl Traces {
    /// Looks through a text.
    pub(crate) fn new(text: &[u8]) -> Traces {
        let list = || Vec::with_capacity(text.len() / 128);
        let mut traces = Traces {
            single_letters: list(),
            figures_shift: list(),
            parts: list(),
            references: list(),
            commas: list(),
        };
        // Nothing stands before the first word.
        traces.word(text, 0);
        each::<Rare>(text, |at, bits| {
            if bits & SINGLE != 0 {
                traces.single_letters.push(at as u32);
            }
            if bits & SHIFT != 0 {
                traces.figures_shift.push(at as u32);
            }
            if bits & WORD != 0 {
                traces.word(text, at + 1);
            }
            if bits & COMMA != 0 {
                traces.commas.push(at as u32);
            }
        });
        traces
    }

    /// Looks closer where a word may begin.
    fn word(&mut self, text: &[u8], at: usize) {
        let Some(rest) = text.get(at..) else { return };
        let un = at >= 2 && text[at - 2..at].eq_ignore_ascii_case(b"UN");
        let quotes = rest.first().is_some_and(|byte| byte | 0x20 == b'q');
        let first = if un && quotes { at - 2 } else { at };
        if first > 0 && text[first - 1].is_ascii_alphanumeric() {
            return;
        }
        if rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case(b"REF")) {
            self.references.push(first as u32);
        } else if is_part(rest) {
            self.parts.push(first as u32);
        }
    }
}

/// True where a word begins as one that may open, close or name a part of the text.
fn is_part(text: &[u8]) -> bool {
    let begins = |word: &[u8]| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let is = |word: &[u8]| begins(word) && !text.get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
    match text.first().map(u8::to_ascii_uppercase) {
        Some(b'Q') => begins(b"QUOT") || is(b"QTE"),
        Some(b'T') => begins(b"TEXT"),
        Some(b'S') => begins(b"SUMM"),
        Some(b'B') => is(b"BEGIN"),
        Some(b'E') => is(b"END"),
        _ => false,
    }
}

/// As few comparisons as tell enough.
struct Rare;

impl Pattern for Rare {
    #[inline(always)]
    fn at(block: &Block, at: usize) -> u8 {
        let byte = |ahead: usize| block[at + ahead];
        let mask = |is: bool| u8::from(is).wrapping_neg();
        let is = |one: u8, other: u8| mask(one == other);
        let blank = |byte: u8| mask(byte <= b' ') | is(byte, 0x7f);
        let single =
            is(byte(0), b' ') & is(byte(2), b' ') & !is(byte(1), b' ') & (blank(byte(3)) | blank(byte(4)));
        // All letters have this bit, and no sign of figures shift. That of S is the bell.
        let letters = byte(0) | byte(1) | byte(2) | byte(5) | byte(7);
        // No word has a letter three times in a row; rules and dotted lines have.
        let ruled = is(byte(0), byte(1)) & is(byte(1), byte(2));
        let shift = mask(letters & 0x40 == 0) & (mask(byte(0) > b' ') | is(byte(0), 0x07)) & !ruled;
        // A word begins behind what is no letter; only `UNQUOTE` is looked for by what stands in it.
        let letter = mask((byte(0) | 0x20).wrapping_sub(b'a') < 26);
        let [first, second, third] = [byte(1) | 0x20, byte(2) | 0x20, byte(3) | 0x20];
        let word = is(first, b't') & is(third, b'x')
            | is(first, b's') & is(second, b'u') & is(third, b'm')
            | is(first, b'e') & is(second, b'n') & is(third, b'd')
            | is(second, b'e') & (is(first, b'b') & is(third, b'g') | is(first, b'r') & is(third, b'f'));
        let word = word & !letter | is(first, b'q');
        let comma = is(byte(0), b',') & mask(byte(1) > b' ');
        single & SINGLE | shift & SHIFT | word & WORD | comma & COMMA
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_first_letters() {
        let text =
            b"END of the weekend: Ending, UNEND, (end) 2end REF (ref a) preref quiet summit text unquote";
        let traces = Traces::new(text);
        assert_eq!(traces.parts, [0, 36, 71, 78, 83]);
        assert_eq!(traces.references, [46, 51]);
    }

    #[test]
    fn letters_and_signs_in_a_row_are_found() {
        let traces = Traces::new(b"THE H A R B O R HAS A PIER .3358,& 285#");
        assert_eq!(traces.single_letters, [3, 5, 7, 9, 11]);
        assert_eq!(traces.figures_shift.first(), Some(&27));
    }
}
