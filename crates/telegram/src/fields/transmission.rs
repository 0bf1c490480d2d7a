//! Format lines 1 to 4, 10, 15 and 16, and the 43-position header of the Defense network (TF 4.1 to 4.4, 4.9, 5).
//!
//! Each line has a gate, which looks at a line whose leading blanks are gone and allocates nothing, and a reader, which
//! adds what the line says to a [`Transmission`] and answers whether it was such a line. Where two lines were run
//! together, the reader of the first goes on with the second.

use super::words::{figure, is_indicator, is_signal, number, number_mended, skip_space, word_end, words};
use crate::field::Field;
use crate::record::{Security, Text, Transmission};
use std::borrow::Cow;
use std::ops::Range;

const PROSIGNS: &[u8] = b"ZOPRY";

/// True for format line 1: `VZCZCXYZ0007`, `ZCZC ...` (TF 4.1).
pub fn is_fl1(line: &[u8]) -> bool {
    channel_start(line) == Some(0)
}

/// Reads format line 1 into [`Transmission::channel`].
pub fn read_fl1<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let bytes = field.as_str().as_bytes();
    let start = skip_space(bytes, 0);
    if !is_fl1(&bytes[start..]) {
        return false;
    }
    // The channel may be parted from `VZCZC` by a blank; relays put further groups of three letters and figures before it.
    let mut end = word_end(bytes, start);
    for word in words(field.as_str(), end) {
        let part = &bytes[word.clone()];
        if part.len() < 4
            || !part.iter().any(u8::is_ascii_digit)
            || !part.iter().all(u8::is_ascii_alphanumeric)
        {
            break;
        }
        end = word.end;
    }
    to.channel = Some(field.slice(start..end));
    read_second(field, end, to);
    true
}

/// Where the start of a transmission stands in a line: at its beginning, or fused to the end of the message before
/// (`NNNNMAFVZCZCABC0001`, TF 12.6). `None` when the line holds none.
pub fn channel_start(line: &[u8]) -> Option<usize> {
    match line {
        [b'V', b'Z', b'C', b'Z', b'C', ..] | [b'V', b' ', b'Z', b'C', b'Z', b'C', ..] => Some(0),
        [b'Z', b'C', b'Z', b'C', ..] => Some(0),
        [b'N', b'N', b'N', ..] => {
            let at = memchr::memmem::find(line.get(..64).unwrap_or(line), b"ZCZ")?;
            Some(if line[at - 1] == b'V' { at - 1 } else { at })
        }
        _ => None,
    }
}

/// True for format line 2: `PP RUEHWEB` (TF 4.2). A digraph whose letters differ is taken before known relays only.
pub fn is_fl2(line: &[u8]) -> bool {
    let [a, b, b' ', rest @ ..] = line else { return false };
    if !PROSIGNS.contains(a) || !PROSIGNS.contains(b) {
        return false;
    }
    let start = skip_space(rest, 0);
    let first = &rest[start..word_end(rest, start)];
    is_indicator(first) && (a == b || is_relay(first))
}

/// Reads format line 2 into [`Transmission::routing_precedence`] and [`Transmission::routed_to`].
pub fn read_fl2<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let bytes = field.as_str().as_bytes();
    let start = skip_space(bytes, 0);
    if !is_fl2(&bytes[start..]) {
        return false;
    }
    to.routing_precedence = Some(field.slice(start..start + 2));
    let end = add_indicators(field, start + 2, to);
    read_second(field, end, to);
    true
}

/// True for a line of routing indicators alone, which continues format line 2. Ask only behind a format line 2: in prose
/// a lone word such as `RUSHES` has the same shape.
pub fn is_indicators(line: &[u8]) -> bool {
    let mut any = false;
    let mut at = skip_space(line, 0);
    while at < line.len() {
        let end = word_end(line, at);
        if !is_indicator(&line[at..end]) {
            return false;
        }
        any = true;
        at = skip_space(line, end);
    }
    any
}

/// Reads a continuation of format line 2.
pub fn read_indicators<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    if !is_indicators(field.as_str().as_bytes()) {
        return false;
    }
    add_indicators(field, 0, to);
    true
}

/// True for format line 3: `DE RUEHFR #7904/01 3601145`, `DE RUEHQX 0417 071/1436Z` (TF 4.3).
pub fn is_fl3(line: &[u8]) -> bool {
    fl3(line).is_some()
}

/// Reads format line 3: station, serial, section, day of the year and time.
///
/// The day of the year has to exist and the time too, else they are left out; the allied form `12/1436Z` has a day of the
/// month, so that only its time is taken.
pub fn read_fl3<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let Some(line) = fl3(field.as_str().as_bytes()) else { return false };
    to.station = Some(field.slice(line.station));
    to.station_serial = line.serial.or(to.station_serial);
    to.section = line.section.or(to.section);
    to.day_of_year = line.day.or(to.day_of_year);
    if let Some(time) = line.time {
        to.time = Some(field.slice(time));
    }
    read_second(field, line.end, to);
    true
}

/// True for format line 4: `ZNY SSSSS ZZH`, `ZNR UUUUU` (TF 4.4).
pub fn is_fl4(line: &[u8]) -> bool {
    fl4(line).is_some()
}

/// Reads format line 4: the security warning, its letter by majority, and the signals behind it.
pub fn read_fl4<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let bytes = field.as_str().as_bytes();
    let Some((signal, letters)) = fl4(bytes) else { return false };
    let letter = majority(&bytes[letters.clone()]).map(Cow::Borrowed);
    to.security = Some(Security { signal: field.slice(signal), letter });
    add_signals(field, letters.end, to);
    true
}

/// True for a line of operating signals alone, as they stand below format line 4: `ZOT`, `ZGC ZVQ`. The signals of a
/// security warning are none of them.
pub fn is_signals(line: &[u8]) -> bool {
    if line.starts_with(b"ZN") {
        return false;
    }
    let mut any = false;
    let mut at = skip_space(line, 0);
    while at < line.len() {
        let end = word_end(line, at);
        if !is_signal(&line[at..end]) {
            return false;
        }
        any = true;
        at = skip_space(line, end);
    }
    any
}

/// Reads a line of signals into [`Transmission::signals`].
pub fn read_signals<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    if !is_signals(field.as_str().as_bytes()) {
        return false;
    }
    add_signals(field, 0, to);
    true
}

/// True for format line 10: `GRNC`, `GR 120`, perhaps behind an accounting symbol (TF 4.9).
pub fn is_fl10(line: &[u8]) -> bool {
    fl10(line).is_some()
}

/// Reads format line 10 into [`Transmission::group_count`].
pub fn read_fl10<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let Some(count) = fl10(field.as_str().as_bytes()) else { return false };
    to.group_count = Some(field.slice(count));
    true
}

/// True for format line 11 or 13: `BT` alone (TF 5).
pub fn is_bt(line: &[u8]) -> bool {
    line.trim_ascii_end() == b"BT"
}

/// True for format line 15: `#7904` alone, or a correction `C WA ...`, `C PAGE ...` (TF 5).
pub fn is_fl15(line: &[u8]) -> bool {
    fl15(line).is_some()
}

/// Reads format line 15 into [`Transmission::validation`].
pub fn read_fl15<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let bytes = field.as_str().as_bytes();
    let start = skip_space(bytes, 0);
    let Some(end) = fl15(&bytes[start..]).map(|n| start + n) else { return false };
    to.validation = Some(field.slice(start..end));
    read_second(field, end, to);
    true
}

/// True for format line 16: `NNNN`, `NNN`, also fused to the next transmission's beginning (TF 5, 12.6).
pub fn is_fl16(line: &[u8]) -> bool {
    let count = line.iter().take_while(|&&b| b == b'N').count();
    count >= 3 && (line[count..].trim_ascii().is_empty() || count >= 4 && channel_start(line).is_some())
}

/// Reads format line 16 into [`Transmission::end`].
pub fn read_fl16<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let bytes = field.as_str().as_bytes();
    let start = skip_space(bytes, 0);
    if !is_fl16(&bytes[start..]) {
        return false;
    }
    let count = bytes[start..].iter().take_while(|&&b| b == b'N').count();
    to.end = Some(field.slice(start..start + count));
    true
}

/// True for the header of 43 positions that copies through the Defense network have in place of format lines 2 and 3:
/// `PTTUZYUW RUEHQXA0417 0711436-UUUU--RUEHCAA.` (TF 4.2).
pub fn is_janap(line: &[u8]) -> bool {
    janap(line).is_some()
}

/// Reads the 43-position header.
pub fn read_janap<'s>(field: &Field<'s>, to: &mut Transmission<'s>) -> bool {
    let bytes = field.as_str().as_bytes();
    let start = skip_space(bytes, 0);
    let Some(serial) = janap(&bytes[start..]) else { return false };
    to.routing_precedence = Some(field.slice(start..start + 1));
    to.station = Some(field.slice(start + 9..start + 16));
    to.station_serial = Some(serial);
    let filed = start + 21..start + 28;
    to.day_of_year = day_of_year(&bytes[filed.start..filed.start + 3]);
    if is_time(&bytes[filed.start + 3..filed.end]) {
        to.time = Some(field.slice(filed.start + 3..filed.end));
    }
    for word in words(field.as_str(), start + 35) {
        let part = &bytes[word.clone()];
        let length = part.iter().take_while(|b| b.is_ascii_uppercase()).count();
        if is_indicator(&part[..length]) {
            to.routed_to.push(field.slice(word.start..word.start + length));
        }
        if length < part.len() {
            break;
        }
    }
    true
}

/// Goes on with a line that was run together with the one before it.
fn read_second<'s>(field: &Field<'s>, at: usize, to: &mut Transmission<'s>) {
    let bytes = field.as_str().as_bytes();
    let mut at = skip_space(bytes, at);
    // At most one line of each kind follows: each turn takes a later kind.
    if to.routing_precedence.is_none() && is_fl2(&bytes[at..]) {
        to.routing_precedence = Some(field.slice(at..at + 2));
        at = skip_space(bytes, add_indicators(field, at + 2, to));
    }
    if to.station.is_none()
        && let Some(line) = fl3(&bytes[at..])
    {
        let place = |r: Range<usize>| at + r.start..at + r.end;
        to.station = Some(field.slice(place(line.station)));
        to.station_serial = line.serial;
        to.section = line.section;
        to.day_of_year = line.day;
        to.time = line.time.map(|time| field.slice(place(time)));
        at = skip_space(bytes, at + line.end);
    }
    if to.security.is_none()
        && let Some((signal, letters)) = fl4(&bytes[at..])
    {
        let letter = majority(&bytes[at + letters.start..at + letters.end]).map(Cow::Borrowed);
        to.security = Some(Security { signal: field.slice(at + signal.start..at + signal.end), letter });
        add_signals(field, at + letters.end, to);
        return;
    }
    if to.end.is_none() && is_fl16(&bytes[at..]) {
        let count = bytes[at..].iter().take_while(|&&b| b == b'N').count();
        to.end = Some(field.slice(at..at + count));
    }
}

/// Indicators from `at` on, up to the first other word; answers where they end.
fn add_indicators<'s>(field: &Field<'s>, at: usize, to: &mut Transmission<'s>) -> usize {
    let bytes = field.as_str().as_bytes();
    let mut end = at;
    for word in words(field.as_str(), at) {
        if !is_indicator(&bytes[word.clone()]) {
            break;
        }
        end = word.end;
        to.routed_to.push(field.slice(word));
    }
    end
}

fn add_signals<'s>(field: &Field<'s>, at: usize, to: &mut Transmission<'s>) {
    let bytes = field.as_str().as_bytes();
    to.signals.extend(
        words(field.as_str(), at)
            .take_while(|w| is_signal(&bytes[w.clone()]))
            .map(|word| -> Text<'s> { field.slice(word) }),
    );
}

/// The relays whose indicators State traffic has: `RUEH`, `RUCN`, `RHEH` and their kin.
fn is_relay(word: &[u8]) -> bool {
    matches!(word, [b'R', b'U', b'E' | b'C' | b'L', _, _, ..] | [b'R', b'H', b'E' | b'M', _, _, ..])
}

struct Fl3 {
    station: Range<usize>,
    serial: Option<u32>,
    section: Option<u16>,
    day: Option<u16>,
    time: Option<Range<usize>>,
    end: usize,
}

fn fl3(line: &[u8]) -> Option<Fl3> {
    let start = skip_space(line, 0);
    if !line[start..].starts_with(b"DE") {
        return None;
    }
    let at = skip_space(line, start + 2);
    let end = at + line[at..].iter().take_while(|b| b.is_ascii_uppercase()).count();
    if !is_indicator(&line[at..end]) || line.get(end).is_some_and(|&b| b != b' ' && b != b'#') {
        return None;
    }
    let mut found = Fl3 { station: at..end, serial: None, section: None, day: None, time: None, end };
    let mut at = skip_space(line, end);
    // `#` is the US form; a service message has no serial and goes on with the time.
    let hash = line.get(at) == Some(&b'#');
    if hash {
        at = skip_space(line, at + 1);
    }
    let word = at..word_end(line, at);
    let first = &line[word.clone()];
    if hash || first.iter().take_while(|b| figure(**b).is_some()).count() < 6 && !has_time(first) {
        let (figures, section) = match first.iter().position(|&b| b == b'/') {
            Some(slash) => (&first[..slash], number(&first[slash + 1..], 2)),
            None => (first, None),
        };
        // An allied serial may end in a letter.
        let serial = number_mended(figures, 6).or_else(|| {
            figures.split_last().filter(|(l, _)| l.is_ascii_uppercase()).and_then(|(_, f)| number(f, 5))
        });
        if serial.is_none() && !hash {
            return None;
        }
        found.serial = serial;
        found.section = section.and_then(|n| u16::try_from(n).ok());
        found.end = word.end;
        at = skip_space(line, word.end);
    }
    let word = at..word_end(line, at);
    let filed = &line[word.clone()];
    if filed.len() == 7 && number(filed, 7).is_some() {
        found.day = day_of_year(&filed[..3]);
        found.time = is_time(&filed[3..]).then_some(at + 3..at + 7);
        found.end = word.end;
    } else if has_time(filed) {
        let slash = filed.iter().position(|&b| b == b'/')?;
        if slash == 3 {
            found.day = day_of_year(&filed[..3]);
        }
        found.time = is_time(&filed[slash + 1..slash + 5]).then_some(at + slash + 1..at + slash + 5);
        found.end = word.end;
    } else if filed.first().is_some_and(u8::is_ascii_digit) && filed.iter().all(u8::is_ascii_digit) {
        // A time of three to six figures: which are missing cannot be told.
        found.end = word.end;
    } else if found.serial.is_none() || !hash && !filed.is_empty() {
        return None;
    }
    Some(found)
}

/// True for `071/1436Z` and `12/1436Z`.
fn has_time(word: &[u8]) -> bool {
    let Some(slash) = word.iter().position(|&b| b == b'/') else { return false };
    let rest = &word[slash + 1..];
    (2..=3).contains(&slash)
        && word[..slash].iter().all(u8::is_ascii_digit)
        && (4..=5).contains(&rest.len())
        && rest[..4].iter().all(u8::is_ascii_digit)
        && rest.get(4).is_none_or(|&b| b == b'Z')
}

fn day_of_year(word: &[u8]) -> Option<u16> {
    number(word, 3).filter(|day| (1..=366).contains(day)).and_then(|day| u16::try_from(day).ok())
}

fn is_time(word: &[u8]) -> bool {
    word.len() == 4 && number(word, 4).is_some_and(|time| time <= 2400 && time % 100 < 60)
}

/// The signal and the letters of a security warning.
fn fl4(line: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let start = skip_space(line, 0);
    if !matches!(line.get(start..start + 3), Some(b"ZNR" | b"ZNY")) {
        return None;
    }
    let at = skip_space(line, start + 3);
    let end = word_end(line, at);
    let letters = line[at..end].iter().position(|&b| b == b'/').map_or(end, |slash| at + slash);
    let group = &line[at..letters];
    if !(3..=8).contains(&group.len())
        || !group.iter().all(u8::is_ascii_uppercase)
        || majority(group).is_none()
    {
        return None;
    }
    Some((start..start + 3, at..end))
}

/// The letter of a security warning that stands for more than half of its group: `C` in `CCCGC`; `U` in `UUUAA`, whose
/// last two are a release code.
fn majority(group: &[u8]) -> Option<&'static str> {
    let group = group.split(|&b| b == b'/').next().unwrap_or(group);
    let letters = [(b'U', "U"), (b'E', "E"), (b'R', "R"), (b'C', "C"), (b'S', "S"), (b'T', "T")];
    letters
        .into_iter()
        .find(|(l, _)| group.iter().filter(|b| *b == l).count() * 2 > group.len())
        .map(|(_, letter)| letter)
}

fn fl10(line: &[u8]) -> Option<Range<usize>> {
    let start = skip_space(line, 0);
    let end = start + line[start..].trim_ascii_end().len();
    let is_count = |at: usize| match &line[at..end] {
        b"GRNC" => true,
        [b'G', b'R', rest @ ..] => number(rest.trim_ascii_start(), 4).is_some(),
        _ => false,
    };
    if is_count(start) {
        return Some(start..end);
    }
    // An accounting symbol before it: a word of capitals, figures and hyphens.
    let symbol = &line[start..word_end(line, start)];
    let next = skip_space(line, start + symbol.len());
    let plain = symbol.len() <= 12
        && symbol.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'-');
    (plain && next < end && is_count(next)).then_some(next..end)
}

fn fl15(line: &[u8]) -> Option<usize> {
    let end = line.trim_ascii_end().len();
    match line {
        [b'#', rest @ ..] => {
            let figures = rest.iter().take_while(|b| figure(**b).is_some()).count();
            let next = skip_space(line, 1 + figures);
            let alone = next >= end || is_fl16(&line[next..]);
            (alone && number_mended(&rest[..figures], 6).is_some() && figures >= 3).then_some(1 + figures)
        }
        [b'C', b' ', b'W', b'A', b' ', ..] | [b'C', b' ', b'P', b'A', b'G', b'E', b' ', b'0'..=b'9', ..] => {
            Some(end)
        }
        _ => None,
    }
}

fn janap(line: &[u8]) -> Option<u32> {
    let head = line.get(..35)?;
    let letters = |range: Range<usize>| head[range].iter().all(u8::is_ascii_uppercase);
    let shaped = PROSIGNS.contains(&head[0])
        && letters(0..8)
        && head[8] == b' '
        && is_indicator(&head[9..16])
        && head[20] == b' '
        && number(&head[21..28], 7).is_some()
        && head[28] == b'-'
        && letters(29..33)
        && &head[33..35] == b"--";
    if shaped { number(&head[16..20], 4) } else { None }
}
