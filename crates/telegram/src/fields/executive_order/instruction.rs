//! What stands behind the order's number: a code, a date, the words of an event (markings-and-indexing 2.2).

use super::is_filling;
use crate::fields::date::{self, TwoDigitYear};
use std::ops::Range;

/// What the instruction says; places are counted from its beginning.
#[derive(Default)]
pub(super) struct Instruction {
    /// The day, where it can be told.
    pub(super) date: Option<jiff::civil::Date>,
    pub(super) words: Option<Words>,
    /// Where the words stand.
    pub(super) place: Option<Range<usize>>,
    /// Where the date stands, and how it is printed.
    pub(super) printed: Option<(usize, date::Printed)>,
}

/// A code in its usual form, or the place of the words of an event.
pub(super) enum Words {
    Code(String),
    Event(Range<usize>),
}

/// Reads what stands behind the number.
pub(super) fn read(text: &str, years: TwoDigitYear) -> Instruction {
    let mut rest = Cursor { text, at: 0 };
    // A date at the beginning, ON or the like before it.
    let dated = |rest: &Cursor<'_>| {
        let mut rest = Cursor { text, at: rest.at };
        rest.skip(|b| is_filling(b) || b == b'(');
        if rest.word("ON") {
            rest.skip(is_filling);
        }
        Some((rest.at, date::read(rest.rest(), years)?))
    };
    rest.skip(|b| is_filling(b) || b == b'(');
    let mut from = rest.at;
    let code = code(&mut rest);
    let declassify = code.is_none() && rest.declassify();
    let code = code.or_else(|| {
        from = rest.at;
        self::code(&mut rest)
    });
    if let Some(code) = code {
        let place = Some(trimmed(text, from..rest.at));
        // `ADS, DECLAS 12-31-74`, `25X1, 03/12/2042`, `GDS 3/12/85 (WEAVER, ANN)`.
        rest.skip(is_filling);
        rest.declassify();
        let printed = dated(&rest);
        let words = Some(Words::Code(code));
        return Instruction { date: printed.and_then(known_date), words, place, printed };
    }
    if let Some(printed) = dated(&rest) {
        let printed = Some(printed);
        return Instruction { date: printed.and_then(known_date), printed, ..Instruction::default() };
    }
    let event = trimmed(text, rest.at..text.len());
    let words = text[event.clone()].trim_end_matches(['.', ',', ';']);
    let event = event.start..event.start + words.len();
    let has_word = words.bytes().filter(u8::is_ascii_alphabetic).count() >= 2;
    // Without DECL only words that speak of an end are an event: what else stands here is damage or another line.
    let speaks = ["UPON", "AFTER", "END OF", "ON ", "COMPLETION", "INDEFINITE", "IMPOSSIBLE"];
    let is_event = has_word && (declassify || speaks.iter().any(|word| starts_with(words, word)));
    let place = is_event.then(|| event.clone());
    Instruction { place, words: is_event.then_some(Words::Event(event)), ..Instruction::default() }
}

/// The day that is printed; nothing when the year cannot be told: with the floor 0 a year of two digits becomes one of the
/// first century.
fn known_date((_, printed): (usize, date::Printed)) -> Option<jiff::civil::Date> {
    printed.date.filter(|date| date.year() >= 1950)
}

/// Reads a code and gives it in its usual form.
fn code(rest: &mut Cursor<'_>) -> Option<String> {
    let first = rest.rest().as_bytes().first().map_or(0, u8::to_ascii_uppercase);
    if !matches!(first, b'N' | b'/' | b'O' | b'0' | b'X' | b'R' | b'G' | b'A') {
        return exemptions(rest);
    }
    for (printed, code) in [
        ("N/A", "N/A"),
        ("N.A.", "N/A"),
        ("N.A", "N/A"),
        ("N:A", "N/A"),
        ("N\\A", "N/A"),
        ("N-A", "N/A"),
        ("N / A", "N/A"),
    ] {
        if rest.word(printed) {
            return Some(code.to_owned());
        }
    }
    // `/A` is N/A that lost its first letter; NA is the usual short form.
    for (printed, code) in
        [("NA", "N/A"), ("/A", "N/A"), ("NOT APPLICABLE", "N/A"), ("OADR", "OADR"), ("0ADR", "OADR")]
    {
        if rest.word(printed) {
            return Some(code.to_owned());
        }
    }
    for stem in ["XGDS", "XDS", "RDS", "GDS", "ADS"] {
        if let Some(code) = rest.numbered(stem) {
            return Some(code);
        }
    }
    exemptions(rest)
}

/// `X1`, `1.6X6`, `1.5(d)X1`, `X1, X5`, `25X1-HUMAN`, `50X1-HUM`: codes of exemption, without the section before them.
fn exemptions(rest: &mut Cursor<'_>) -> Option<String> {
    let mut codes = String::new();
    loop {
        let before = rest.at;
        if !codes.is_empty() {
            rest.skip(|b| b.is_ascii_whitespace() || matches!(b, b',' | b'/' | b';' | b'&'));
            if rest.word("AND") {
                rest.skip(|b| b.is_ascii_whitespace());
            }
        }
        let Some(code) = exemption(rest) else {
            rest.at = before;
            break;
        };
        if !codes.is_empty() {
            codes.push_str(", ");
        }
        codes.push_str(&code);
        if codes.len() > 64 {
            break;
        }
    }
    (!codes.is_empty()).then_some(codes)
}

fn exemption(rest: &mut Cursor<'_>) -> Option<String> {
    let before = rest.at;
    let code = (|| {
        rest.word("SECTION");
        rest.skip(|b| b.is_ascii_whitespace());
        let bytes = rest.rest().as_bytes();
        // The section that the code is of: `1.6`, `1.5(d)`.
        if bytes.len() > 3 && bytes[0] == b'1' && bytes[1] == b'.' && matches!(bytes[2], b'5' | b'6') {
            rest.at += 3;
            rest.skip(|b| b.is_ascii_whitespace() || matches!(b, b'(' | b')' | b'D' | b'd' | b'-' | b','));
        }
        let bytes = rest.rest().as_bytes();
        let leading = ["25", "50", "75"].into_iter().find(|years| bytes.starts_with(years.as_bytes()));
        let at = leading.map_or(0, str::len);
        if !matches!(bytes.get(at)?, b'X' | b'x') {
            return None;
        }
        let gap = usize::from(matches!(bytes.get(at + 1)?, b'-' | b' '));
        let digit = *bytes.get(at + 1 + gap)?;
        if !(b'1'..=b'9').contains(&digit) || bytes.get(at + 2 + gap).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        rest.at += at + 2 + gap;
        let mut code = format!("{}X{}", leading.unwrap_or(""), char::from(digit));
        for ending in ["-HUMAN", "-HUM", "-WMD"] {
            if leading.is_some() && rest.word(ending) {
                code.push_str(ending);
                break;
            }
        }
        (!rest.rest().as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)).then_some(code)
    })();
    if code.is_none() {
        rest.at = before;
    }
    code
}

/// A place in a text that moves on.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, skips: impl Fn(u8) -> bool) {
        self.at = skip(self.text.as_bytes(), self.at, skips);
    }

    /// Passes over a whole word.
    fn word(&mut self, word: &str) -> bool {
        let found = starts_with(self.rest(), word)
            && !self.rest().as_bytes().get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
        if found {
            self.at += word.len();
        }
        found
    }

    /// `XGDS-1`, `XGDS1`, `XGDS (1)`: the stem, a hyphen and the number; the stem alone without a number.
    fn numbered(&mut self, stem: &str) -> Option<String> {
        if !starts_with(self.rest(), stem) {
            return None;
        }
        let bytes = self.rest().as_bytes();
        let gap = skip(bytes, stem.len(), |b| matches!(b, b'-' | b' ' | b'('));
        let digit = bytes.get(gap).copied().filter(|b| (b'1'..=b'4').contains(b));
        // The number stands alone: `GDS 3/12/85` has a date.
        let alone =
            !bytes.get(gap + 1).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'));
        let bare = !bytes.get(stem.len()).is_some_and(u8::is_ascii_alphabetic);
        match digit.filter(|_| alone && stem != "GDS" && stem != "ADS") {
            Some(digit) => {
                self.at += gap + 1;
                self.skip(|b| b == b')');
                Some(format!("{stem}-{}", char::from(digit)))
            }
            None if bare => {
                self.at += stem.len();
                Some(stem.to_owned())
            }
            None => None,
        }
    }

    /// Passes over `DECL:`, `DECLAS`, `DECLASSIFY ON` and the like.
    fn declassify(&mut self) -> bool {
        let words = [
            "DECLASSIFICATION",
            "DECLASSIFIED",
            "DECLASSIFY",
            "DECLASS",
            "DECLAS",
            "DECL",
            "DEC",
            "DELC",
            "DECI",
        ];
        if !matches!(self.rest().as_bytes().first(), Some(b'D' | b'd'))
            || !words.iter().any(|word| self.word(word))
        {
            return false;
        }
        self.skip(is_filling);
        for word in ["ON", "AS", "DATE"] {
            if self.word(word) {
                self.skip(is_filling);
            }
        }
        true
    }
}

pub(super) fn starts_with(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
}

pub(super) fn skip(bytes: &[u8], from: usize, skips: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|b| skips(**b)).count()
}

pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}
