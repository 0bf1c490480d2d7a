//! Format line 5: precedence and date-time group (TF 4.5, 8).
//!
//! Taken are the composed form and what copies make of it: blanks inside the figures and the year, a month in full, no
//! zone letter, letters for figures, prosigns run together. A group that cannot be a moment keeps its text and has no
//! moment.
//!
//! A group without a zone letter is read as Greenwich time. State writes `Z` always (TF 4, 8.2), so that the letter was lost on the way
//! and not left open by the sender: of 1,034 groups in the copies at hand none has another letter, and the few without one have a
//! figure in its place, for which a scan took the `Z`. What reports the lost letter is the rule on zones.

use super::Context;
use super::date::MONTHS;
use super::mrn::century;
use super::words::{figure, is_signal, skip_space, word_end, words};
use crate::field::Field;
use crate::record::{Precedence, Sent, SentAt, Text};
use crate::syntax::gates::precedence_word;
use jiff::civil::{Date, DateTime};
use std::ops::Range;

/// What format line 5 says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DateTimeLine<'s> {
    /// The precedence for the action addressees.
    pub precedence: Option<Precedence>,
    /// The second of a dual precedence, for the information addressees (`O P 121430Z MAR 07`).
    pub info_precedence: Option<Precedence>,
    /// The group and its moment.
    pub sent: Sent<'s>,
    /// Operating signals behind the year, in printed order: `ZFF4`, `ZDK`.
    pub signals: Vec<Text<'s>>,
    /// The parts of the group, also where they make no moment. Free words and signals follow behind its end.
    pub group: Group,
}

/// Reads format line 5. The year of [`Context::year`] stands in for one that is not printed.
///
/// Two-digit years are those of a number (TF 4.5), unless [`Context::year`], which a source gave from outside, has
/// the same two digits: then it is that one. `0000` is the start of the day, `2400` its end (TF 8.2).
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Option<DateTimeLine<'s>> {
    let text = field.as_str();
    let (prosigns, mut group) = line_group(text.as_bytes())?;
    if let (Some(given), Some(printed)) = (cx.year, group.year)
        && group.two_digits
        && given % 100 == printed % 100
    {
        group.year = Some(given);
    }
    let signals = words(text, group.range.end)
        .filter(|w| is_signal(&text.as_bytes()[w.clone()]))
        .map(|w| field.slice(w))
        .collect();
    Some(DateTimeLine {
        precedence: prosigns[0],
        info_precedence: prosigns[1],
        sent: sent(field, &group, cx.year),
        signals,
        group,
    })
}

/// The year that a format line 5 prints, whatever became of its day and time.
pub fn printed_year(field: &Field<'_>) -> Option<u16> {
    line_group(field.as_str().as_bytes())?.1.year
}

/// Finds a date-time group inside other text: `121430Z MAR 07`. Its figures stand together, day and time exist, and the
/// month is there.
pub fn find(text: &str) -> Option<Range<usize>> {
    find_group(text.as_bytes()).map(|group| group.range)
}

/// Reads a group that stands in a text of its own (a reference to a telegram by its date-time group, a catalogue's
/// column): the group and its moment, the year taken from `year` where none is printed.
pub fn read_group<'s>(field: &Field<'s>, year: Option<u16>) -> Option<Sent<'s>> {
    find_group(field.as_str().as_bytes()).map(|group| sent(field, &group, year))
}

/// Reads the value of SMART's `Date/DTG:`: `Mar 12, 2012 / 121430Z MAR 12` (TF 14).
///
/// A time of `0000` means there that the time is not known, so that the day alone is given. Without a group the date
/// before it is taken.
pub fn read_labelled<'s>(field: &Field<'s>) -> Option<Sent<'s>> {
    let text = field.as_str();
    let day = date_in_words(text);
    let found = find_group(text.as_bytes())
        .or_else(|| day.as_ref().and_then(|(range, date)| behind_oblique(text.as_bytes(), range.end, *date)));
    let Some(group) = found else {
        let (range, date) = day?;
        return Some(Sent {
            text: field.slice(range.clone()),
            at: Some(SentAt::Day(date)),
            span: field.span(range),
        });
    };
    let year = day.map(|(_, date)| date.year().unsigned_abs());
    let mut sent = sent(field, &group, year);
    if group.hour == Some(0) && group.minute == Some(0) {
        sent.at = sent.at.map(|at| SentAt::Day(at.date()));
    }
    Some(sent)
}

/// The group behind an oblique that a scan made a figure or a letter: `Mar 12, 2012 1121430Z MAR 12`. It has to be of
/// the day in words before it.
fn behind_oblique(text: &[u8], at: usize, date: Date) -> Option<Group> {
    let at = blanks(text, at, 3);
    if !matches!(text.get(at), Some(b'1' | b'l' | b'I')) {
        return None;
    }
    let group = group_at(text, at + 1, false, false)?;
    let day = Date::new(
        i16::try_from(group.year?).ok()?,
        i8::try_from(group.month?).ok()?,
        i8::try_from(group.day?).ok()?,
    );
    (day.is_ok_and(|day| day == date) && group.may_stand_in_text(text)).then_some(group)
}

/// A group as it stands in the text; what cannot be told is absent. Day and time need not exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Day of the month, as printed.
    pub day: Option<u8>,
    /// Hour, as printed.
    pub hour: Option<u8>,
    /// Minute, as printed.
    pub minute: Option<u8>,
    /// The zone's letter.
    pub zone: Option<char>,
    /// Hours to add to get UTC. Absent for local time (`J`).
    to_utc: Option<i8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// What is printed in its place and is no month: `MRA`.
    pub no_month: Option<Range<usize>>,
    /// Year in four digits.
    pub year: Option<u16>,
    /// True where the year is printed with two digits.
    two_digits: bool,
    /// Where it stands in the field.
    pub range: Range<usize>,
}

impl Group {
    /// True for a group that is one without a format line around it: day and time exist, and a zone or a year is printed.
    fn may_stand_in_text(&self, text: &[u8]) -> bool {
        let exists = matches!(self.day, Some(1..=31))
            && matches!(self.hour, Some(0..=24))
            && matches!(self.minute, Some(0..=59));
        let ends = !text.get(self.range.end).is_some_and(u8::is_ascii_alphanumeric);
        exists && ends && (self.zone.is_some() || self.year.is_some())
    }

    fn at(&self, year: Option<u16>) -> Option<SentAt> {
        let year = i16::try_from(self.year.or(year)?).ok()?;
        let date = Date::new(year, self.month?.try_into().ok()?, self.day?.try_into().ok()?).ok()?;
        let (hour, minute) = (self.hour?, self.minute?);
        let midnight = date.to_datetime(jiff::civil::Time::midnight());
        if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
            return None;
        }
        let minutes = i64::from(hour) * 60 + i64::from(minute) + i64::from(self.to_utc?) * 60;
        let at: DateTime = midnight.checked_add(jiff::SignedDuration::from_mins(minutes)).ok()?;
        Some(SentAt::Minute(at))
    }
}

fn sent<'s>(field: &Field<'s>, group: &Group, year: Option<u16>) -> Sent<'s> {
    Sent { text: field.slice(group.range.clone()), at: group.at(year), span: field.span(group.range.clone()) }
}

/// Prosigns and group at the beginning of a line.
fn line_group(line: &[u8]) -> Option<([Option<Precedence>; 2], Group)> {
    let mut at = skip_space(line, 0);
    let mut prosigns = [None, None];
    let spelled = precedence_word(&line[at..]);
    if spelled > 0 {
        use Precedence::{Flash, Immediate, NiactImmediate, Priority, Routine};
        let all = [NiactImmediate, Flash, Immediate, Priority, Routine];
        prosigns[0] =
            all.into_iter().find(|precedence| line[at..].starts_with(precedence.as_str().as_bytes()));
        at += spelled;
    }
    let most = if spelled > 0 { 0 } else { 2 };
    for n in 0..most {
        // Two prosigns of a dual precedence run together: `OP 121430Z`; one printed twice is one.
        if n == 0
            && let [a, b, b' ', ..] | [a, b'/', b, b' ', ..] = line[at..]
            && let (Some(first), Some(second)) = (Precedence::of_prosign(a), Precedence::of_prosign(b))
        {
            prosigns = [Some(first), (first != second).then_some(second)];
            at = skip_space(line, at + 2 + usize::from(line[at + 1] == b'/'));
            break;
        }
        let Some(&b) = line.get(at) else { break };
        let next = line.get(at + 1).copied().unwrap_or(b' ');
        let prosign = match b {
            // The O of IMMEDIATE as a nought.
            b'0' if next == b' ' => Some(Precedence::Immediate),
            // Run into the group; an O before five figures is a nought of the group.
            _ if next == b' ' || line[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count() > 5 => {
                Precedence::of_prosign(b)
            }
            _ => None,
        };
        let Some(prosign) = prosign else { break };
        prosigns[n] = Some(prosign);
        at = skip_space(line, at + 1);
    }
    let alone = prosigns[0].is_none();
    let group = group_at(line, at, true, !alone).or_else(|| spoiled_group(line, at).filter(|_| !alone))?;
    // Without a prosign the group has to have its zone and to be all of the line but for signals and words behind them.
    if alone {
        let next = skip_space(line, group.range.end);
        let more = next < line.len() && !is_signal(&line[next..word_end(line, next)]);
        if more || group.zone.is_none() {
            return None;
        }
    }
    Some((prosigns, group))
}

fn find_group(text: &[u8]) -> Option<Group> {
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        if (at == 0 || !text[at - 1].is_ascii_alphanumeric())
            && let Some(group) = group_at(text, at, false, false)
            && group.may_stand_in_text(text)
        {
            return Some(group);
        }
        at += text[at..].iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len() - at);
    }
    None
}

/// The group that begins at `at`. `spaced` allows blanks between its figures, `bare` a group without a month.
fn group_at(text: &[u8], at: usize, spaced: bool, bare: bool) -> Option<Group> {
    let mut figures = [0u32; 7];
    let (mut count, mut real, mut end) = (0, 0, at);
    let mut i = at;
    while i < text.len() {
        let b = text[i];
        if let Some(value) = figure(b) {
            // The O of OCT behind the figures is a letter, not a nought.
            if !b.is_ascii_digit() && month_at(text, i).is_some() {
                break;
            }
            if count == figures.len() {
                return None;
            }
            figures[count] = value;
            count += 1;
            real += usize::from(b.is_ascii_digit());
            i += 1;
            end = i;
        } else if b == b' ' && spaced && i - end < 2 && count > 0 {
            i += 1;
        } else {
            break;
        }
    }
    if !(5..=7).contains(&count) || real < 4 {
        return None;
    }
    let mut group = Group { range: at..end, ..Group::default() };
    let mut zone = None;
    let mut i = blanks(text, end, 3);
    let mut month = month_at(text, i);
    if month.is_none() {
        let letter = *text.get(i).filter(|b| b.is_ascii_uppercase())?;
        zone = Some(letter);
        group.range.end = i + 1;
        i = blanks(text, i + 1, 3);
        month = month_at(text, i);
    }
    if count == 6 || count == 7 && zone.is_none() && figures[6] == 2 && month.is_some() {
        // A `Z` that was read as a 2 makes seven figures and no zone.
        group.day = two(&figures[0..2]);
        group.hour = two(&figures[2..4]);
        group.minute = two(&figures[4..6]);
    }
    group.zone = zone.map(char::from);
    // A letter that was lost was a Z.
    group.to_utc = hours_to_utc(zone.unwrap_or(b'Z'));
    let Some((month, month_end)) = month else {
        if let Some((word, year, year_end)) = no_month(text, i).filter(|_| spaced && count == 6 && real == 6)
        {
            group.no_month = Some(word);
            group.year = Some(year);
            group.two_digits = true;
            group.range.end = year_end;
            return Some(group);
        }
        // `P 121430Z` and nothing more: month and year were lost.
        let rest = skip_space(text, group.range.end);
        let lost = zone.is_some() && (rest == text.len() || is_signal(&text[rest..word_end(text, rest)]));
        return (bare && lost).then_some(group);
    };
    group.month = Some(month);
    group.range.end = month_end;
    let mut i = month_end;
    while matches!(text.get(i), Some(b'.' | b',' | b'\'')) && i - month_end < 2 {
        i += 1;
    }
    i = blanks(text, i, 3);
    if let Some((year, year_end)) = year_at(text, i) {
        group.two_digits = text[i..year_end].iter().filter(|b| **b != b' ').count() == 2;
        group.year = year;
        group.range.end = year_end;
    }
    Some(group)
}

/// A group of which figures are spoiled, `1214#0Z JUL 75`: the zone's letter, most of its figures and the month tell it. It makes no moment.
fn spoiled_group(text: &[u8], at: usize) -> Option<Group> {
    let end = word_end(text, at);
    if !is_spoiled(&text[at..end]) {
        return None;
    }
    let (month, month_end) = month_at(text, blanks(text, end, 3))?;
    let mut group = Group { month: Some(month), range: at..month_end, ..Group::default() };
    if let Some((year, year_end)) = year_at(text, blanks(text, month_end, 3)) {
        group.two_digits = true;
        group.year = year;
        group.range.end = year_end;
    }
    Some(group)
}

/// True for a word that was the figures of a date-time group and its zone, with signs in place of some.
pub(crate) fn is_spoiled(word: &[u8]) -> bool {
    let figures = word.iter().filter(|b| b.is_ascii_digit()).count();
    (6..=8).contains(&word.len()) && word.ends_with(b"Z") && figures >= 3 && figures + 3 >= word.len()
}

fn two(figures: &[u32]) -> Option<u8> {
    u8::try_from(figures[0] * 10 + figures[1]).ok()
}

/// Skips at most `most` blanks.
fn blanks(text: &[u8], at: usize, most: usize) -> usize {
    let rest = text.get(at..).unwrap_or(&[]);
    at + rest.iter().take(most).take_while(|&&b| b == b' ' || b == b'\t').count()
}

/// Hours from a zone's time to UTC: A to M east of Greenwich, N to Y west, Z itself; J is local time (TF 8.2).
fn hours_to_utc(zone: u8) -> Option<i8> {
    let hours = |from: u8| (zone - from) as i8 + 1;
    Some(match zone {
        b'Z' => 0,
        b'A'..=b'I' => -hours(b'A'),
        b'K'..=b'M' => -(hours(b'K') + 9),
        b'N'..=b'Y' => hours(b'N'),
        _ => return None,
    })
}

/// The month that stands at `at`, three letters or more of its name, with a nought for an O.
fn month_at(text: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = text.get(at..)?;
    let letter = |b: u8| if b == b'0' { b'O' } else { b.to_ascii_uppercase() };
    let three = [letter(*rest.first()?), letter(*rest.get(1)?), letter(*rest.get(2)?)];
    let n = MONTHS.iter().position(|month| month.as_bytes()[..3] == three)?;
    let name = MONTHS[n].as_bytes();
    let more = rest.iter().zip(name).skip(3).take_while(|(b, m)| letter(**b) == **m).count();
    let end = 3 + more;
    if rest.get(end).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    Some((n as u8 + 1, at + end))
}

/// A word in a month's place that is none, `MRA 07`: two to four letters and a year of two figures behind it, which ends the group.
fn no_month(text: &[u8], at: usize) -> Option<(Range<usize>, u16, usize)> {
    let letters = text.get(at..)?.iter().take_while(|b| b.is_ascii_alphanumeric()).take(5).count();
    let word = at..at + letters;
    let year = blanks(text, word.end, 3);
    let figures = text[year..].iter().take_while(|b| b.is_ascii_digit()).count();
    let end = year + figures;
    let rest = skip_space(text, end);
    let ended = rest == text.len() || rest > end && is_signal(&text[rest..word_end(text, rest)]);
    let is_word = (2..=4).contains(&letters) && text[word.clone()].iter().any(u8::is_ascii_uppercase);
    if !is_word || figures != 2 || !ended {
        return None;
    }
    Some((word, century(u16::from(text[year] - b'0') * 10 + u16::from(text[year + 1] - b'0')), end))
}

/// Does a date-time group without a month that can be read stand here, `121430Z MRA 07`, and nothing else?
pub(crate) fn lacks_month(text: &[u8]) -> bool {
    let zoned = text.len() > 8 && text[..6].iter().all(u8::is_ascii_digit) && text[6] == b'Z';
    zoned && no_month(text, blanks(text, 7, 3)).is_some()
}

/// The year at `at`: two or four figures, perhaps with a blank between (`0 7`, `20 07`). A lone figure is a part of a
/// year that was lost: it belongs to the group and gives no year.
fn year_at(text: &[u8], at: usize) -> Option<(Option<u16>, usize)> {
    let run = |at: usize| {
        let rest = text.get(at..).unwrap_or(&[]);
        let length =
            rest.iter().take(5).take_while(|b| b.is_ascii_digit() || matches!(b, b'O' | b'I' | b'l')).count();
        let figures = &rest[..length];
        (figures.iter().any(u8::is_ascii_digit)).then_some(figures)
    };
    let value = |figures: &[u8]| figures.iter().try_fold(0u16, |n, &b| Some(n * 10 + figure(b)? as u16));
    let first = run(at)?;
    let end = at + first.len();
    let second_at = blanks(text, end, 2);
    let second = if second_at > end { run(second_at) } else { None };
    let stands_alone = |end: usize| !text.get(end).is_some_and(u8::is_ascii_digit);
    match (first.len(), second) {
        (1, Some(second)) if second.len() == 1 && stands_alone(second_at + 1) => {
            let year = value(first)? * 10 + value(second)?;
            Some((Some(century(year)), second_at + 1))
        }
        (2, Some(second))
            if matches!(first, b"19" | b"20") && second.len() == 2 && stands_alone(second_at + 2) =>
        {
            Some((Some(value(first)? * 100 + value(second)?), second_at + 2))
        }
        (1, _) => Some((None, end)),
        (2, _) => Some((Some(century(value(first)?)), end)),
        (4, _) => value(first).filter(|y| (1900..2100).contains(y)).map(|year| (Some(year), end)),
        _ => None,
    }
}

/// A date as SMART writes it: `Mar 12, 2012`.
fn date_in_words(text: &str) -> Option<(Range<usize>, Date)> {
    let bytes = text.as_bytes();
    let start = skip_space(bytes, 0);
    let (month, end) = month_at(bytes, start)?;
    let at = blanks(bytes, end, 3);
    let day_end = at + bytes[at..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let day: i8 = text[at..day_end].parse().ok()?;
    let comma = blanks(bytes, day_end, 2);
    let at = blanks(bytes, if bytes.get(comma) == Some(&b',') { comma + 1 } else { comma }, 3);
    let year_end = at + bytes[at..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    if year_end - at != 4 {
        return None;
    }
    let year: i16 = text[at..year_end].parse().ok()?;
    let date = Date::new(year, i8::try_from(month).ok()?, day).ok()?;
    Some((start..year_end, date))
}
