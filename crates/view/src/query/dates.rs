//! Days, months and years in a query, and ranges of them.

use chancery_telegram::fields::date::month_named;
use chancery_telegram::fields::mrn::century;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A stretch of days with both ends; none for an open one.
pub(super) type Days = (Option<Date>, Option<Date>);

/// Reads `2006`, `2006-12`, `2006-12-01`, `12 MAR 2007`, `today`; two of them with `..` between, where one end may be
/// open; or one behind `<`, `<=`, `>`, `>=`. The error says what is wrong and what to write.
pub(super) fn days(text: &str, today: Date) -> Result<Days, (String, String)> {
    let text = text.trim();
    let form = || {
        String::from(
            "write a day, a month or a year, `2006-12-01`, `2006-12`, `2006`, or a range, `2006-12..2007-01`",
        )
    };
    let read =
        |part: &str| one(part.trim(), today).ok_or_else(|| (format!("`{}` is no date", part.trim()), form()));
    let dots = text.find("..").map(|at| (at, at + text[at..].bytes().take_while(|&b| b == b'.').count()));
    if let Some((end, start)) = dots.or_else(|| years(text)) {
        let (from, to) = (text[..end].trim(), text[start..].trim());
        if from.is_empty() && to.is_empty() {
            return Err(("a range needs one end at least".into(), form()));
        }
        let from = if from.is_empty() { None } else { Some(read(from)?.0) };
        // `1974..76`
        let short = to.len() == 2 && to.bytes().all(|b| b.is_ascii_digit());
        let to = match from {
            _ if to.is_empty() => None,
            Some(first) if short => Some(read(&format!("{:02}{to}", first.year() / 100))?.1),
            _ => Some(read(to)?.1),
        };
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            let help =
                format!("write the earlier one first: `{}..{}`", &text[start..].trim(), &text[..end].trim());
            return Err(("the range ends before it begins".into(), help));
        }
        return Ok((from, to));
    }
    let outside = || (format!("`{text}` is beyond the calendar"), form());
    if let Some(rest) = text.strip_prefix(">=") {
        return Ok((Some(read(rest)?.0), None));
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Ok((None, Some(read(rest)?.1)));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Ok((Some(read(rest)?.1.checked_add(1.day()).map_err(|_| outside())?), None));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Ok((None, Some(read(rest)?.0.checked_sub(1.day()).map_err(|_| outside())?)));
    }
    let (first, last) = read(text)?;
    Ok((Some(first), Some(last)))
}

/// `1974-1976`: where the first year ends and the second begins.
fn years(text: &str) -> Option<(usize, usize)> {
    let mark = text.find(['-', '–'])?;
    let behind = mark + text[mark..].chars().next()?.len_utf8();
    let year = |part: &str| part.trim().len() == 4 && part.trim().bytes().all(|b| b.is_ascii_digit());
    (year(&text[..mark]) && year(&text[behind..])).then_some((mark, behind))
}

/// The first and last day of a year, a month or a day.
fn one(text: &str, today: Date) -> Option<(Date, Date)> {
    if text.eq_ignore_ascii_case("today") {
        return Some((today, today));
    }
    if text.eq_ignore_ascii_case("yesterday") {
        let day = today.checked_sub(1.day()).ok()?;
        return Some((day, day));
    }
    let mut parts = Parts::of(text)?;
    let compact = parts.count == 1 && matches!(parts.list[0], Some((_, 8)));
    if compact {
        // `20061201`
        let (number, _) = parts.list[0]?;
        parts.list = [Some((number / 10000, 4)), Some((number / 100 % 100, 2)), Some((number % 100, 2))];
        parts.count = 3;
    }
    let [first, second, third] = parts.list;
    let (year, month, day) = match (first, second, third) {
        (Some((year, 4)), None, None) => (year, None, None),
        (Some((year, 4)), Some((month, 1..=2)), day) => match day {
            None => (year, Some(month), None),
            Some((day, 1..=2)) => (year, Some(month), Some(day)),
            Some(_) => return None,
        },
        // `12 MAR 2007`: the month is by name.
        (Some((day, 1..=2)), Some((month, 0)), Some((year, length @ (2 | 4)))) => {
            (full_year(year, length), Some(month), Some(day))
        }
        (Some((month, 0)), Some((year, length @ (2 | 4))), None) => {
            (full_year(year, length), Some(month), None)
        }
        // `MAR 12, 2007`
        (Some((month, 0)), Some((day, 1..=2)), Some((year, 4))) => (year, Some(month), Some(day)),
        (Some((year, 4)), Some((month, 0)), None) => (year, Some(month), None),
        _ => return None,
    };
    let year = i16::try_from(year).ok().filter(|year| *year >= 1000)?;
    let month = match month {
        None => return Some((date(year, 1, 1), date(year, 12, 31))),
        Some(month) => i8::try_from(month).ok()?,
    };
    match day {
        None => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        Some(day) => {
            let day = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
            Some((day, day))
        }
    }
}

/// A year of two figures is one of telegrams' numbers.
fn full_year(year: u32, length: usize) -> u32 {
    match u16::try_from(year) {
        Ok(two) if length == 2 => century(two).into(),
        _ => year,
    }
}

/// Up to three numbers with the count of their figures; a month's name is its number with a count of 0.
struct Parts {
    list: [Option<(u32, usize)>; 3],
    count: usize,
}

impl Parts {
    fn of(text: &str) -> Option<Parts> {
        if text.len() > 24 || !text.is_ascii() {
            return None;
        }
        let mut parts = Parts { list: [None; 3], count: 0 };
        let mut rest = text;
        while !rest.is_empty() {
            let digit = rest.starts_with(|c: char| c.is_ascii_digit());
            let length = rest
                .bytes()
                .take_while(|b| if digit { b.is_ascii_digit() } else { b.is_ascii_alphabetic() })
                .count();
            let (part, behind) = rest.split_at(length);
            let slot = parts.list.get_mut(parts.count)?;
            *slot = Some(if digit { (part.parse().ok()?, length) } else { (month_named(part)?.into(), 0) });
            parts.count += 1;
            let marks = behind.bytes().take_while(|b| matches!(b, b'-' | b'/' | b'.' | b',' | b' ')).count();
            if marks > 2 || marks == behind.len() && marks > 0 {
                return None;
            }
            rest = &behind[marks..];
        }
        (parts.count > 0).then_some(parts)
    }
}
