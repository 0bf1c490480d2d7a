//! What a reader of telegrams is told.

use chancery_registry::Registry;
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// What the reader is told beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The tables.
    pub registry: &'o Registry,
    /// When a text that bears no date was sent.
    pub date: Option<DateHint>,
    /// Give the place of every value, as [`Record::spans`](crate::record::Record::spans).
    pub spans: bool,
}

impl Default for Options<'static> {
    /// The compiled-in tables, no date, no places.
    fn default() -> Self {
        Options { registry: Registry::builtin(), date: None, spans: false }
    }
}

/// A year, a month or a day on which an undated text was sent. Written `2006`, `2006-12` or `2006-12-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateHint {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
}

impl DateHint {
    /// The day; the last one of a month or a year. None where there is no such day.
    pub fn last_day(self) -> Option<Date> {
        let month = i8::try_from(self.month.unwrap_or(12)).ok()?;
        let year = i16::try_from(self.year).ok()?;
        match self.day {
            Some(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
            None => Some(Date::new(year, month, 1).ok()?.last_of_month()),
        }
    }

    /// The day of the year, where the day is known; the last of the month, where only that is known.
    pub fn day_of_year(self) -> Option<u16> {
        self.month?;
        u16::try_from(self.last_day()?.day_of_year()).ok()
    }
}

/// A date that is none of the three forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateHintError {
    given: String,
}

impl fmt::Display for DateHintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no date: give a year, a month or a day, as 2006, 2006-12 or 2006-12-26",
            self.given
        )
    }
}

impl std::error::Error for DateHintError {}

impl FromStr for DateHint {
    type Err = DateHintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || DateHintError { given: text.to_owned() };
        let mut parts = text.split('-');
        let mut part = |digits: usize| -> Result<Option<u16>, DateHintError> {
            match parts.next() {
                None => Ok(None),
                Some(p) if p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()) => {
                    p.parse().map(Some).map_err(|_| error())
                }
                Some(_) => Err(error()),
            }
        };
        let year = part(4)?.ok_or_else(error)?;
        let month = part(2)?;
        let day = part(2)?;
        if parts.next().is_some()
            || !(1..=9998).contains(&year)
            || month.is_some_and(|m| !(1..=12).contains(&m))
        {
            return Err(error());
        }
        let hint = DateHint { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) };
        if hint.day.is_some() && hint.day_of_year().is_none() {
            return Err(error());
        }
        Ok(hint)
    }
}
