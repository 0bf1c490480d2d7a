//! Dates in every printed form: `03/12/2017`, `2017/03/12`, `12 MAR 2017`, `March 12, 2017`, `2017 March 12`, `20170312`, `3-12-85`,
//! `01-Jan-1994 12:00:00 am` and the optically read `11/I7/85`.
//!
//! Rules (markings-and-indexing 2.2): numbers stand in the order month, day, year; a first number above 12 is a day. A
//! four-digit number in front is a year. Days that are not in the calendar are no dates.

use super::mrn::century;
use jiff::civil::Date;

/// How a year of two digits is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwoDigitYear {
    /// The first year with these digits that is not before this one: what a telegram of 1979 calls `85` is 1985, `09` is
    /// 2009 (markings-and-indexing 2.2).
    NotBefore(u16),
    /// Dates of things past: 41 to 99 are 19xx, 00 to 40 are 20xx.
    Past,
}

impl TwoDigitYear {
    fn resolve(self, digits: u16) -> u16 {
        match self {
            TwoDigitYear::NotBefore(floor) => {
                let year = floor - floor % 100 + digits;
                if year < floor { year + 100 } else { year }
            }
            TwoDigitYear::Past => century(digits),
        }
    }
}

/// Something printed in the form of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The day; `None` where the calendar has no such day.
    pub date: Option<Date>,
    /// How many bytes it takes, a time of day behind it included.
    pub len: usize,
    /// True where the day stands before the month in numbers (`31/12/2017`), against the habit.
    pub day_first: bool,
}

/// Reads the date that `text` begins with. White space and line ends inside it are passed over.
pub fn read(text: &str, years: TwoDigitYear) -> Option<Printed> {
    let mut s = Scan { bytes: text.as_bytes(), at: 0 };
    let printed = numbers(s, years).or_else(|| day_month(s, years)).or_else(|| month_day(s, years));
    let mut printed = printed.or_else(|| compact(s)).or_else(|| year_first(s))?;
    s.at = printed.len;
    printed.len = time_of_day(s).unwrap_or(printed.len);
    Some(printed)
}

/// Finds the first date in `text`: where it begins, and what it is. Looks at no more than the first 4,096 bytes.
pub fn find(text: &str, years: TwoDigitYear) -> Option<(usize, Printed)> {
    let bytes = text.as_bytes();
    let mut before = b' ';
    for at in 0..bytes.len().min(4096) {
        if !before.is_ascii_alphanumeric()
            && bytes[at].is_ascii_alphanumeric()
            && let Some(printed) = read(&text[at..], years)
        {
            return Some((at, printed));
        }
        before = bytes[at];
    }
    None
}

#[derive(Clone, Copy)]
struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Passes over a little white space: dates are not spread over a page.
    fn blanks(&mut self) {
        let end = self.bytes.len().min(self.at + 12);
        while self.at < end && self.bytes[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// A number of up to four digits, and how many there were.
    fn number(&mut self, ocr: bool) -> Option<(u16, usize)> {
        let (mut value, mut count) = (0u16, 0);
        while let Some(digit) = self.bytes.get(self.at).and_then(|&b| digit(b, ocr)) {
            if count == 4 {
                return None;
            }
            value = value * 10 + u16::from(digit);
            count += 1;
            self.at += 1;
        }
        (count > 0).then_some((value, count))
    }

    fn word(&mut self) -> &[u8] {
        let start = self.at;
        while self.peek().is_ascii_alphabetic() || self.at > start && self.peek() == b'0' {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    /// True where no letter or digit follows, so that the number before is whole.
    fn ends(&self) -> bool {
        !self.peek().is_ascii_alphanumeric()
    }
}

/// A digit; with `ocr` also the letters that optical reading makes of one (TF 17).
fn digit(byte: u8, ocr: bool) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'I' | b'l' | b'|' if ocr => Some(1),
        b'O' | b'o' | b'Q' if ocr => Some(0),
        b'S' if ocr => Some(5),
        b'B' if ocr => Some(8),
        _ => None,
    }
}

/// Numbers with separators between: `3/12/85`, `2017-03-12`, `12.3.2017`.
fn numbers(mut s: Scan<'_>, years: TwoDigitYear) -> Option<Printed> {
    let start = s.at;
    let (a, a_digits) = s.number(true)?;
    let separator = separator(&mut s)?;
    let (b, b_digits) = s.number(true)?;
    if self::separator(&mut s)? != separator {
        return None;
    }
    let (c, c_digits) = s.number(true)?;
    let plain = s.bytes[start..s.at].iter().filter(|b| b.is_ascii_digit()).count();
    if !s.ends() || plain < 2 || b_digits > 2 {
        return None;
    }
    let (year, month, day) = match (a_digits, c_digits) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) => (c, a, b),
        (1 | 2, 2) => (years.resolve(c), a, b),
        (1 | 2, 3) => return Some(Printed { date: None, len: s.at, day_first: false }),
        _ => return None,
    };
    let day_first = month > 12 && day <= 12;
    let (month, day) = if day_first { (day, month) } else { (month, day) };
    Some(Printed { date: civil(year, month, day), len: s.at, day_first })
}

fn separator(s: &mut Scan<'_>) -> Option<u8> {
    s.blanks();
    let byte = s.peek();
    if !matches!(byte, b'/' | b'-' | b'.') {
        return None;
    }
    s.at += 1;
    s.blanks();
    Some(byte)
}

/// `12 MAR 2017`, `12MAR17`, `01-Jan-1994`, `12TH OF MARCH, 2017`.
fn day_month(mut s: Scan<'_>, years: TwoDigitYear) -> Option<Printed> {
    let (day, digits) = s.number(false)?;
    if digits > 2 {
        return None;
    }
    ordinal(&mut s);
    between(&mut s);
    let month = month(&mut s)?;
    between(&mut s);
    year_behind(s, years, month, day)
}

/// `March 12, 2017`, `MAR 12 2017`, `Dec. 1st, 1999`.
fn month_day(mut s: Scan<'_>, years: TwoDigitYear) -> Option<Printed> {
    let month = month(&mut s)?;
    between(&mut s);
    let (day, digits) = s.number(false)?;
    if digits > 2 {
        return None;
    }
    ordinal(&mut s);
    let behind_day = s.at;
    between(&mut s);
    // `MARCH 1217` would be a day run together with its year: not read.
    if s.at == behind_day {
        return None;
    }
    year_behind(s, years, month, day)
}

/// `2017 March 12`, as web pages print it.
fn year_first(mut s: Scan<'_>) -> Option<Printed> {
    let (year, 4) = s.number(false)? else { return None };
    s.blanks();
    let month = month(&mut s)?;
    between(&mut s);
    let (day, 1 | 2) = s.number(false)? else { return None };
    s.ends().then_some(Printed { date: Some(civil(year, month, day)?), len: s.at, day_first: false })
}

fn year_behind(mut s: Scan<'_>, years: TwoDigitYear, month: u16, day: u16) -> Option<Printed> {
    if s.peek() == b'\'' {
        s.at += 1;
    }
    let (digits, count) = s.number(false)?;
    if !s.ends() {
        return None;
    }
    let year = match count {
        4 => digits,
        2 => years.resolve(digits),
        _ => return None,
    };
    Some(Printed { date: civil(year, month, day), len: s.at, day_first: false })
}

/// `20170312`.
fn compact(s: Scan<'_>) -> Option<Printed> {
    let digits = s.bytes.get(s.at..s.at + 8)?;
    let after = s.bytes.get(s.at + 8).copied().unwrap_or(0);
    if !digits.iter().all(u8::is_ascii_digit) || after.is_ascii_alphanumeric() {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0u16, |sum, digit| sum * 10 + u16::from(digit - b'0'))
    };
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    // Eight digits can be any number; only a day of the calendar makes them a date.
    let date = civil(year, month, day).filter(|_| (1900..2100).contains(&year))?;
    Some(Printed { date: Some(date), len: s.at + 8, day_first: false })
}

fn ordinal(s: &mut Scan<'_>) {
    if let Some(two) = s.bytes.get(s.at..s.at + 2)
        && [b"ST", b"ND", b"RD", b"TH"].iter().any(|end| two.eq_ignore_ascii_case(*end))
    {
        s.at += 2;
    }
}

/// Blanks, commas, full stops and hyphens between the parts of a date, and the word OF.
fn between(s: &mut Scan<'_>) {
    s.blanks();
    if matches!(s.peek(), b',' | b'.' | b'-' | b'/') {
        s.at += 1;
        s.blanks();
        if s.peek() == b',' {
            s.at += 1;
            s.blanks();
        }
    }
    if s.bytes.get(s.at..s.at + 3).is_some_and(|of| of.eq_ignore_ascii_case(b"OF ")) {
        s.at += 3;
    }
}

/// The names of the months in capitals, January first.
pub const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// The month, 1 to 12, that a word names: whole, or by its first three letters or more, whatever their case (`Dec`, `SEPT`). None for
/// any other word.
pub fn month_named(word: &str) -> Option<u8> {
    let begins = |name: &&str| name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(begins).filter(|_| word.len() >= 3)?;
    u8::try_from(at + 1).ok()
}

/// A month's name, whole, in three letters or more, or with one wrong letter (`DECEM0ER`).
fn month(s: &mut Scan<'_>) -> Option<u16> {
    let word = s.word();
    if word.len() < 3 || word.len() > 9 {
        return None;
    }
    let begins =
        |name: &&str| name.as_bytes().get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let near = |name: &&str| {
        word.len() > 5
            && name.len() == word.len()
            && name.bytes().zip(word).filter(|(a, b)| !a.eq_ignore_ascii_case(b)).count() == 1
    };
    let index = MONTHS.iter().position(begins).or_else(|| MONTHS.iter().position(near))?;
    u16::try_from(index + 1).ok()
}

/// Where a time of day behind a date ends: ` 12:00:00 am`, ` 14:30`, `T00:00:00`.
fn time_of_day(mut s: Scan<'_>) -> Option<usize> {
    if s.peek() == b'T' {
        s.at += 1;
    } else {
        let before = s.at;
        s.blanks();
        if s.at == before {
            return None;
        }
    }
    let (hour, _) = s.number(false)?;
    if hour > 24 || s.peek() != b':' {
        return None;
    }
    while s.peek() == b':' {
        s.at += 1;
        s.number(false)?;
    }
    let end = s.at;
    s.blanks();
    let half = s.word();
    let noon = half.eq_ignore_ascii_case(b"AM") || half.eq_ignore_ascii_case(b"PM") || half == b"Z";
    Some(if noon { s.at } else { end })
}

fn civil(year: u16, month: u16, day: u16) -> Option<Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (1000..=9999).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}
