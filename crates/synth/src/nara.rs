//! The National Archives' text of 1973-79 (TF 12): pages inside the text, then what the database says beside it.

use crate::facts::{Facts, Level};
use crate::prose::{self, wrap};
use crate::random::Random;
use crate::tables::{INITIALS, OFFICES, SURNAMES};

const WIDTH: usize = 65;
/// Lines of text on a page.
const PAGE: usize = 48;
const STAMP: &str = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005";

/// Writes the record: the message with all of its sections, and the attributes.
pub(crate) fn write(facts: &Facts, random: &mut Random) -> String {
    let mut lines = vec![format!(" {STAMP} "), "Message Text".to_owned(), String::new()];
    let paragraphs = paragraphs(facts, random);
    let share = paragraphs.len().div_ceil(facts.sections as usize);
    for (section, part) in (1..=facts.sections).zip(paragraphs.chunks(share)) {
        let mut text = Vec::new();
        heading(&mut text, facts, section, random);
        for paragraph in part {
            text.extend(paragraph.iter().cloned());
            text.push(String::new());
        }
        if part.last() == paragraphs.last() {
            text.push(facts.signer.to_owned());
        }
        pages(&mut lines, facts, section, &text, random);
    }
    lines.extend([String::new(), "NNN".to_owned(), String::new(), format!(" {STAMP} ")]);
    attributes(&mut lines, facts, random);
    lines.push(String::new());
    lines.join("\n")
}

fn banner(level: Level) -> &'static str {
    match level {
        Level::Unclassified => "UNCLASSIFIED",
        Level::Official => "LIMITED OFFICIAL USE",
        Level::Confidential => "CONFIDENTIAL",
        Level::Secret => "SECRET",
    }
}

/// Lays the text out on pages: banner, page line, text, banner.
fn pages(lines: &mut Vec<String>, facts: &Facts, section: u32, text: &[String], random: &mut Random) {
    let banner = banner(facts.level);
    let part = match facts.sections {
        1 => String::new(),
        all => format!(" {section:02} OF {all:02}"),
    };
    for (page, text) in (1..).zip(text.chunks(PAGE)) {
        lines.extend([banner.to_owned(), String::new()]);
        let stamp = format!("{:05}{part}  {}", facts.number, facts.release());
        lines.push(format!("PAGE {page:02}        {}  {stamp}", facts.from.name));
        lines.push(String::new());
        if page == 1 {
            lines.push(format!("{:02}", random.number(10, 70)));
            distribution(lines, facts, random);
            lines.push(format!("                    --------------------- {:06}", random.number(1, 150_000)));
        }
        lines.extend(text.iter().cloned());
        lines.push(banner.to_owned());
    }
}

/// The office distribution, its copies summed up (TF 12.3); behind it, where the Department is the sender, who drafted,
/// approved and cleared.
fn distribution(lines: &mut Vec<String>, facts: &Facts, random: &mut Random) {
    let count = random.number(5, 16);
    let offices = random.some(&OFFICES, count);
    let mut sum = 0;
    let mut counted = Vec::new();
    for office in offices {
        let copies = random.number(0, 20);
        sum += copies;
        counted.push(format!("{office}-{copies:02}"));
    }
    let action = counted.remove(0);
    let outgoing = facts.from.name == "STATE";
    let first = if outgoing { "ORIGIN" } else { "ACTION" };
    lines.extend([format!("{first} {action}"), String::new()]);
    let mut info = Vec::new();
    wrap(&mut info, &counted.join("  "), 58);
    let last = info.len().saturating_sub(1);
    for (index, line) in info.into_iter().enumerate() {
        let label = if index == 0 { "INFO  " } else { "      " };
        let end = if index == last { format!("  /{sum:03} W") } else { String::new() };
        lines.extend([format!("{label}{}{end}", line.trim()), String::new()]);
    }
    if outgoing {
        let office = random.one(&OFFICES);
        lines.push(format!("DRAFTED BY {office}/{}:{}", random.one(&OFFICES), facts.drafter));
        lines.push(format!("APPROVED BY {office}:{}{}", random.one(&INITIALS), random.one(&SURNAMES)));
        lines.push(format!("{}:{}{}", random.one(&OFFICES), random.one(&INITIALS), random.one(&SURNAMES)));
    }
}

/// From the date-time group to the references; for later sections to the class line.
fn heading(lines: &mut Vec<String>, facts: &Facts, section: u32, random: &mut Random) {
    lines.push(format!("{} {}", facts.precedence, facts.date_time_group()));
    lines.push(format!("FM {}", facts.from.address));
    for (label, posts) in [("TO ", &facts.to), ("INFO ", &facts.info)] {
        for (index, post) in posts.iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let word = if facts.precedence == 'P' { " PRIORITY" } else { "" };
            lines.push(format!("{label}{}{word} {:04}", post.address, random.number(1, 9_999)));
        }
    }
    lines.push(String::new());
    let level = match facts.level {
        Level::Unclassified => "UNCLAS",
        Level::Official => "LIMITED OFFICIAL USE",
        Level::Confidential => "C O N F I D E N T I A L",
        Level::Secret => "S E C R E T",
    };
    let part = match facts.sections {
        1 => String::new(),
        all => format!("SECTION {section:02} OF {all:02} "),
    };
    lines.extend([format!("{level} {part}{} {:05}", facts.from.name, facts.number), String::new()]);
    if section > 1 {
        return;
    }
    let order = if facts.day.year() < 1979 { "11652" } else { "12065" };
    let instruction = match facts.level {
        Level::Confidential | Level::Secret => "GDS",
        _ => "N/A",
    };
    lines.push(format!("E.O. {order}: {instruction}"));
    lines.push(format!("TAGS: {}", facts.tags.join(", ")));
    wrap(lines, &format!("SUBJ: {}", facts.subject.to_uppercase()), WIDTH);
    for (index, reference) in facts.references.iter().enumerate() {
        let label = if index == 0 { "REF: " } else { "     " };
        let letter = char::from(b'A' + u8::try_from(index).unwrap_or(0));
        lines.push(match facts.references.len() {
            1 => format!("{label}{reference}"),
            _ => format!("{label}({letter}) {reference}"),
        });
    }
    lines.push(String::new());
}

fn paragraphs(facts: &Facts, random: &mut Random) -> Vec<Vec<String>> {
    let count = facts.sections * random.number(2, 7);
    let mut all = Vec::new();
    for number in 1..=count {
        let text = prose::sentences(random, 3, 6);
        let text = match number {
            1 => format!("1. SUMMARY: {text} END SUMMARY."),
            n if n == count => format!("{n}. COMMENT: {text}"),
            n => format!("{n}. {text}"),
        };
        let mut lines = Vec::new();
        wrap(&mut lines, &text.to_uppercase(), WIDTH);
        all.push(lines);
    }
    all
}

/// `Message Attributes`: name, colon, value.
fn attributes(lines: &mut Vec<String>, facts: &Facts, random: &mut Random) {
    let day = facts.day;
    let drafted = format!("{:02} {} {}", day.day(), facts.month().to_lowercase(), day.year());
    let level = banner(facts.level);
    let joined: String = facts.from.name.split(' ').collect();
    let to: Vec<&str> = facts.to.iter().map(|post| post.name).collect();
    let handling = "n/a".to_owned();
    let reference = match facts.references.is_empty() {
        true => handling.clone(),
        false => facts.references.join(", "),
    };
    let order = if matches!(facts.level, Level::Confidential | Level::Secret) { "GS" } else { "N/A" };
    lines.push("Message Attributes".to_owned());
    let pairs = [
        ("Automatic Decaptioning", "X".to_owned()),
        ("Capture Date", "01 JAN 1994".to_owned()),
        ("Channel Indicators", handling.clone()),
        ("Current Classification", "UNCLASSIFIED".to_owned()),
        ("Concepts", "n/a".to_owned()),
        ("Control Number", handling.clone()),
        ("Copy", "SINGLE".to_owned()),
        ("Draft Date", drafted),
        ("Decaption Date", "01 JAN 1960".to_owned()),
        ("Document Number", format!("{}{joined}{:05}", day.year(), facts.number)),
        ("Document Source", "CORE".to_owned()),
        ("Document Unique ID", "00".to_owned()),
        ("Drafter", format!("{}:{}", random.one(&INITIALS), facts.drafter)),
        ("Executive Order", order.to_owned()),
        ("Film Number", format!("D{}-{:04}", random.number(740_000, 799_999), random.number(1, 1_200))),
        ("From", facts.from.name.to_owned()),
        ("Handling Restrictions", handling.clone()),
        (
            "Legacy Key",
            format!("link{}/newtext/t{}/aaaa{}.tel", day.year(), random.number(1, 99_999), joined),
        ),
        ("Line Count", lines.len().to_string()),
        ("Locator", "TEXT ON-LINE, ON MICROFILM".to_owned()),
        ("Office", format!("ACTION {}", random.one(&OFFICES))),
        ("Original Classification", level.to_owned()),
        ("Page Count", (lines.len() / PAGE + 1).to_string()),
        ("Previous Classification", level.to_owned()),
        ("Reference", reference),
        ("Review Action", "RELEASED, APPROVED".to_owned()),
        ("Review Authority", format!("{}{}", random.one(&SURNAMES), random.number(1, 9)).to_lowercase()),
        ("Review Date", "13 JUN 2002".to_owned()),
        ("Secure", "OPEN".to_owned()),
        ("Status", "NATIVE".to_owned()),
        ("Subject", facts.subject.to_uppercase()),
        ("TAGS", facts.tags.join(", ")),
        ("To", to.join("\n")),
        ("Type", "TE".to_owned()),
        ("Markings", STAMP.to_owned()),
    ];
    lines.extend(pairs.into_iter().map(|(name, value)| format!("{name}: {value}")));
}
