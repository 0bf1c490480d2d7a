//! Message reference numbers in the forms that stand by themselves (TF 9.2). Those of the classification line and of page
//! lines are read there.

use super::Context;
use super::page_line::PageLine;
use super::words::{number, number_mended, trim, words};
use crate::field::Field;
use crate::record::{Mrn, Text};
use crate::span::Span;
use chancery_registry::Registry;
use std::borrow::Cow;
use std::ops::Range;

/// The longest name of a station, in bytes; a longer run of words is prose.
pub(crate) const LONGEST_STATION: usize = 40;

/// The canonical number: two-digit year, station in capitals without blanks and marks, number without leading zeros:
/// `06PARIS7904` (TF 9.2). An airgram has `-A` before its number: `75PORTALDER-A50`.
pub fn canonical(year: u16, post: &str, number: u32, airgram: bool) -> String {
    let mut mrn = String::with_capacity(post.len() + 14);
    push_figures(u32::from(year % 100), 2, &mut mrn);
    mrn.push_str(post);
    if airgram {
        mrn.push_str("-A");
    }
    push_figures(number, 1, &mut mrn);
    mrn
}

/// Adds a number in at least `least` figures.
pub(crate) fn push_figures(number: u32, least: usize, to: &mut String) {
    let mut figures = [b'0'; 10];
    let (mut at, mut rest) = (figures.len(), number);
    while rest > 0 {
        at -= 1;
        figures[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    at = at.min(figures.len() - least.min(figures.len()));
    to.push_str(std::str::from_utf8(&figures[at..]).unwrap_or_default());
}

/// A station's code from its printed name: the registry's, where it knows the name or the misspelling, else the name in
/// capitals without blanks, dots, apostrophes and hyphens (TF 9.2, 9.3). A name that is near to a known one is not taken
/// for it: SAINT JOHN'S is not SAINT JOHN.
pub fn station_code(name: &str, registry: &Registry) -> Text<'static> {
    registered_station(name, registry).map_or_else(|| Cow::Owned(squeezed(name)), Cow::Borrowed)
}

/// A name in capitals without blanks, dots, apostrophes and hyphens.
pub(crate) fn squeezed(name: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '.' | '\'' | '-' | '’');
    name.chars().filter(kept).flat_map(char::to_uppercase).collect()
}

/// The registry's code for a station's name.
pub(crate) fn registered_station(name: &str, registry: &Registry) -> Option<&'static str> {
    registry.post_named(name).map(|post| post.code)
}

/// A full year from two figures: 41 to 99 are 19xx, 00 to 40 are 20xx. TF 4.5 has 73 as the first of the 1900s, for the releases
/// that begin there; no telegram of the years 2041 to 2072 exists yet, and those of 1941 to 1972 do. There is no clock here.
pub fn century(two: u16) -> u16 {
    if two >= 41 { 1900 + two } else { 2000 + two }
}

/// Reads a canonical number: `06PARIS7904`, also with leading zeros, `75PORTALDER-A50`.
pub fn parse_canonical<'s>(text: &'s str, span: Span) -> Option<Mrn<'s>> {
    let bytes = text.as_bytes();
    let year = u16::try_from(number(bytes.get(..2)?, 2)?).ok()?;
    let end = bytes.len() - bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let value = number(&bytes[end..], 8)?;
    let station = text.get(2..end)?;
    let (post, airgram) = match station.strip_suffix("-A") {
        Some(post) => (post, true),
        None => (station, false),
    };
    let letters = post.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !letters
        || !post.starts_with(|c: char| c.is_ascii_uppercase())
        || !(2..=LONGEST_STATION).contains(&post.len())
    {
        return None;
    }
    let year = century(year);
    Some(Mrn {
        text: Cow::Borrowed(text),
        year: Some(year),
        post: Cow::Borrowed(post),
        number: value,
        canonical: Some(canonical(year, post, value, airgram)),
        airgram,
        span,
    })
}

/// Reads a number as the classification line prints it, `PARIS 007904`, or an airgram's, `PORT ALDER A-50`: the whole
/// field is a station and a number, in capitals. The year is the context's.
pub fn parse_printed<'s>(field: &Field<'s>, cx: &Context<'_>) -> Option<Mrn<'s>> {
    let text = field.as_str();
    let range = trim(text, 0..text.len());
    let start = text[range.clone()].rfind(char::is_whitespace)?;
    let name = range.start..range.start + start;
    let figures = range.start + start + 1..range.end;
    if !is_station(&text[trim(text, name.clone())]) {
        return None;
    }
    assemble(field, trim(text, name), figures, cx.year, cx.registry)
}

/// Reads SMART's `MRN:` value: `11 PORT AU PRINCE 504` (year, station in full, number without zeros; TF 14).
pub fn parse_smart<'s>(field: &Field<'s>, registry: &Registry) -> Option<Mrn<'s>> {
    let text = field.as_str();
    let mut all = words(text, 0);
    let year = all.next()?;
    let first = all.next()?;
    let (mut before, mut last) = (first.clone(), all.next()?);
    for word in all {
        before = last;
        last = word;
    }
    let year_value = u16::try_from(number(&text.as_bytes()[year.clone()], 4)?).ok()?;
    let year_value = match year.len() {
        2 => century(year_value),
        4 if (1900..2100).contains(&year_value) => year_value,
        _ => return None,
    };
    let name = first.start..before.end;
    if name.len() > LONGEST_STATION || !text[name.clone()].bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mut mrn = assemble(field, name, last.clone(), Some(year_value), registry)?;
    mrn.text = field.slice(year.start..last.end);
    mrn.span = field.span(year.start..last.end);
    Some(mrn)
}

/// Reads a document number of the National Archives: `1979LAPAZ06523`, `1975STATE043021`, with or without the underscore
/// and letter that tell copies apart (TF 9.2). The station there is cut to six characters; where the registry knows
/// which one is meant, [`Mrn::post`] is its code, else what is printed.
pub fn parse_nara<'s>(text: &'s str, span: Span, registry: &Registry) -> Option<Mrn<'s>> {
    let whole = text.trim();
    let Nara { year, station, number: value } = Nara::of(whole)?;
    let post = Cow::Borrowed(registry.post_by_nara_code(station).map_or(station, |post| post.code));
    let canonical = Some(canonical(year, &post, value, false));
    Some(Mrn {
        text: Cow::Borrowed(whole),
        year: Some(year),
        post,
        number: value,
        canonical,
        airgram: false,
        span,
    })
}

/// The year of a document number of the National Archives or of a canonical number.
pub(crate) fn year_of_number(text: &str) -> Option<u16> {
    let nara = Nara::of(text.trim()).map(|found| found.year);
    nara.or_else(|| parse_canonical(text, Span::default())?.year)
}

/// The parts of a document number of the National Archives.
struct Nara<'t> {
    year: u16,
    station: &'t str,
    number: u32,
}

impl<'t> Nara<'t> {
    fn of(whole: &'t str) -> Option<Nara<'t>> {
        let (document, copy) = whole.split_once('_').unwrap_or((whole, ""));
        let bytes = document.as_bytes();
        let year =
            u16::try_from(number(bytes.get(..4)?, 4)?).ok().filter(|year| (1970..1981).contains(year))?;
        let figures = bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let end = bytes.len() - figures;
        let station = document.get(4..end)?;
        let letters = station.bytes().all(|b| b.is_ascii_uppercase());
        if !letters || !(2..=6).contains(&station.len()) || !(5..=6).contains(&figures) || copy.len() > 2 {
            return None;
        }
        Some(Nara { year, station, number: number(&bytes[end..], 6)? })
    }
}

/// The number that a page line gives (TF 12.2). The station there is cut to six characters: it is completed from the
/// context's post, or by the registry where only one post is cut so; else it stays as printed. `None` for an ACP page
/// line, whose serial is the filing station's.
pub fn of_page_line<'s>(field: &Field<'s>, line: &PageLine, cx: &Context<'_>) -> Option<Mrn<'s>> {
    if line.routing {
        return None;
    }
    let name = &field.as_str()[line.station.clone()];
    let cut = squeezed(name);
    let own =
        cx.post.filter(|post| post.starts_with(cut.as_str()) && (name.len() >= 6 || cut.len() == post.len()));
    let post = match own {
        Some(post) => Cow::Owned(post.to_owned()),
        None => {
            let whole = cx.registry.post_named(name);
            let found = whole.or_else(|| cx.registry.post_by_nara_code(&cut).filter(|_| name.len() >= 6));
            found.map_or(Cow::Owned(cut), |post| Cow::Borrowed(post.code))
        }
    };
    with_post(field, line.station.start, line.figures.clone(), post, cx.year)
}

/// A number from its station and figures. `figures` are a serial (an O or I among figures counts as one), perhaps with
/// the section behind an oblique (`3128/1`), or an airgram's `A-50`.
pub(crate) fn assemble<'s>(
    field: &Field<'s>,
    name: Range<usize>,
    figures: Range<usize>,
    year: Option<u16>,
    registry: &Registry,
) -> Option<Mrn<'s>> {
    let post = station_code(&field.as_str()[name.clone()], registry);
    with_post(field, name.start, figures, post, year)
}

/// A number of a station whose code is known, from the place where its name begins and its figures.
pub(crate) fn with_post<'s>(
    field: &Field<'s>,
    start: usize,
    figures: Range<usize>,
    post: Text<'s>,
    year: Option<u16>,
) -> Option<Mrn<'s>> {
    let text = field.as_str();
    let (value, length, airgram) = serial(&text.as_bytes()[figures.clone()])?;
    let range = start..figures.start + length;
    // No telegram has the number 0.
    let canonical = year.filter(|_| value > 0).map(|year| canonical(year, &post, value, airgram));
    Some(Mrn {
        text: field.slice(range.clone()),
        year,
        post,
        number: value,
        canonical,
        airgram,
        span: field.span(range),
    })
}

/// A serial's value, how many bytes it takes and whether it is an airgram's.
pub(crate) fn serial(word: &[u8]) -> Option<(u32, usize, bool)> {
    if let [b'A', b'-', figures @ ..] = word {
        return number(figures, 5).map(|value| (value, word.len(), true));
    }
    let length = word.iter().position(|&b| b == b'/').unwrap_or(word.len());
    if length < word.len() && number(&word[length + 1..], 2).is_none() {
        return None;
    }
    number_mended(&word[..length], 8).map(|value| (value, length, false))
}

/// True when the words can be a station's name by their look: capitals, at most five words, none of which is a word of
/// dates, addresses, papers or plain English that stands before a number (TF 9.3).
pub(crate) fn is_station(name: &str) -> bool {
    let letters = |w: &[u8]| {
        w.iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'.' | b'\'' | b'-' | b'/'))
            && w.iter().any(u8::is_ascii_uppercase)
    };
    let bytes = name.as_bytes();
    let mut count = 0;
    for word in words(name, 0) {
        let word = &bytes[word];
        count += 1;
        if count > 5 || !letters(word) || NO_STATION.binary_search(&word).is_ok() {
            return false;
        }
    }
    count > 0 && name.len() <= LONGEST_STATION
}

/// Words that stand before numbers and are no part of a station's name. Sorted.
const NO_STATION: &[&[u8]] = &[
    b"A",
    b"ABOUT",
    b"ACTION",
    b"AFTER",
    b"AGREEMENT",
    b"ALL",
    b"AMCONSUL",
    b"AMEMBASSY",
    b"AN",
    b"AND",
    b"ANNEX",
    b"APPROXIMATELY",
    b"APR",
    b"APRIL",
    b"ARE",
    b"ARTICLE",
    b"AS",
    b"AT",
    b"AUG",
    b"AUGUST",
    b"BEFORE",
    b"BETWEEN",
    b"BOX",
    b"BUT",
    b"BY",
    b"CABLE",
    b"CASE",
    b"CHAPTER",
    b"COPY",
    b"DATED",
    b"DEC",
    b"DECEMBER",
    b"DECREE",
    b"DOCUMENT",
    b"DURING",
    b"E.O.",
    b"EFTO",
    b"EO",
    b"EXT",
    b"EXTENSION",
    b"FEB",
    b"FEBRUARY",
    b"FILE",
    b"FOR",
    b"FROM",
    b"FY",
    b"HAS",
    b"HAVE",
    b"IN",
    b"INFO",
    b"IS",
    b"ITEM",
    b"ITS",
    b"JAN",
    b"JANUARY",
    b"JUL",
    b"JULY",
    b"JUN",
    b"JUNE",
    b"LAW",
    b"LETTER",
    b"LOAN",
    b"MAR",
    b"MARCH",
    b"MATERIAL",
    b"MAY",
    b"MEETING",
    b"MEMO",
    b"MEMORANDUM",
    b"MESSAGE",
    b"NO",
    b"NO.",
    b"NOFORN",
    b"NOT",
    b"NOV",
    b"NOVEMBER",
    b"NUMBER",
    b"OCT",
    b"OCTOBER",
    b"OF",
    b"ON",
    b"OR",
    b"ORIGIN",
    b"PAGE",
    b"PAGES",
    b"PAPER",
    b"PARA",
    b"PARAGRAPH",
    b"PARAS",
    b"PART",
    b"PER",
    b"PHONE",
    b"PL",
    b"PROJECT",
    b"REF",
    b"REFTEL",
    b"REPORT",
    b"RESOLUTION",
    b"ROOM",
    b"SECTION",
    b"SEP",
    b"SEPT",
    b"SEPTEMBER",
    b"SERVICE",
    b"SINCE",
    b"TEL",
    b"TELEGRAM",
    b"THAN",
    b"THAT",
    b"THE",
    b"THIS",
    b"TO",
    b"UNSCR",
    b"UNTIL",
    b"VOLUME",
    b"WAS",
    b"WERE",
    b"WITH",
    b"YEAR",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_no_station_are_sorted() {
        assert!(NO_STATION.is_sorted());
    }
}
