//! The labelled fields of SMART (TF 14): banner, fields, text, fields behind it, banner.

use super::heading;
use super::{Sheet, sections};
use crate::layout::{Line, wrap};
use crate::message::{Address, Message};
use crate::problem::Problems;
use crate::said::{Said, joined};
use chancery_telegram::record::{Level, Precedence};

/// Where values begin.
const COLUMN: usize = 12;

pub(crate) fn smart(message: &Message, problems: &mut Problems) -> Sheet {
    let banner = match message.level {
        Level::Sbu => "UNCLASSIFIED",
        level => level.as_str(),
    };
    let mut lines = vec![Line::plain(banner)];
    let at = message.sent;
    let year = at.year().rem_euclid(100);
    let mut field = |label: &str, words: Vec<Said>, lines: &mut Vec<Line>| {
        if !words.is_empty() {
            lines.extend(labelled(label, &words, problems));
        }
    };
    let plain = |text: String| Said::new(text).words();
    field("MRN", plain(format!("{year:02} {} {}", message.station, message.number)), &mut lines);
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS[usize::try_from(at.month() - 1).unwrap_or_default() % 12];
    let group = heading::date_time_group(message);
    field("Date/DTG", plain(format!("{month} {:02}, {} / {group}", at.day(), at.year())), &mut lines);
    field("From", message.party.from.name.words(), &mut lines);
    field("Action", addressees(&message.party.to, message.precedence), &mut lines);
    if let Some((order, words)) = &message.order {
        let number = Said::new(order.to_string());
        let na = words.first().is_some_and(|word| word.text == "N/A");
        let rest = if na { &[][..] } else { &words[..] };
        let number = if rest.is_empty() { number } else { number.made(format!("{number}:")) };
        field("E.O.", [&[number], rest].concat(), &mut lines);
    }
    field("TAGS", heading::tags(&message.tags), &mut lines);
    let captions: Vec<Said> = message.captions.iter().chain(&message.caveats).cloned().collect();
    field("Captions", listed(&captions, ','), &mut lines);
    for pass in &message.pass {
        field("Pass Line", pass.clone(), &mut lines);
    }
    let mut references = Vec::new();
    for reference in &message.references {
        references.extend(reference.letter.map(|letter| Said::new(format!("{letter})"))));
        references.extend(reference.words.iter().cloned());
    }
    field("Reference", references, &mut lines);
    field("Subject", message.subject.clone(), &mut lines);
    for words in &message.classified_by {
        field("Classified By", words.clone(), &mut lines);
    }
    lines.push(Line::blank());
    lines.extend(sections::body(&message.body));
    lines.push(Line::blank());
    let names: Vec<Said> = message.signature.iter().map(|name| name.made(capitalized(&name.text))).collect();
    field("Signature", listed(&names, ','), &mut lines);
    for (label, names) in [
        ("Drafted By", &message.drafted_by),
        ("Cleared By", &message.cleared_by),
        ("Approved By", &message.approved_by),
    ] {
        field(label, listed(names, ';'), &mut lines);
    }
    let info = message.info_precedence.unwrap_or(message.precedence);
    field("Info", addressees(&message.party.info, info), &mut lines);
    let exempt: Vec<Said> = message
        .party
        .to
        .iter()
        .chain(&message.party.info)
        .flat_map(|one| one.exempt.iter().cloned())
        .collect();
    field("XMT", listed(&exempt, ';'), &mut lines);
    lines.push(Line::plain(banner));
    Sheet::of(&lines)
}

/// A field: its label, its value from [`COLUMN`] on.
fn labelled(label: &str, words: &[Said], problems: &mut Problems) -> Vec<Line> {
    let lead = format!("{label}:");
    let width = COLUMN.max(lead.len() + 1);
    let room = Said::new("X".repeat(width - 1));
    let mut lines = wrap(&[&[room], words].concat(), COLUMN, "heading", problems);
    if let Some(first) = lines.first_mut() {
        first.text.replace_range(..width.min(first.text.len()), &format!("{lead:<width$}"));
    }
    lines
}

/// `WASHDC, SECSTATE Routine; GREYHAVEN, AMCONSUL Routine`.
fn addressees(list: &[Address], precedence: Precedence) -> Vec<Said> {
    let mut words = Vec::new();
    for (index, one) in list.iter().enumerate() {
        let word = capitalized(one.precedence.unwrap_or(precedence).as_str());
        let end = if index + 1 < list.len() { ";" } else { "" };
        words.extend(one.name.made(format!("{} {word}{end}", heading::turned(one))).words());
    }
    words
}

/// Values with a sign between them.
fn listed(list: &[Said], sign: char) -> Vec<Said> {
    let mut words = Vec::new();
    for (index, one) in list.iter().enumerate() {
        let end = if index + 1 < list.len() { String::from(sign) } else { String::new() };
        words.extend(one.made(format!("{}{end}", joined(&one.words()))).words());
    }
    words
}

/// `NIACT IMMEDIATE` as `Niact Immediate`.
fn capitalized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        out.push(if begins { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        begins = !c.is_ascii_alphabetic() && c != '\'';
    }
    out
}
