//! Words of the heading: levels, labels, SECTION, kinds of mission, and the numbers of executive orders.

use super::{Confusion, Misread, labels};
use crate::look::Look;
use crate::slips::one_slip;
use chancery_telegram::Span;
use chancery_telegram::fields::date::MONTHS;
use chancery_telegram::fields::date_time_group;
use chancery_telegram::syntax::{Kind, Line};
use jiff::civil::Date;
use strsim::osa_distance;

/// The levels as class lines print them.
const LEVELS: [&str; 6] =
    ["UNCLAS", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE", "TOP SECRET"];

/// The kinds of mission before a post's name.
const MISSIONS: [&str; 7] = ["AMEMBASSY", "AMCONSUL", "AMCONGEN", "SECSTATE", "USMISSION", "USINT", "AMEMB"];

/// How many figures the number of an order can have: five, with one slip.
const ORDER: std::ops::RangeInclusive<usize> = 4..=6;

pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    let mut heading = true;
    for line in look.telegram.lines() {
        match line.kind {
            Kind::Classification => class_line(look, line, out),
            Kind::From | Kind::To | Kind::Info => {
                labels::of_field(look, line, out);
                mission(look, line, out);
            }
            Kind::ExecutiveOrder => {
                order(look, line, out);
                if line.opens {
                    labels::of_field(look, line, out);
                } else {
                    label(look, line, out);
                }
            }
            Kind::DateTime => month(look, line, out),
            Kind::Text if heading => {
                heading = !numbered(look.bytes(line));
                if heading {
                    label(look, line, out);
                }
            }
            Kind::Tags
            | Kind::Subject
            | Kind::ClassifiedBy
            | Kind::Reference
            | Kind::Distribution
            | Kind::Drafting
            | Kind::Label => labels::of_field(look, line, out),
            _ => {}
        }
    }
    post(look, out);
}

/// The post of number or sender, where the tables know one of the two alone and the other is one slip away: `APRIS 000417` of
/// AMEMBASSY PARIS.
fn post(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    let record = look.record();
    let (Some(from), Some(mrn)) = (&record.from, &record.mrn) else { return };
    let text = mrn.text.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let own = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let known = |name: &str| look.registry.post_named(name).is_some();
    // The sender's name without its kind of mission.
    let city = from.name.split_once(' ').map_or(from.name.as_ref(), |(_, city)| city);
    if own == city || own.len() < 4 || known(own) == known(city) || !one_slip(own, city) {
        return;
    }
    let (within, printed, meant) = if known(city) { (mrn.span, own, city) } else { (from.span, city, own) };
    let place = look.source().get(within.range());
    let Some(at) = place.and_then(|place| memchr::memmem::find(place, printed.as_bytes())) else { return };
    let start = within.start + at as u32;
    let span = Span { start, end: start + printed.len() as u32 };
    push(out, Misread::Word, span, meant.to_owned(), printed, 0.95);
}

fn numbered(text: &[u8]) -> bool {
    let figures = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    figures > 0 && text.get(figures) == Some(&b'.')
}

pub(super) fn push(
    out: &mut Vec<Confusion>,
    what: Misread,
    span: Span,
    text: String,
    old: &str,
    confidence: f64,
) {
    let reason = format!("`{old}` is `{text}`, misread");
    out.push(Confusion { what, span, text, reason, confidence });
}

/// `121430Z MRA 07`: the one month that a word in a month's place is a slip away from. Where the filing day says the same it is sure.
fn month(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let field = look.telegram.part(line.text());
    let Some(read) = date_time_group::read(&field, &look.context()) else { return };
    let group = read.group;
    let Some(word) = group.no_month else { return };
    let printed = &field.as_str()[word.clone()];
    let near = MONTHS.iter().enumerate().filter(|(_, month)| one_slip(&month[..3], printed));
    let near: Vec<(usize, &str)> = near.map(|(at, month)| (at, &month[..3])).collect();
    let filed = look.record().transmission.as_ref().and_then(|line| line.day_of_year);
    let filed = group.year.zip(filed).and_then(|(year, day)| {
        let new_year = Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
        new_year.checked_add(jiff::Span::new().days(i64::from(day) - 1)).ok()
    });
    let is_filed = |at: usize| {
        filed.is_some_and(|day| {
            day.month() == at as i8 + 1 && group.day.is_some_and(|of| day.day() == of as i8)
        })
    };
    let witnessed = near.iter().find(|(at, _)| is_filed(*at));
    let Some((_, meant)) = witnessed.or(near.first().filter(|_| near.len() == 1)) else { return };
    let confidence = if witnessed.is_some() { 0.99 } else { 0.9 };
    push(out, Misread::Month, field.span(word), (*meant).to_owned(), printed, confidence);
}

/// A level at one letter's distance on a line with a telegram's number, and the word SECTION.
fn class_line(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let Some(read) = look.class_line(line) else { return };
    if read.mrn.is_some()
        && let Some(class) = &read.classification
        && let Some((text, distance)) = level(&class.text)
    {
        let confidence = if distance == 1 { 0.98 } else { 0.0 };
        push(out, Misread::Word, class.span, text, &class.text, confidence);
    }
    if read.section.is_none() {
        return;
    }
    let text = look.bytes(line);
    let mut at = 0;
    for word in text.split(|byte| *byte == b' ') {
        let start = line.text().start as usize + at;
        at += word.len() + 1;
        if !(6..=8).contains(&word.len()) || matches!(word, b"SECTION" | b"SECTIONS") {
            continue;
        }
        let Ok(printed) = std::str::from_utf8(word) else { continue };
        if one_slip(printed, "SECTION") {
            let span = Span { start: start as u32, end: (start + word.len()) as u32 };
            push(out, Misread::Word, span, "SECTION".to_owned(), printed, 0.98);
        }
    }
}

/// The level that a garbled one is, spaced as it is, and how many letters are wrong.
fn level(printed: &str) -> Option<(String, usize)> {
    let letters = |text: &'static str| text.bytes().filter(|byte| *byte != b' ');
    let is =
        |level: &&'static str| letters(level).eq(printed.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    if LEVELS.iter().any(is) {
        return None;
    }
    let joined: String = printed.split_whitespace().collect();
    let spaced = printed.split_whitespace().all(|word| word.len() == 1);
    let mut near: Vec<(usize, &str)> =
        LEVELS.iter().map(|level| (osa_distance(&level.replace(' ', ""), &joined), *level)).collect();
    near.sort_unstable();
    let [(distance, level), (next, _), ..] = near[..] else { return None };
    if !(1..=2).contains(&distance) || distance == next {
        return None;
    }
    if !spaced {
        return Some((level.to_owned(), distance));
    }
    let words = level.split(' ').map(|word| {
        let letters: Vec<String> = word.chars().map(String::from).collect();
        letters.join(" ")
    });
    Some((words.collect::<Vec<_>>().join("  "), distance))
}

/// `AMEMBASY`, the first word of an address.
fn mission(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let text = look.bytes(line);
    let mut at = 0;
    for word in text.split(|byte| matches!(byte, b' ' | b'/')).take(3) {
        let start = line.text().start as usize + at;
        at += word.len() + 1;
        if word.len() < 8 || !word.iter().all(u8::is_ascii_alphanumeric) {
            continue;
        }
        let Ok(printed) = std::str::from_utf8(word) else { continue };
        if MISSIONS.contains(&printed) {
            continue;
        }
        if let Some(mission) =
            MISSIONS.iter().find(|mission| mission.len() >= 8 && one_slip(mission, printed))
        {
            let span = Span { start: start as u32, end: (start + word.len()) as u32 };
            push(out, Misread::Address, span, (*mission).to_owned(), printed, 0.95);
            return;
        }
    }
}

/// `AGS:`, `UBJECT:`, `TA6S:` at the beginning of a line of the heading that the reader took for no field.
fn label(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let text = look.bytes(line);
    let Some(end) = text.iter().take(12).position(|byte| *byte == b':') else { return };
    let Ok(word) = std::str::from_utf8(&text[..end]).map(str::trim_ascii_end) else { return };
    if !word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) || word == "SUBJECTS" {
        return;
    }
    // Words of three and four letters are near to many others.
    let is_tags = || matches!(word, "AGS" | "TGS" | "TAS" | "TAGE" | "TAG5" | "TA6S" | "TAGSS");
    let near = |label: &&str| one_slip(label, word) && (label.len() > 4 || is_tags());
    if let Some(label) = ["TAGS", "SUBJECT"].into_iter().find(near) {
        let start = line.text().start;
        let span = Span { start, end: start + word.len() as u32 };
        push(out, Misread::Label, span, label.to_owned(), word, 0.98);
    }
}

/// A number that is no order's, one figure from that of the one order in force then.
fn order(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let text = look.bytes(line);
    let Some(at) = text.iter().take(16).position(u8::is_ascii_digit) else { return };
    let figures = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !ORDER.contains(&figures) {
        return;
    }
    let Ok(printed) = std::str::from_utf8(&text[at..at + figures]) else { return };
    let orders = look.registry.orders();
    let genuine =
        |number: u32| look.registry.order(number).is_some_and(|order| order.effective_from.is_some());
    if printed.parse().is_ok_and(genuine) {
        return;
    }
    let Some((first, last)) = look.sent_between() else { return };
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<Date>().ok());
    let mut near = orders.iter().filter(|order| {
        let in_force = day(order.effective_from).is_some_and(|from| from <= last)
            && day(order.effective_to).is_none_or(|to| to >= first);
        in_force && one_slip(&order.order.to_string(), printed)
    });
    if let (Some(order), None) = (near.next(), near.next()) {
        let start = line.text().start + at as u32;
        let span = Span { start, end: start + figures as u32 };
        push(out, Misread::Order, span, order.order.to_string(), printed, 0.97);
    }
}
