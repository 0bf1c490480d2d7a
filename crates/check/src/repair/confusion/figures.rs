//! Letters where figures must stand, and figures where letters must.

use super::{Confusion, Misread};
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::field::Field;
use chancery_telegram::fields::classification;
use chancery_telegram::fields::page_line::page_line;
use chancery_telegram::record::BlockKind;
use chancery_telegram::syntax::{Kind, Line};
use std::collections::HashSet;

/// Where another place says the same.
const WITNESSED: f64 = 0.99;
/// Where none does.
const ALONE: f64 = 0.95;

pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    let mut pages = None;
    for line in look.telegram.lines() {
        let misread = || is_misread(look.bytes(line));
        match line.kind {
            Kind::DateTime if misread() => date_time(look, line, out),
            Kind::Station if misread() => station(look, line, out),
            Kind::Classification if misread() => class_line(look, line, &mut pages, out),
            Kind::PageLine if misread() => page(look, line, out),
            Kind::ExecutiveOrder => order_line(look, line, out),
            Kind::From | Kind::To | Kind::Info if is_mixed(look.bytes(line)) => address(look, line, out),
            Kind::Reference if misread() => reference(look, line, out),
            _ => {}
        }
    }
    tags(look, out);
    first_number(look, out);
}

/// Stands a figure beside a letter, or a stroke that is taken for one? Only there may one be taken for the other. The signs between
/// letters and stroke are let through too.
fn is_mixed(text: &[u8]) -> bool {
    let figure = |byte: u8| byte.wrapping_sub(b'0') < 10;
    let letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') <= b'|' - b'a';
    let behind = text.get(1..).unwrap_or_default();
    let beside = |one: u8, other: u8| u8::from(figure(one) & letter(other) | letter(one) & figure(other));
    text.iter().zip(behind).fold(0, |any, (&one, &other)| any | beside(one, other)) != 0
}

/// Stands a figure beside a letter that is taken for one? No other word is a [`number`].
fn is_misread(text: &[u8]) -> bool {
    const REAL: u8 = 1;
    const ALIKE: u8 = 2;
    const SORTS: [u8; 256] = {
        let mut sorts = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            if let Some(meant) = figure(byte as u8) {
                sorts[byte] = if meant == byte as u8 { REAL } else { ALIKE };
            }
            byte += 1;
        }
        sorts
    };
    let mut before = 0;
    text.iter().any(|&byte| {
        let sort = SORTS[usize::from(byte)];
        std::mem::replace(&mut before, sort) | sort == REAL | ALIKE
    })
}

/// The figure that a sign looks like.
const fn figure(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte,
        b'O' | b'o' | b'Q' | b'D' => b'0',
        b'I' | b'l' | b'|' => b'1',
        b'S' => b'5',
        b'B' => b'8',
        _ => return None,
    })
}

/// The number that a word is, where letters stand among its figures.
fn number(word: &[u8]) -> Option<String> {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits == word.len() {
        return None;
    }
    word.iter().map(|byte| figure(*byte).map(char::from)).collect()
}

fn push(out: &mut Vec<Confusion>, start: usize, word: &[u8], text: String, what: &str, confidence: f64) {
    let span = Span { start: start as u32, end: (start + word.len()) as u32 };
    let reason = format!("{what} has figures only: `{}` is {text}", String::from_utf8_lossy(word));
    out.push(Confusion { what: Misread::Sign, span, text, reason, confidence });
}

/// The words of a line and their places in the text.
fn words<'t>(look: &Look<'_, 't>, line: &Line) -> impl Iterator<Item = (usize, &'t [u8])> {
    let mut start = line.text().start as usize;
    let words = look.bytes(line).split(|byte| *byte <= b' ').map(move |word| {
        let at = start;
        start += word.len() + 1;
        (at, word)
    });
    words.filter(|(_, word)| !word.is_empty())
}

/// `12I430Z`: six figures and the zone's letter, of a day and a time that exist.
fn date_time(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    for (at, word) in words(look, line) {
        let Some(figures) = word.strip_suffix(b"Z").filter(|figures| figures.len() == 6) else { continue };
        let Some(text) = number(figures) else { continue };
        let part = |range: std::ops::Range<usize>| text[range].parse().unwrap_or(99_u32);
        let (day, hour, minute) = (part(0..2), part(2..4), part(4..6));
        if !(1..=31).contains(&day) || hour > 24 || minute > 59 {
            continue;
        }
        let printed = look.record().transmission.as_ref().and_then(|line| line.day_of_year);
        let same_day = look.sent().is_some_and(|sent| u32::try_from(sent.day()).is_ok_and(|of| of == day));
        let witness = printed.is_some() && same_day;
        push(out, at, figures, text, "a date-time group", if witness { WITNESSED } else { ALONE });
        return;
    }
}

/// `DE RUEHQX #O417 07I1436`: serial, and day and time.
fn station(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    for (at, word) in words(look, line).skip(2) {
        let (at, word) = match word {
            [b'#', rest @ ..] => (at + 1, rest),
            _ => (at, word),
        };
        let word = word.split(|byte| *byte == b'/').next().unwrap_or(word);
        if !matches!(word.len(), 4 | 7) {
            continue;
        }
        if let Some(text) = number(word) {
            let day = text.len() == 7;
            let fits = !day
                || text[..3].parse().is_ok_and(|day: u32| (1..=366).contains(&day)) && &text[3..] < "2400";
            if fits {
                push(out, at, word, text, "the station's line", ALONE);
            }
        }
    }
}

/// The telegram's number and its sections.
fn class_line(look: &Look<'_, '_>, line: &Line, pages: &mut Option<HashSet<u32>>, out: &mut Vec<Confusion>) {
    let words: Vec<(usize, &[u8])> = words(look, line).collect();
    let is_section = |word: &[u8]| word == b"SECTION" || word == b"SEC";
    if let Some(section) = words.iter().position(|(_, word)| is_section(word))
        && let Some([(first_at, first), (_, of), (last_at, last), ..]) = words.get(section + 1..)
        && *of == b"OF"
    {
        for (at, word) in [(*first_at, *first), (*last_at, *last)] {
            if let Some(text) = number(word).filter(|text| text.len() <= 3) {
                push(out, at, word, text, "a section's number", ALONE);
            }
        }
    }
    match look.class_line(line).and_then(|line| line.mrn.as_ref()) {
        Some(mrn) => telegram_number(look, mrn.span, mrn.number, pages, out),
        None => number_unread(look, line, pages, out),
    }
}

/// A number that the reader does not take for one: only where the line has one when it is mended.
fn number_unread(
    look: &Look<'_, '_>,
    line: &Line,
    pages: &mut Option<HashSet<u32>>,
    out: &mut Vec<Confusion>,
) {
    let Some((at, word)) = words(look, line).last() else { return };
    let Some(text) = number(word).filter(|text| (4..=6).contains(&text.len())) else { return };
    let mut mended = look.telegram.line(line).into_owned();
    mended.truncate(mended.len() - word.len());
    mended.push_str(&text);
    let field = Field::contiguous(&mended, line.text().start as usize);
    let mrn = classification::read(&field, &look.context()).and_then(|line| line.mrn);
    if let Some(mrn) = mrn.filter(|mrn| text.parse() == Ok(mrn.number)) {
        let again = pages.get_or_insert_with(|| page_numbers(look)).contains(&mrn.number);
        push(out, at, word, text, "a telegram's number", if again { WITNESSED } else { ALONE });
    }
}

/// The numbers of the page lines that have nothing but figures.
fn page_numbers(look: &Look<'_, '_>) -> HashSet<u32> {
    let pages = look.lines(Kind::PageLine).filter_map(|line| {
        let text = look.bytes(line);
        let page = page_line(text)?;
        text[page.figures].iter().all(u8::is_ascii_digit).then_some(page.number)
    });
    pages.collect()
}

/// `0O0417`, the last word of a telegram's number.
fn telegram_number(
    look: &Look<'_, '_>,
    span: Span,
    number_read: u32,
    pages: &mut Option<HashSet<u32>>,
    out: &mut Vec<Confusion>,
) {
    let printed = &look.source()[span.range()];
    let word = printed.rsplit(|byte| *byte <= b' ').next().unwrap_or(printed);
    let Some(text) = number(word).filter(|text| text.parse() == Ok(number_read)) else { return };
    // A page line says it too.
    let again = pages.get_or_insert_with(|| page_numbers(look)).contains(&number_read);
    let start = span.end as usize - word.len();
    push(out, start, word, text, "a telegram's number", if again { WITNESSED } else { ALONE });
}

/// `PAGE O2`.
fn page(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let Some(read) = page_line(look.bytes(line)) else { return };
    if let Some((at, word)) = words(look, line).nth(1).filter(|_| read.start == 0)
        && let Some(text) = number(word).filter(|text| text.parse() == Ok(read.page))
    {
        push(out, at, word, text, "a page's number", ALONE);
    }
    let start = line.text().start as usize + read.figures.start;
    let word = &look.bytes(line)[read.figures.clone()];
    if let Some(text) = number(word).filter(|text| text.parse() == Ok(read.number)) {
        let same = look.record().mrn.as_ref().is_some_and(|mrn| mrn.number == read.number);
        push(out, start, word, text, "a telegram's number", if same { WITNESSED } else { ALONE });
    }
}

/// `TO SECSTATE WASHDC 512O`, the serial behind a known address; `AMEMBASSY L0NDON`, a figure in a post's name.
fn address(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let words: Vec<(usize, &[u8])> = words(look, line).collect();
    let known = |name: &[&[u8]]| -> bool {
        let Ok(name) = String::from_utf8(name.join(&b' ')) else { return false };
        look.registry.post_named(&name).is_some() || look.registry.addressee(&name).is_some()
    };
    let begin = words.iter().take(3).position(|(_, word)| {
        // The word of a mission is one before a name only.
        let mission = |word: &str| chancery_registry::prefix(&format!("{word} X")).is_some();
        std::str::from_utf8(word).is_ok_and(|word| word == "SECSTATE" || mission(word))
    });
    let Some(begin) = begin else { return };
    for (place, &(at, word)) in words.iter().enumerate().skip(begin + 1) {
        let (serial, name) = (number(word).filter(|text| (3..=4).contains(&text.len())), name(word));
        if serial.is_none() && name.is_none() {
            continue;
        }
        let before: Vec<&[u8]> = words[begin..place].iter().map(|(_, word)| *word).collect();
        if let Some(text) = serial {
            if known(&before) && place + 1 == words.len() {
                push(out, at, word, text, "an address's serial", ALONE);
            }
            return;
        }
        let Some(text) = name else { return };
        let whole = [&before[..], &[text.as_bytes()]].concat();
        if known(&whole) && !known(&[&before[..], &[word]].concat()) {
            let span = Span { start: at as u32, end: (at + word.len()) as u32 };
            let reason =
                format!("a post's name has no figures: `{}` is {text}", String::from_utf8_lossy(word));
            out.push(Confusion { what: Misread::Sign, span, text, reason, confidence: ALONE });
        }
        return;
    }
}

/// The name that a word is, where figures stand among its capitals.
fn name(word: &[u8]) -> Option<String> {
    let letters = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    if letters < 3 || letters == word.len() {
        return None;
    }
    let letter = |byte: &u8| {
        Some(match byte {
            b'A'..=b'Z' => char::from(*byte),
            b'0' => 'O',
            b'1' => 'I',
            b'5' => 'S',
            b'8' => 'B',
            _ => return None,
        })
    };
    word.iter().map(letter).collect()
}

/// `REF: A. 06 MOSCOW 13O24`: the number behind a post's name.
fn reference(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let words: Vec<(usize, &[u8])> = words(look, line).collect();
    for (place, &(at, word)) in words.iter().enumerate().skip(1) {
        let word =
            &word[..word.len() - word.iter().rev().take_while(|b| matches!(b, b',' | b'.' | b';')).count()];
        let Some(text) = number(word).filter(|text| (3..=6).contains(&text.len())) else { continue };
        // The longest name is of three words.
        let named = (1..=3.min(place)).any(|count| {
            let name: Vec<&[u8]> = words[place - count..place].iter().map(|(_, word)| *word).collect();
            let name = String::from_utf8(name.join(&b' ')).unwrap_or_default();
            name.len() > 2 && look.registry.post_named(&name).is_some()
        });
        if named {
            push(out, at, word, text, "a telegram's number", ALONE);
        }
    }
}

/// `E.O. l1652`, `E.0. 12958`, `E.OM 11652`, `DECL: 11/2l/2016`.
fn order_line(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    for (place, (at, word)) in words(look, line).enumerate() {
        // The full stop is the M of the other shift (ACP 127 s.140); nothing else stands before an order's number.
        if place == 0 && matches!(word, b"E.OM" | b"EMO." | b"EMOM") {
            let span = Span { start: at as u32, end: (at + word.len()) as u32 };
            let reason = format!(
                "`{}` is `E.O.`: a full stop in the wrong shift is an M",
                String::from_utf8_lossy(word)
            );
            out.push(Confusion {
                what: Misread::Label,
                span,
                text: "E.O.".to_owned(),
                reason,
                confidence: WITNESSED,
            });
            continue;
        }
        if matches!(word, b"E.0." | b"E.0" | b"EO." | b"E0") && word.contains(&b'0') {
            let text = String::from_utf8_lossy(word).replace('0', "O");
            let span = Span { start: at as u32, end: (at + word.len()) as u32 };
            let reason = format!("`{}` is `{text}`, misread", String::from_utf8_lossy(word));
            out.push(Confusion { what: Misread::Label, span, text, reason, confidence: ALONE });
            continue;
        }
        let trimmed =
            word.len() - word.iter().rev().take_while(|byte| matches!(byte, b':' | b',' | b'.')).count();
        let word = &word[..trimmed];
        if word.len() == 5
            && let Some(text) = number(word)
            && text.parse().is_ok_and(|order| look.registry.order(order).is_some())
        {
            push(out, at, word, text, "an order's number", ALONE);
        } else if let Some(text) = date(word) {
            push(out, at, word, text, "a date", ALONE);
        }
    }
}

/// `11/2l/2016`, month first.
fn date(word: &[u8]) -> Option<String> {
    let sign = if word.contains(&b'/') { b'/' } else { b'-' };
    let mut parts = word.split(|byte| *byte == sign);
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let figures =
        |part: &[u8]| -> Option<String> { part.iter().map(|byte| figure(*byte).map(char::from)).collect() };
    let (month, day, year) = (figures(month)?, figures(day)?, figures(year)?);
    let exists = (1..=2).contains(&month.len())
        && (1..=2).contains(&day.len())
        && month.parse().is_ok_and(|month: u32| (1..=12).contains(&month))
        && day.parse().is_ok_and(|day: u32| (1..=31).contains(&day));
    let sign = char::from(sign);
    let text = format!("{month}{sign}{day}{sign}{year}");
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    (exists && digits >= 3 && text.as_bytes() != word).then_some(text)
}

/// `0REP`: a figure in a code of letters, where the reader knows the one code that it can be.
fn tags(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    for tag in look.record().tags.iter().filter(|tag| tag.kind.is_some() && tag.text != tag.code) {
        let printed = &look.source()[tag.span.range()];
        let odd = |byte: &u8| matches!(byte, b'0' | b'1' | b'5' | b'8');
        let alike = printed.len() == tag.code.len()
            && printed.iter().any(odd)
            && printed.iter().zip(tag.code.bytes()).all(|(byte, code)| {
                *byte == code
                    || matches!((byte, code), (b'0', b'O') | (b'1', b'I') | (b'5', b'S') | (b'8', b'B'))
            });
        if alike {
            let text = tag.code.to_string();
            let reason =
                format!("a code of TAGS has letters: `{}` is {text}", String::from_utf8_lossy(printed));
            out.push(Confusion { what: Misread::Sign, span: tag.span, text, reason, confidence: ALONE });
        }
    }
}

/// `l.` for `1.` before paragraph 2.
fn first_number(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    let numbered =
        look.record().body.iter().find(|block| block.kind == BlockKind::Paragraph && block.number.is_some());
    let Some(second) = numbered.filter(|block| block.number == Some(2)) else { return };
    let lines =
        look.telegram.lines().iter().filter(|line| line.kind == Kind::Text && line.start < second.span.start);
    let mut firsts = lines.filter(|line| matches!(look.bytes(line), [b'l' | b'I', b'.', b' ', ..]));
    // One such line, and no other that it could be.
    if let (Some(line), None) = (firsts.next(), firsts.next()) {
        let at = line.text().start as usize;
        let word = &look.source()[at..at + 1];
        push(out, at, word, "1".to_owned(), "a paragraph's number", ALONE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_mended_where_a_figure_stands_among_the_letters() {
        assert_eq!(number(b"0O04I7").as_deref(), Some("000417"));
        assert_eq!(number(b"000417"), None);
        assert_eq!(number(b"OIL"), None);
        assert_eq!(number(b"0A0417"), None);
        assert_eq!(date(b"11/2l/2016").as_deref(), Some("11/21/2016"));
        assert_eq!(date(b"11/21/2016"), None);
        assert_eq!(date(b"13/2l/2016"), None);
    }
}
