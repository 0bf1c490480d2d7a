//! The teletype form of 2001-09 (TF 3): all sixteen format lines, each section a transmission of its own.

use crate::facts::{Facts, Level};
use crate::prose::{self, wrap};
use crate::random::Random;
use crate::tables::{HEADINGS, INITIALS, SURNAMES, TITLES};

const WIDTH: usize = 69;

/// Writes the telegram, section by section.
pub(crate) fn write(facts: &Facts, random: &mut Random) -> String {
    let paragraphs = paragraphs(facts, random);
    let share = paragraphs.len().div_ceil(facts.sections as usize);
    let mut lines = Vec::with_capacity(256);
    for (section, part) in (1..=facts.sections).zip(paragraphs.chunks(share)) {
        format_lines(&mut lines, facts, section, random);
        pseudo_heading(&mut lines, facts, section, random);
        for paragraph in part {
            lines.extend(paragraph.iter().cloned());
            lines.push(String::new());
        }
        if part.last() == paragraphs.last() {
            lines.push(facts.signer.to_owned());
            lines.push(String::new());
        }
        lines.push("BT".to_owned());
        lines.push(format!("#{:04}", facts.number % 10_000));
        lines.push(String::new());
        lines.push(String::new());
        lines.push(String::new());
        lines.push("NNNN".to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Format lines 1 to 8.
fn format_lines(lines: &mut Vec<String>, facts: &Facts, section: u32, random: &mut Random) {
    let p = facts.precedence;
    lines.push(format!("VZCZCQXO{:04}", random.number(1, 9_999)));
    let mut routed: Vec<&str> = facts.to.iter().chain(&facts.info).map(|post| post.routing).collect();
    routed.sort_unstable();
    wrap(lines, &format!("{p}{p} {}", routed.join(" ")), WIDTH);
    let part = if facts.sections > 1 { format!("/{section:02}") } else { String::new() };
    let serial = facts.number % 10_000;
    lines.push(format!("DE {} #{serial:04}{part} {}", facts.from.routing, facts.filed()));
    lines.push(match facts.level {
        Level::Confidential => "ZNY CCCCC ZZH".to_owned(),
        Level::Secret => "ZNY SSSSS ZZH".to_owned(),
        _ => "ZNR UUUUU ZZH".to_owned(),
    });
    lines.push(format!("{p} {}", facts.date_time_group()));
    lines.push(format!("FM {}", facts.from.address));
    for (label, posts) in [("TO ", &facts.to), ("INFO ", &facts.info)] {
        for (index, post) in posts.iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let word = match p {
                'O' => " IMMEDIATE",
                'P' => " PRIORITY",
                _ => "",
            };
            let serial = random.number(1, 9_999);
            lines.push(format!("{label}{}/{}{word} {serial:04}", post.routing, post.address));
        }
    }
    lines.push("BT".to_owned());
}

/// The lines between the two separators that come before the text (TF 6).
fn pseudo_heading(lines: &mut Vec<String>, facts: &Facts, section: u32, random: &mut Random) {
    let level = match facts.level {
        Level::Unclassified | Level::Official => "UNCLAS",
        Level::Confidential => "C O N F I D E N T I A L",
        Level::Secret => "S E C R E T",
    };
    let part = match facts.sections {
        1 => String::new(),
        all => format!("SECTION {section:02} OF {all:02} "),
    };
    lines.push(format!("{level} {part}{} {:06}", facts.from.name, facts.number));
    lines.push(String::new());
    if facts.level == Level::Official {
        lines.extend(["SENSITIVE".to_owned(), String::new()]);
    }
    lines.extend(["SIPDIS".to_owned(), String::new()]);
    if section > 1 {
        return;
    }
    let classified = matches!(facts.level, Level::Confidential | Level::Secret);
    let day = facts.day;
    lines.push(match classified {
        true => format!("E.O. 12958: DECL: {:02}/{:02}/{}", day.month(), day.day().min(28), day.year() + 10),
        false => "E.O. 12958: N/A".to_owned(),
    });
    lines.push(format!("TAGS: {}", facts.tags.join(", ")));
    wrap(lines, &format!("SUBJECT: {}", facts.subject.to_uppercase()), WIDTH);
    lines.push(String::new());
    for (index, reference) in facts.references.iter().enumerate() {
        let label = if index == 0 { "REF: " } else { "     " };
        let letter = char::from(b'A' + u8::try_from(index).unwrap_or(0));
        lines.push(match facts.references.len() {
            1 => format!("{label}{reference}"),
            _ => format!("{label}{letter}. {reference}"),
        });
    }
    if !facts.references.is_empty() {
        lines.push(String::new());
    }
    if classified {
        let name = format!("{} {}", random.one(&INITIALS), capitalized(random.one(&SURNAMES)));
        let title = random.one(&TITLES);
        wrap(lines, &format!("Classified By: {title} {name} for reasons 1.4 (b) and (d)."), WIDTH);
        lines.push(String::new());
    }
}

/// The numbered paragraphs, some with a heading before them or a list in them.
fn paragraphs(facts: &Facts, random: &mut Random) -> Vec<Vec<String>> {
    let count = facts.sections * random.number(3, 9);
    let mut all = Vec::new();
    for number in 1..=count {
        let mut lines = Vec::new();
        let mark = if random.chance(80) { facts.level.mark() } else { "U" };
        if number > 2 && random.chance(25) {
            let heading = random.one(&HEADINGS);
            lines.extend([heading.to_owned(), "-".repeat(heading.len()), String::new()]);
        }
        let text = prose::sentences(random, 3, 6);
        let text = match number {
            1 => format!("1. ({mark}) Summary: {text} End summary."),
            n if n == count => format!("{n}. ({mark}) Comment: {text} End comment."),
            n => format!("{n}. ({mark}) {text}"),
        };
        wrap(&mut lines, &text, WIDTH);
        if number > 1 && random.chance(15) {
            for _ in 0..random.number(2, 5) {
                wrap(&mut lines, &format!("-- {}", prose::sentence(random)), WIDTH);
            }
        }
        all.push(lines);
    }
    all
}

fn capitalized(name: &str) -> String {
    let mut lower = name.to_ascii_lowercase();
    if let Some(first) = lower.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    lower
}
