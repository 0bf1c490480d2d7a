//! The executive order line: `E.O. 12958: DECL: 03/12/2017`, `E.O. 12065: GDS 3/12/85 (WEAVER, ANN) OR-M`.
//! Grammar: TF 6.6, markings-and-indexing 2.2. The orders and their times: markings-and-indexing 2.1.

mod instruction;

use super::date::{self, TwoDigitYear};
use super::{Context, slip};
use crate::field::Field;
use crate::record::{Classifier, ExecutiveOrder};
use instruction::{Words, skip, starts_with, trimmed};
use std::borrow::Cow;
use std::ops::Range;

/// The longest line that is read; what is longer is no line but text run together.
const LONGEST: usize = 600;

/// Reads the line; the field begins at `E.O.`.
///
/// `declassify_on` is the date that the line prints, also that of `RDS`, on which the marking is reviewed and does not
/// lapse. `GDS` of order 11652 prints none. An order number with one wrong digit is mended where only one order is meant.
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Option<ExecutiveOrder<'s>> {
    let line = Line::of(field.as_str(), cx)?;
    let text = field.as_str();
    let what = instruction::read(&text[line.instruction.clone()], line.years);
    if line.order.is_none() && what.words.is_none() && what.date.is_none() {
        return None;
    }
    let range = trimmed(text, 0..line.instruction.end);
    Some(ExecutiveOrder {
        text: field.unwrapped(range.clone()),
        order: line.order.map(|order| match order.known {
            Some(number) => Cow::Borrowed(number),
            None => field.slice(order.printed),
        }),
        declassify_on: what.date,
        instruction: what.words.map(|words| match words {
            Words::Code(code) => Cow::Owned(code),
            Words::Event(range) => {
                field.unwrapped(line.instruction.start + range.start..line.instruction.start + range.end)
            }
        }),
        span: field.span(range),
    })
}

/// Where the parts of the line stand in the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The order's number as printed, which [`read`] may have mended.
    pub order: Option<Range<usize>>,
    /// All that stands behind the number; empty where nothing does.
    pub instruction: Range<usize>,
    /// The code or the words of the instruction, as far as they were read.
    pub words: Option<Range<usize>>,
    /// The date as printed, and what was read of it.
    pub date: Option<(Range<usize>, date::Printed)>,
}

/// Where the parts of the line stand; the field begins at `E.O.`, as that of [`read`].
pub fn places(field: &Field<'_>, cx: &Context<'_>) -> Option<Places> {
    let text = field.as_str();
    let line = Line::of(text, cx)?;
    let from = line.instruction.start;
    let what = instruction::read(&text[line.instruction.clone()], line.years);
    Some(Places {
        order: line.order.map(|order| order.printed),
        instruction: trimmed(text, line.instruction),
        words: what.place.map(|range| from + range.start..from + range.end),
        date: what.printed.map(|(at, printed)| (from + at..from + at + printed.len, printed)),
    })
}

/// The classifier that the line of order 12065 names in brackets: `GDS 3/12/85 (WEAVER, ANN) OR-M` (EO 12065 s.1-501).
pub fn classifier<'s>(field: &Field<'s>, cx: &Context<'_>) -> Option<Classifier<'s>> {
    let line = Line::of(field.as_str(), cx)?;
    if line.order?.known != Some("12065") {
        return None;
    }
    let text = field.as_str();
    let part = &text[line.instruction.clone()];
    // The bracket may stand before the code too: `(GDS 11/20/85 (WEAVER, ANN)`.
    let open = part.rfind('(')?;
    let rest = &part[open + 1..];
    let end = rest.find([')', ']']).or_else(|| rest.find(" OR-")).unwrap_or(rest.len());
    // `(WEAVER... PROFESSIONAL JOB`: the copy leaves out the rest of the bracket.
    let end = rest[..end].find("...").unwrap_or(end);
    let range = trimmed(text, line.instruction.start + open + 1..line.instruction.start + open + 1 + end);
    let name = text[range.clone()].trim_end_matches([',', ';', ' ']);
    let range = range.start..range.start + name.len();
    if super::classified_by::is_redacted(name) {
        return Some(Classifier { redacted: true, span: field.span(range), ..Classifier::default() });
    }
    let words = name.split([' ', ',', '\n']).filter(|word| !word.is_empty()).count();
    let is_name = name.bytes().all(|b| b.is_ascii_alphabetic() || !b.is_ascii() || b" ,.'-\r\n".contains(&b));
    let is_code = matches!(name.split([' ', '-']).next(), Some("GDS" | "RDS" | "XGDS" | "XDS" | "OR" | ""));
    (is_name && !is_code && (1..=5).contains(&words)).then(|| Classifier {
        name: Some(field.unwrapped(range.clone())),
        span: field.span(range),
        ..Classifier::default()
    })
}

/// The parts of a line, as places in the field's text.
struct Line {
    order: Option<Number>,
    instruction: Range<usize>,
    years: TwoDigitYear,
}

struct Number {
    /// The order that is meant.
    known: Option<&'static str>,
    printed: Range<usize>,
}

impl Line {
    fn of(text: &str, cx: &Context<'_>) -> Option<Line> {
        let label = label(text)
            .or_else(|| crate::syntax::noise::executive_order(text.as_bytes()))
            .or_else(|| is_bare(text.as_bytes()).then_some(0))?;
        let end = end(text, label);
        let bytes = &text.as_bytes()[..end];
        let mut at =
            skip(bytes, label, |b| b.is_ascii_whitespace() || matches!(b, b':' | b'.' | b'-' | b'#'));
        let token = at..at + bytes[at..].iter().take_while(|b| is_number_byte(**b)).count();
        let digits = bytes[token.clone()].iter().filter(|b| b.is_ascii_digit()).count();
        let mut order = None;
        if digits >= 3 {
            order = Some(Number { known: known(&text[token.clone()], cx.year), printed: token.clone() });
            at = token.end;
        }
        let meant = order.as_ref().and_then(|order| order.known);
        let floor = ORDERS.iter().find(|(number, ..)| Some(*number) == meant).map(|&(_, from, _)| from);
        let year = cx.year.or(floor);
        at = skip(bytes, at, is_filling);
        if let Some(amended) = amended(&text[at..end]) {
            at = skip(bytes, at + amended, is_filling);
        }
        // Without a year of sending and a known order a year of two digits cannot be told.
        let years = TwoDigitYear::NotBefore(year.unwrap_or(0));
        Some(Line { order, instruction: at..end, years })
    }
}

/// `11652: GDS`: the line has lost its first word, the number is an order's, and what it says stands behind it.
pub(crate) fn is_bare(line: &[u8]) -> bool {
    let Some((number, rest)) = line.split_at_checked(5) else { return false };
    let Some(rest) = rest.strip_prefix(b":").filter(|_| number.iter().all(u8::is_ascii_digit)) else {
        return false;
    };
    const WORDS: [&[u8]; 6] = [b"GDS", b"XGDS", b"ADS", b"DECL", b"N/A", b"NA"];
    let rest = rest.trim_ascii_start();
    let is_said = WORDS.iter().any(|word| {
        rest.strip_prefix(*word).is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    });
    is_said && ORDERS.iter().any(|(order, ..)| order.as_bytes() == number)
}

fn is_filling(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b':' | b';' | b'-' | b',' | b'.')
}

/// Digits, what optical reading makes of digits, and the stray bracket of `11)065`.
fn is_number_byte(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'I' | b'l' | b'|' | b'O' | b'o' | b'S' | b'B' | b')' | b'!')
}

/// How many bytes the lead-in takes: `E.O.`, `EO`, `E. O`, `E.0.`, `EXECUTIVE ORDER`.
fn label(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let start = skip(bytes, 0, |b| b.is_ascii_whitespace());
    if bytes[start..].get(..9).is_some_and(|word| word.eq_ignore_ascii_case(b"EXECUTIVE")) {
        let order = skip(bytes, start + 9, |b| b.is_ascii_whitespace());
        return bytes[order..].get(..5).filter(|word| word.eq_ignore_ascii_case(b"ORDER")).map(|_| order + 5);
    }
    let first = *bytes.get(start)?;
    if !matches!(first, b'E' | b'e' | b'F') {
        return None;
    }
    // M is the point in the other shift of the teleprinter (TF 2.1): `EMO. 11652`, `E.OM 11652`.
    let between = |b: u8| matches!(b, b'.' | b' ' | b',' | b'M');
    let second = skip(bytes, start + 1, between);
    if !matches!(bytes.get(second)?, b'O' | b'o' | b'0' | b'Q') || second > start + 4 {
        return None;
    }
    let end = second + 1;
    let end = end + usize::from(bytes.get(end) == Some(&b'M') && bytes.get(end + 1) == Some(&b' '));
    let next = bytes.get(end).copied().unwrap_or(b' ');
    // `EO12958` and `EO XGDS`, but not `EOC` or `EOS`.
    (!next.is_ascii_alphabetic()).then_some(end)
}

/// Where the line ends: at the next heading word, at an empty line, at the end.
fn end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut previous_empty = false;
    let mut line_start = from;
    for at in memchr::memchr_iter(b'\n', &bytes[..limit]).filter(|&at| at >= from).chain([limit]) {
        let line = &text[line_start..at];
        if line_start > from && line.trim().is_empty() {
            previous_empty = true;
        } else if previous_empty {
            return line_start;
        }
        if let Some(heading) = heading(line) {
            return line_start + heading;
        }
        line_start = (at + 1).min(limit);
    }
    limit
}

/// Where in a line a heading word begins that does not belong to the order's line.
fn heading(line: &str) -> Option<usize> {
    const WORDS: [&str; 7] = ["TAG", "SUBJECT", "SUBJ:", "REF:", "REFTEL", "CLASSIFIED BY", "DERIVED FROM"];
    let bytes = line.as_bytes();
    // T, S, R, C and D, and the capital of the byte is a letter.
    const FIRST: u32 = 1 << 20 | 1 << 19 | 1 << 18 | 1 << 3 | 1 << 4;
    let may_begin = |(at, pair): (usize, &[u8])| {
        if FIRST >> (pair[0] & 31) & 1 == 0 {
            return false;
        }
        let pair = [pair[0] & 0xdf, pair[1] & 0xdf];
        matches!(&pair, b"TA" | b"SU" | b"RE" | b"CL" | b"DE")
            && line.get(at..).is_some_and(|rest| WORDS.iter().any(|word| starts_with(rest, word)))
    };
    if !bytes.windows(2).enumerate().any(may_begin) {
        return None;
    }
    WORDS
        .into_iter()
        .filter_map(|word| {
            let at = memchr::memmem::find(line.as_bytes(), word.as_bytes()).or_else(|| {
                line.as_bytes().windows(word.len()).position(|w| w.eq_ignore_ascii_case(word.as_bytes()))
            })?;
            let whole = at == 0 || !line.as_bytes()[at - 1].is_ascii_alphanumeric();
            whole.then_some(at)
        })
        .min()
}

/// How many bytes `AS AMENDED` takes at the beginning of `rest`.
fn amended(rest: &str) -> Option<usize> {
    let begins = |word: &str| {
        rest.as_bytes().get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
    };
    ["(AS AMENDED)", "AS AMENDED", "AMENDED"].into_iter().find(|word| begins(word)).map(str::len)
}

/// The orders that telegrams name: number, first and last year of their lines (markings-and-indexing 2.1, 2.3).
pub(crate) const ORDERS: [(&str, u16, u16); 9] = [
    ("10501", 1953, 1972),
    ("10964", 1961, 1972),
    ("11652", 1972, 1979),
    ("12065", 1978, 1983),
    ("12356", 1982, 1996),
    ("12958", 1995, 2011),
    ("13142", 1999, 2011),
    ("13292", 2003, 2011),
    ("13526", 2009, 9999),
];

/// The order that a printed number means: itself, or with one digit wrong, missing, too many, or two changed about.
fn known(printed: &str, year: Option<u16>) -> Option<&'static str> {
    let mut digits = [0u8; 8];
    let mut len = 0;
    for byte in printed.bytes() {
        let digit = match byte {
            b'I' | b'l' | b'|' | b'!' => b'1',
            b'O' | b'o' => b'0',
            b'S' => b'5',
            b'B' => b'8',
            b')' => continue,
            other => other,
        };
        *digits.get_mut(len)? = digit;
        len += 1;
    }
    let digits = &digits[..len];
    if let Some((number, ..)) = ORDERS.iter().find(|(number, ..)| number.as_bytes() == digits) {
        return Some(number);
    }
    let mut near = ORDERS.iter().filter(|(number, ..)| slip::at_most_one(number.as_bytes(), digits));
    let fits = |&(_, from, to): &(&str, u16, u16)| year.is_none_or(|year| (from..=to).contains(&year));
    match (near.clone().count(), near.clone().filter(|order| fits(order)).count()) {
        (1, _) => near.next().map(|&(number, ..)| number),
        (_, 1) => near.find(|order| fits(order)).map(|&(number, ..)| number),
        _ => None,
    }
}
