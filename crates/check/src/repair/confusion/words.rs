//! Words of the heading: levels, labels, SECTION, kinds of mission, and the numbers of executive orders.

use super::{Confusion, Misread};
use crate::look::Look;
use crate::slips::one_slip;
use chancery_telegram::Span;
use chancery_telegram::syntax::{Kind, Line};
use jiff::civil::Date;
use strsim::osa_distance;

/// The levels as class lines print them.
const LEVELS: [&str; 6] =
    ["UNCLAS", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE", "TOP SECRET"];

/// The kinds of mission before a post's name.
const MISSIONS: [&str; 7] = ["AMEMBASSY", "AMCONSUL", "AMCONGEN", "SECSTATE", "USMISSION", "USINT", "AMEMB"];

/// The longest number of an order that is looked for, in figures.
const ORDER: usize = 5;

pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    let mut heading = true;
    for line in look.telegram.lines() {
        match line.kind {
            Kind::Classification => class_line(look, line, out),
            Kind::From | Kind::To | Kind::Info => mission(look, line, out),
            Kind::ExecutiveOrder => {
                order(look, line, out);
                label(look, line, out);
            }
            Kind::Text => {
                heading &= !numbered(look.bytes(line));
                if heading {
                    label(look, line, out);
                }
            }
            Kind::Tags | Kind::Subject | Kind::ClassifiedBy => label(look, line, out),
            _ => {}
        }
    }
}

fn numbered(text: &[u8]) -> bool {
    let figures = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    figures > 0 && text.get(figures) == Some(&b'.')
}

fn push(out: &mut Vec<Confusion>, what: Misread, span: Span, text: String, old: &str, confidence: f64) {
    let reason = format!("`{old}` is `{text}`, misread");
    out.push(Confusion { what, span, text, reason, confidence });
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
    if LEVELS.contains(&printed) {
        return None;
    }
    let joined: String = printed.split_whitespace().collect();
    if LEVELS.iter().any(|level| level.split(' ').eq(printed.split_whitespace()) || *level == joined) {
        return None;
    }
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

/// `AGS:`, `UBJECT:`, `LASSIFIED BY`, `TA6S:` at the beginning of a line of the heading.
fn label(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let text = look.bytes(line);
    let start = line.text().start;
    let end = text.iter().take(12).position(|byte| *byte == b':');
    let known: Option<(usize, &str)> =
        if text.starts_with(b"LASSIFIED BY") || text.starts_with(b"lassified by") {
            Some((12, if text[0] == b'L' { "CLASSIFIED BY" } else { "Classified by" }))
        } else {
            end.and_then(|end| {
                let word = std::str::from_utf8(&text[..end]).ok()?.trim_ascii_end();
                let near = ["TAGS", "SUBJECT"].into_iter().find(|label| {
                    word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
                        && one_slip(label, word)
                        && word != "SUBJECTS"
                        && (label.len() > 4
                            || matches!(word, "AGS" | "TGS" | "TAS" | "TAGE" | "TAG5" | "TA6S" | "TAGSS"))
                })?;
                Some((word.len(), near))
            })
        };
    if let Some((len, label)) = known {
        let span = Span { start, end: start + len as u32 };
        let old = String::from_utf8_lossy(&text[..len]).into_owned();
        push(out, Misread::Label, span, label.to_owned(), &old, 0.98);
    }
}

/// A number of five figures that is no order's, one figure from that of the one order in force then.
fn order(look: &Look<'_, '_>, line: &Line, out: &mut Vec<Confusion>) {
    let text = look.bytes(line);
    let Some(at) = text.iter().take(16).position(u8::is_ascii_digit) else { return };
    let figures = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if figures != ORDER {
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
        let span = Span { start, end: start + ORDER as u32 };
        push(out, Misread::Order, span, order.order.to_string(), printed, 0.97);
    }
}
