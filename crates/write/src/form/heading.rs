//! The lines before the text (TF 4, 6).

use crate::layout::{Line, WIDTH, wrap};
use crate::message::{Address, Message, Reference, prosign};
use crate::problem::Problems;
use crate::said::{Said, joined};
use chancery_telegram::record::{Level, Precedence};

/// A section's number, and how many there are.
pub(super) type Section = Option<(usize, usize)>;

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// `121430Z MAR 07`.
pub(super) fn date_time_group(message: &Message) -> String {
    let at = message.sent;
    let month = MONTHS[usize::try_from(at.month() - 1).unwrap_or_default() % 12];
    format!("{:02}{:02}{:02}Z {month} {:02}", at.day(), at.hour(), at.minute(), at.year().rem_euclid(100))
}

/// Format lines 1 to 4; `section` counts on in the channel's numbers.
pub(super) fn transmission(message: &Message, section: Section, problems: &mut Problems) -> Vec<Line> {
    let mut lines = Vec::new();
    let index = section.map_or(0, |(this, _)| this - 1);
    if let Some(channel) = &message.channel {
        lines.push(Line::of(&[channel.made(counted_on(&channel.text, index))]));
    }
    let parties = &message.party;
    let own = parties.to.iter().chain(&parties.info).filter_map(|one| one.precedence);
    let highest = own.chain([message.precedence]).max().unwrap_or(message.precedence);
    let digraph = prosign(highest).to_string().repeat(2);
    let mut routed: Vec<&str> =
        parties.to.iter().chain(&parties.info).filter_map(|one| one.routing.as_deref()).collect();
    routed.sort_unstable();
    routed.dedup();
    let words: Vec<Said> = [digraph.as_str()].into_iter().chain(routed).map(Said::new).collect();
    lines.extend(wrap(&words, 0, "to", problems));
    let part = section.map(|(this, _)| format!("/{this:02}")).unwrap_or_default();
    let at = message.sent;
    let filed = format!("{:03}{:02}{:02}", at.date().day_of_year(), at.hour(), at.minute());
    let station = parties.from.routing.as_deref().unwrap_or_default();
    lines.push(Line::plain(format!("DE {station} {}{part} {filed}", serial(message))));
    let warning = match message.level {
        Level::Confidential => "ZNY CCCCC",
        Level::Secret => "ZNY SSSSS",
        Level::TopSecret => "ZNY TTTTT",
        Level::Restricted => "ZNY RRRRR",
        _ => "ZNR UUUUU",
    };
    // ZZK stands on NIACT messages, ZZH on nearly all others (TF 4.4).
    let signal = if highest == Precedence::NiactImmediate { "ZZK" } else { "ZZH" };
    lines.push(Line::plain(format!("{warning} {signal}")));
    lines
}

/// `VZCZCQXO0231` of the section after: `VZCZCQXO0232`.
fn counted_on(channel: &str, index: usize) -> String {
    let digits = channel.len() - channel.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, tail) = channel.split_at(channel.len() - digits);
    match tail.parse::<usize>() {
        Ok(number) if index > 0 && digits < 6 => {
            let limit = 10_usize.pow(digits as u32) - 1;
            // Channel numbers begin again at 1 (TF 16).
            format!("{head}{:0digits$}", (number + index - 1) % limit + 1)
        }
        _ => channel.to_owned(),
    }
}

/// `#0417`: the last four digits of the number, as posts file (TF 4.3).
pub(super) fn serial(message: &Message) -> String {
    format!("#{:04}", message.number % 10_000)
}

/// Format lines 5 to 9. Indicators are left out where `routed` is false.
pub(super) fn addresses(message: &Message, routed: bool, problems: &mut Problems) -> Vec<Line> {
    let mut lines = Vec::new();
    let second = message.info_precedence.map(|second| format!(" {}", prosign(second))).unwrap_or_default();
    lines.push(Line::plain(format!("{}{second} {}", prosign(message.precedence), date_time_group(message))));
    let from = &message.party.from;
    lines.extend(wrap(&keyed("FM", from.name.words()), 0, "from", problems));
    for (keyword, key, list) in [("TO", "to", &message.party.to), ("INFO", "info", &message.party.info)] {
        for (index, one) in list.iter().enumerate() {
            let words = address(one, routed);
            let words = if index == 0 { keyed(keyword, words) } else { words };
            lines.extend(wrap(&words, 0, key, problems));
        }
    }
    lines
}

fn keyed(keyword: &str, words: Vec<Said>) -> Vec<Said> {
    [Said::new(keyword)].into_iter().chain(words).collect()
}

/// `RUEHC/SECSTATE WASHDC PRIORITY 5120`.
fn address(one: &Address, routed: bool) -> Vec<Said> {
    let mut words = one.name.words();
    if let (true, Some(routing), Some(first)) = (routed, &one.routing, words.first_mut()) {
        first.text.insert_str(0, &format!("{routing}/"));
    }
    let mut add = |text: &str| words.extend(one.name.made(text).words());
    if let Some(precedence) = one.precedence {
        add(precedence.as_str());
    }
    if let Some(serial) = &one.serial {
        add(serial);
    }
    for (index, exempt) in one.exempt.iter().enumerate() {
        let more = index + 1 < one.exempt.len();
        add(&format!("{}{exempt}{}", if index == 0 { "XMT " } else { "" }, if more { "," } else { "" }));
    }
    words
}

/// The level as the class line prints it (TF 6.2).
fn spaced(level: Level) -> &'static str {
    match level {
        Level::Unclassified | Level::Sbu | Level::Cui => "UNCLAS",
        Level::LimitedOfficialUse => "LIMITED OFFICIAL USE",
        Level::OfficialUseOnly => "OFFICIAL USE ONLY",
        Level::Restricted => "R E S T R I C T E D",
        Level::Confidential => "C O N F I D E N T I A L",
        Level::Secret => "S E C R E T",
        Level::TopSecret => "T O P  S E C R E T",
    }
}

/// The first year in which numbers have six digits on the class line of posts too (TF 9.2).
const SIX: i16 = 1980;

/// The class line, then captions, one a line, each group between blank lines. Caveats for which the line has no room stand among the
/// captions (TF 6.4).
pub(super) fn class(message: &Message, section: Section, problems: &mut Problems) -> Vec<Line> {
    let line = class_line(message, &message.caveats, section);
    let (line, captions) = match line.text.len() {
        ..=WIDTH => (line, &message.captions),
        _ => (class_line(message, &[], section), &message.controls),
    };
    if line.text.len() > WIDTH {
        let text = "level and number are too long for the class line".to_owned();
        problems.error("classification", &message.level_said, text, "give a shorter `station`");
    } else if let Some(first) = message.caveats.first().filter(|_| captions.len() > message.captions.len()) {
        let text = format!(
            "the class line has no room for `{}`: it stands among the captions",
            joined(&message.caveats)
        );
        problems.note("classification", first, text);
    }
    let mut lines = vec![line, Line::blank()];
    if !captions.is_empty() {
        lines.extend(captions.iter().map(|caption| Line::of(std::slice::from_ref(caption))));
        lines.push(Line::blank());
    }
    lines
}

/// How many lines the class line and what stands below it take in a section: as many in each.
pub(super) fn class_lines(message: &Message) -> usize {
    class(message, Some((1, 2)), &mut Problems::default()).len()
}

fn class_line(message: &Message, caveats: &[Said], section: Section) -> Line {
    let mut line = Line::default();
    // Two blanks between the words of TOP SECRET, so no word by word.
    line.glued(&message.level_said.made(spaced(message.level)));
    for caveat in caveats {
        line.word(caveat);
    }
    if let Some((this, of)) = section {
        line.word(&Said::new(format!("SECTION {this:02} OF {of:02}")));
    }
    line.word(&message.station);
    let six = message.sent.year() >= SIX || message.station.text == "STATE";
    let number = message.number;
    line.word(&Said::new(if six { format!("{number:06}") } else { format!("{number:04}") }));
    line
}

/// From the pass lines to the classifier's paragraph, each group before a blank line.
pub(super) fn fields(message: &Message, problems: &mut Problems) -> Vec<Line> {
    let mut lines = Vec::new();
    let blank = |lines: &mut Vec<Line>| {
        if lines.last().is_some_and(|last: &Line| !last.text.is_empty()) {
            lines.push(Line::blank());
        }
    };
    for words in &message.pass {
        lines.extend(wrap(words, 0, "pass", problems));
    }
    blank(&mut lines);
    if let Some((order, words)) = &message.order {
        let label = Said::new(format!("E.O. {order}:"));
        lines.extend(wrap(&[&[label], &words[..]].concat(), 0, "declassify_on", problems));
    }
    if !message.tags.is_empty() {
        lines.extend(wrap(&[&[Said::new("TAGS:")], &tags(&message.tags)[..]].concat(), 0, "tags", problems));
    }
    if !message.subject.is_empty() {
        lines.extend(wrap(
            &[&[Said::new("SUBJECT:")], &message.subject[..]].concat(),
            0,
            "subject",
            problems,
        ));
    }
    blank(&mut lines);
    lines.extend(references(&message.references, "REF: ", problems));
    blank(&mut lines);
    for words in &message.classified_by {
        let label = if message.upper { "CLASSIFIED BY:" } else { "Classified By:" };
        let label = Said::new(label).words();
        lines.extend(wrap(&[&label[..], &words[..]].concat(), 0, "classified_by", problems));
        blank(&mut lines);
    }
    lines
}

/// TAGS with commas; none before a person, who stands behind the TAGS it belongs to.
pub(super) fn tags(tags: &[Said]) -> Vec<Said> {
    let mut out = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let comma = tags.get(index + 1).is_some_and(|next| !next.text.starts_with('('));
        let mut words = tag.words();
        if let (true, Some(last)) = (comma, words.last_mut()) {
            last.text.push(',');
        }
        out.extend(words);
    }
    out
}

/// The list of references behind a label, one a line.
pub(super) fn references(list: &[Reference], label: &str, problems: &mut Problems) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, reference) in list.iter().enumerate() {
        let lead = if index == 0 { label.to_owned() } else { " ".repeat(label.len()) };
        let letter = reference.letter.map(|letter| Said::new(format!("{letter}.")));
        let words: Vec<Said> = letter.into_iter().chain(reference.words.iter().cloned()).collect();
        let indent = label.len() + if reference.letter.is_some() { 3 } else { 0 };
        // The first line has the label's room before it.
        let room = Said::new("X".repeat(label.len() - 1));
        let mut wrapped = wrap(&[&[room], &words[..]].concat(), indent, "references", problems);
        if let Some(first) = wrapped.first_mut() {
            first.text.replace_range(..label.len().min(first.text.len()), &lead);
        }
        lines.extend(wrapped);
    }
    lines
}

/// `PORT ALDER 00000417  002 OF 003`: the head of the text of later sections (TF 6.3).
pub(super) fn section_page(message: &Message, (this, of): (usize, usize)) -> Line {
    let station: String = message.station.text.chars().take(10).collect();
    Line::plain(format!("{} {:08}  {this:03} OF {of:03}", station.trim_end(), message.number))
}

/// The signature, behind a blank line.
pub(super) fn signature(message: &Message) -> Vec<Line> {
    let names = message.signature.iter().map(|name| Line::of(&name.words()));
    let mut lines: Vec<Line> = names.collect();
    if !lines.is_empty() {
        lines.insert(0, Line::blank());
    }
    lines
}

/// The words of an address for the labelled form: `WASHDC, SECSTATE`.
pub(super) fn turned(one: &Address) -> String {
    let name = joined(&one.name.words());
    if let Some((prefix, rest)) = chancery_registry::prefix(&name) {
        return format!("{rest}, {}", prefix.word);
    }
    match name.strip_suffix(" WASHDC") {
        Some("SECSTATE") => "WASHDC, SECSTATE".to_owned(),
        _ => name,
    }
}
