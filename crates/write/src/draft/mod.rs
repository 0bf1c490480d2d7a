//! A draft: what a telegram shall say, before it is looked at as one.

pub(crate) mod front;
mod markdown;
mod record;
mod text;

pub use markdown::to_markdown;
pub use text::{Paragraph, Part, Run};

use crate::problem::{Problem, Problems, nearest};
use crate::said::Said;
use front::Value;
use jiff::civil::Date;

/// Who classifies a telegram, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classifier {
    /// The name.
    pub name: Said,
    /// The position; empty where it is not said.
    pub title: Said,
    /// The reasons, in one: `1.4 (b) and (d)`; empty where they are not said.
    pub reasons: Said,
}

/// What a telegram shall say. Made of a text with [`Draft::parse`], or of a record with [`Draft::of_record`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Who sends.
    pub from: Option<Said>,
    /// Action addressees.
    pub to: Vec<Said>,
    /// Information addressees.
    pub info: Vec<Said>,
    /// Precedence, one or two.
    pub precedence: Option<Said>,
    /// When it is released for sending.
    pub date: Option<Said>,
    /// The number.
    pub number: Option<Said>,
    /// The station of the number.
    pub station: Option<Said>,
    /// Format line 1.
    pub channel: Option<Said>,
    /// Level and caveats.
    pub classification: Option<Said>,
    /// Captions.
    pub captions: Vec<Said>,
    /// Pass and attention lines.
    pub pass: Vec<Said>,
    /// The executive order.
    pub order: Option<Said>,
    /// Day or instruction of declassification.
    pub declassify_on: Option<Said>,
    /// TAGS.
    pub tags: Vec<Said>,
    /// The subject, its mark before it.
    pub subject: Option<Said>,
    /// References, each perhaps with its letter: `A. STATE 30177`.
    pub references: Vec<Said>,
    /// Classifiers.
    pub classified_by: Vec<Classifier>,
    /// Drafters.
    pub drafted_by: Vec<Said>,
    /// Who approved.
    pub approved_by: Vec<Said>,
    /// Who cleared.
    pub cleared_by: Vec<Said>,
    /// Who signs.
    pub signature: Vec<Said>,
    /// The text.
    pub text: Vec<Part>,
    /// True where it was made of a record: routing indicators, letters and numbers are as they are there, nothing is added.
    pub as_given: bool,
    /// True where its heading was not read: its lines of `---` are not both there, or it is too long. What is missing besides cannot be
    /// told.
    pub unread: bool,
}

/// The keys of a draft's heading.
pub const KEYS: [&str; 22] = [
    "from",
    "to",
    "info",
    "precedence",
    "date",
    "number",
    "station",
    "channel",
    "classification",
    "captions",
    "pass",
    "order",
    "declassify_on",
    "tags",
    "subject",
    "references",
    "classified_by",
    "reasons",
    "drafted_by",
    "approved_by",
    "cleared_by",
    "signature",
];

/// The longest heading that is read, in bytes: of several hundred addressees.
const HEADING: usize = 32 << 10;

impl Draft {
    /// The day of its date; none where it has none that can be read.
    pub fn day(&self) -> Option<Date> {
        self.date.as_ref()?.text.get(..10)?.parse().ok()
    }

    /// Reads a draft. What is wrong with its form is in the list; what it says is looked at by [`write`](crate::write).
    pub fn parse(source: &str) -> (Draft, Vec<Problem>) {
        let mut problems = Problems::default();
        let mut draft = Draft::default();
        let (heading, text) = halves(source);
        let Some(heading) = heading else {
            let at = Said::at("", 0..0);
            let help = "begin the draft with a line `---`, the keys below it, and another line `---`";
            problems.error("heading", &at, "the draft has no heading".into(), help);
            draft.unread = true;
            return (draft, problems.list);
        };
        if heading.len() > HEADING {
            let at = Said::at("", heading.start..heading.start);
            let message = format!("the heading has {} bytes, and at most {HEADING} are read", heading.len());
            problems.error("heading", &at, message, "put the text below the second `---`");
            draft.unread = true;
            return (draft, problems.list);
        }
        draft.unread = !is_closed(source, &heading);
        let begin = heading.start;
        let mut reasons = None;
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in front::parse(source, heading, &mut problems) {
            let name = key.text.trim().to_lowercase().replace(['-', ' '], "_");
            let name = alias(&name);
            if let Some(known) = KEYS.into_iter().find(|known| *known == name) {
                if seen.contains(&known) {
                    problems.error(name, &key, format!("`{name}` stands twice"), "make one list of both");
                    continue;
                }
                seen.push(known);
            }
            if name == "reasons" {
                reasons = one("reasons", list(&value, &mut problems, "reasons"), &mut problems, " and ");
            } else {
                draft.set(name, &key, &value, &mut problems);
            }
        }
        if let Some(reasons) = reasons {
            for classifier in draft.classified_by.iter_mut().filter(|one| one.reasons.is_empty()) {
                classifier.reasons = reasons.clone();
            }
            if draft.classified_by.is_empty() {
                draft.classified_by.push(Classifier { reasons, ..Classifier::default() });
            }
        }
        draft.text = text::parse(source, text, &mut problems);
        if draft.unread {
            // What else seems wrong is the text, read as keys.
            problems = Problems::default();
            let line = source[..begin].trim_end().len();
            let at = Said::at("", line - "---".len().min(line)..line);
            let help = "put a line `---` below the last key, before the text";
            problems.error("heading", &at, "the heading has no end".into(), help);
        }
        (draft, problems.list)
    }

    fn set(&mut self, name: &str, key: &Said, value: &Value, problems: &mut Problems) {
        if name == "classified_by" {
            self.classified_by = classifiers(value, problems);
            return;
        }
        let values = list(value, problems, name);
        match name {
            "to" => self.to = parted(values, &[';']),
            "info" => self.info = parted(values, &[';']),
            "captions" => self.captions = parted(values, &[',', ';']),
            "pass" => self.pass = values,
            "tags" => self.tags = tags(values),
            "references" => self.references = parted(values, &[';']),
            "drafted_by" => self.drafted_by = parted(values, &[';']),
            "approved_by" => self.approved_by = parted(values, &[';']),
            "cleared_by" => self.cleared_by = parted(values, &[';']),
            "signature" => self.signature = parted(values, &[',', ';']),
            "precedence" => self.precedence = one(name, values, problems, " "),
            "from" => self.from = one(name, values, problems, ""),
            "date" => self.date = one(name, values, problems, ""),
            "number" => self.number = one(name, values, problems, ""),
            "station" => self.station = one(name, values, problems, ""),
            "channel" => self.channel = one(name, values, problems, ""),
            "classification" => self.classification = one(name, values, problems, " "),
            "order" => self.order = one(name, values, problems, ""),
            "declassify_on" => self.declassify_on = one(name, values, problems, " "),
            "subject" => self.subject = one(name, values, problems, " "),
            _ => {
                let near = nearest(name, KEYS.into_iter());
                let help = match near {
                    Some(near) => format!("write `{near}`"),
                    None => format!("the keys are {}", KEYS.join(", ")),
                };
                problems.error(name, key, format!("`{}` is no key of a draft", key.text.trim()), &help);
            }
        }
    }
}

/// Other names that people write.
pub(crate) fn alias(name: &str) -> &str {
    match name {
        "reference" | "ref" | "refs" => "references",
        "caption" => "captions",
        "tag" => "tags",
        "subj" => "subject",
        "reason" => "reasons",
        "pass_to" => "pass",
        "executive_order" | "eo" => "order",
        "sent" => "date",
        "mrn" => "number",
        other => other,
    }
}

/// The heading and the text of a draft, as places.
pub(crate) fn halves(source: &str) -> (Option<std::ops::Range<usize>>, std::ops::Range<usize>) {
    let bom = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = bom;
    let mut begin = None;
    for line in source[bom..].split_inclusive('\n') {
        let words = line.trim_end();
        match begin {
            None if words == "---" => begin = Some(at + line.len()),
            None if words.is_empty() => {}
            None => return (None, bom..source.len()),
            Some(begin) if words == "---" || words == "..." => {
                return (Some(begin..at), at + line.len()..source.len());
            }
            Some(_) => {}
        }
        at += line.len();
    }
    (begin.map(|begin| begin..source.len()), source.len()..source.len())
}

/// True where a line of its own ends the heading.
fn is_closed(source: &str, heading: &std::ops::Range<usize>) -> bool {
    let behind = source.get(heading.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    matches!(behind.trim_end(), "---" | "...")
}

/// The values behind a key, one or more.
fn list(value: &Value, problems: &mut Problems, key: &str) -> Vec<Said> {
    match value {
        Value::One(said) => [said.clone()].into_iter().filter(|said| !said.is_empty()).collect(),
        Value::Many(values) => values.iter().flat_map(|value| list(value, problems, key)).collect(),
        Value::Map(_) => {
            // `subject: REPORT: HARBOR` and the like.
            problems.error(
                key,
                &value.said(),
                format!("`{key}` has keys below it"),
                "put the value in double quotes",
            );
            Vec::new()
        }
    }
}

/// One value; where a list stands, its members joined, or an error where that cannot be.
fn one(key: &str, values: Vec<Said>, problems: &mut Problems, join: &str) -> Option<Said> {
    let mut values = values.into_iter();
    let mut first = values.next()?;
    for more in values {
        if join.is_empty() {
            problems.error(key, &more, format!("`{key}` has more than one value"), "leave one");
            break;
        }
        let place = first.place.clone().zip(more.place).map(|(a, b)| a.start..b.end);
        let made = first.made || more.made;
        first = Said { text: format!("{}{join}{}", first.text, more.text), place, made };
    }
    Some(first.trimmed())
}

fn parted(values: Vec<Said>, separators: &[char]) -> Vec<Said> {
    values.iter().flat_map(|value| value.split(|c| separators.contains(&c))).collect()
}

/// TAGS: parted by commas and blanks, but for those in the brackets of a person. `OVIP (WEAVER, ANN)` is two. A YAML list in
/// brackets parts a person at the comma; it is put together again.
fn tags(values: Vec<Said>) -> Vec<Said> {
    let mut out = Vec::new();
    let mut person: Option<Said> = None;
    for value in values {
        if let Some(open) = &mut person {
            open.text.push_str(", ");
        }
        let mut at = 0;
        while at < value.text.len() {
            let rest = &value.text[at..];
            if let Some(open) = &mut person {
                let end = rest.find(')').map_or(value.text.len(), |close| at + close + 1);
                let part = value.part(at..end);
                open.text.push_str(&part.text);
                open.place = open.place.clone().zip(part.place).map(|(a, b)| a.start..b.end);
                if open.text.ends_with(')') {
                    out.extend(person.take());
                }
                at = end;
                continue;
            }
            let separates = |c: char| matches!(c, ',' | ';') || c.is_whitespace();
            let skipped = rest.len() - rest.trim_start_matches(separates).len();
            at += skipped;
            let rest = &rest[skipped..];
            if rest.starts_with('(') {
                person = Some(value.part(at..at + 1));
                at += 1;
            } else if !rest.is_empty() {
                let length = rest.find(|c| separates(c) || c == '(').unwrap_or(rest.len());
                out.push(value.part(at..at + length));
                at += length;
            }
        }
    }
    out.extend(person);
    out
}

/// `Robin Rowan, Economic Officer`; or maps with `name`, `title`, `reasons`.
fn classifiers(value: &Value, problems: &mut Problems) -> Vec<Classifier> {
    match value {
        Value::One(said) => {
            let comma = said.text.find(',');
            let name = said.part(0..comma.unwrap_or(said.text.len())).trimmed();
            let title =
                comma.map(|comma| said.part(comma + 1..said.text.len()).trimmed()).unwrap_or_default();
            vec![Classifier { name, title, reasons: Said::default() }]
        }
        Value::Many(values) => values.iter().flat_map(|value| classifiers(value, problems)).collect(),
        Value::Map(map) => {
            let mut classifier = Classifier::default();
            for (key, value) in map {
                let values = list(value, problems, "classified_by");
                match key.text.trim() {
                    "name" => classifier.name = one("name", values, problems, " ").unwrap_or_default(),
                    "title" => classifier.title = one("title", values, problems, " ").unwrap_or_default(),
                    "reasons" | "reason" => {
                        classifier.reasons = one("reasons", values, problems, " and ").unwrap_or_default();
                    }
                    other => {
                        let message = format!("`{other}` is no key of a classifier");
                        problems.error("classified_by", key, message, "write `name`, `title` or `reasons`");
                    }
                }
            }
            vec![classifier]
        }
    }
}
