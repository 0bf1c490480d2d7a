//! A draft while it is written: what it begins with, which word stands at the hand, and how an offer is put into it.

use crate::draft::{KEYS, alias, halves};
use crate::offers::{Offer, addressees, captions, named, tags};
use chancery_registry::Registry;
use jiff::civil::{Date, DateTime, date};
use std::ops::Range;

/// A draft to begin with: the keys that most telegrams need, with what is known already.
pub fn skeleton(now: DateTime) -> String {
    let date = minute(now);
    format!(
        "---\nfrom: \nto: \ninfo: \nprecedence: ROUTINE\ndate: {date}\nnumber: \nclassification: UNCLASSIFIED\n\
         # classified ones need declassify_on, classified_by and reasons too\n\
         captions: \ntags: \nsubject: \nreferences: \nsignature: \n---\n\n"
    )
}

/// A moment as a draft has it: `2007-03-12 14:30`, in UTC.
pub fn minute(at: DateTime) -> String {
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// The levels that a telegram of a day may have, the lowest first, each with what it means where its name does not say so.
pub fn levels(day: Date) -> [(&'static str, &'static str); 5] {
    let handled = match day < date(1995, 1, 1) {
        true => ("LIMITED OFFICIAL USE", ""),
        false => ("SBU", "sensitive but unclassified"),
    };
    [("UNCLASSIFIED", ""), handled, ("CONFIDENTIAL", ""), ("SECRET", ""), ("TOP SECRET", "")]
}

/// A word of the heading, and what it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The key behind which it stands.
    pub key: &'static str,
    /// Its characters; none where one is only about to be written.
    pub text: String,
    /// Where it stands, in bytes of the draft.
    pub place: Range<usize>,
}

impl Word {
    /// The word at a place of a draft: of a list, the member there. None outside of the heading's values.
    pub fn at(source: &str, byte: usize) -> Option<Word> {
        let lines = Lines::of(source);
        let line = lines.list.iter().find(|line| (line.value..=line.end).contains(&byte))?;
        let key = line.key?;
        let value = source.get(line.value..line.end)?;
        let here = byte - line.value;
        let separates = |c: char| match key {
            "tags" => matches!(c, ',' | ';') || c.is_whitespace(),
            "captions" | "signature" => matches!(c, ',' | ';'),
            "to" | "info" | "references" => c == ';',
            _ => false,
        };
        let begin = here - value.get(..here)?.rsplit(separates).next()?.len();
        let end = value.get(here..)?.find(separates).map_or(value.len(), |at| here + at);
        let part = value.get(begin..end)?;
        let start = line.value + begin + (part.len() - part.trim_start().len());
        let text = part.trim();
        // Before and behind blanks nothing is written yet.
        let start = if text.is_empty() { byte } else { start };
        Some(Word { key, text: text.to_owned(), place: start..start + text.len() })
    }

    /// What is offered for it on a day.
    pub fn offers(&self, registry: &Registry, day: Date) -> Vec<Offer> {
        let word = &*self.text;
        match self.key {
            "precedence" => named(PRECEDENCES, word),
            "classification" => named(&levels(day), word),
            _ if word.is_empty() => Vec::new(),
            "tags" => tags(registry, word, day),
            "captions" => captions(registry, word, day),
            "from" | "to" | "info" => addressees(registry, word),
            _ => Vec::new(),
        }
    }

    /// The draft with a value in its place, and where that ends.
    pub fn put(&self, source: &str, value: &str) -> (String, usize) {
        let before = source.get(..self.place.start).unwrap_or_default();
        let blank = if before.ends_with([' ', '\n', '\t']) { "" } else { " " };
        let behind = source.get(self.place.end..).unwrap_or_default();
        let begun = format!("{before}{}{value}", if self.text.is_empty() { blank } else { "" });
        let end = begun.len();
        (begun + behind, end)
    }
}

/// The draft with one value more behind a key, and where that ends. A key of one value gets it in the place of its own; one that
/// is not there is put at the heading's end.
pub fn add(source: &str, key: &str, value: &str) -> (String, usize) {
    let lines = Lines::of(source);
    let own = || lines.list.iter().filter(|line| line.key == Some(key));
    let filled = own().rfind(|line| !line.text(source).is_empty());
    let (range, new) = match (filled, own().next(), lines.end) {
        (Some(line), ..) if matches!(key, "from" | "precedence" | "classification") => {
            (line.value..line.end, value.to_owned())
        }
        (Some(line), ..) => {
            let end = line.value + source[line.value..line.end].trim_end_matches([' ', ',', ';', '\r']).len();
            let begin = &source[line.begin..line.value];
            match (line.item, key) {
                // One more line, with the same margin and sign.
                (true, _) => (end..end, format!("\n{begin}{value}")),
                (false, "to" | "info" | "references") => (end..line.end, format!("; {value}")),
                (false, _) => (end..line.end, format!(", {value}")),
            }
        }
        (None, Some(line), _) => {
            let blank = if source[..line.value].ends_with(' ') { "" } else { " " };
            (line.value..line.end, format!("{blank}{value}"))
        }
        (None, None, Some(end)) => {
            let begun = if source[..end].ends_with('\n') { "" } else { "\n" };
            (end..end, format!("{begun}{key}: {value}\n"))
        }
        (None, None, None) => (0..0, format!("---\n{key}: {value}\n---\n")),
    };
    let end = range.start + new.trim_end_matches("\n---\n").trim_end().len();
    (format!("{}{new}{}", &source[..range.start], &source[range.end..]), end)
}

const PRECEDENCES: &[(&str, &str)] = &[
    ("ROUTINE", "by the next working day"),
    ("PRIORITY", "before routine ones"),
    ("IMMEDIATE", "at once, in working hours"),
    ("NIACT IMMEDIATE", "at once, at night too"),
    ("FLASH", "before all others"),
];

/// The lines of a heading that hold values.
struct Lines {
    list: Vec<Line>,
    /// Where the heading ends, if there is one: before its second `---`.
    end: Option<usize>,
}

struct Line {
    /// Where it begins, where its value begins, and where it ends, without the line's end.
    begin: usize,
    value: usize,
    end: usize,
    key: Option<&'static str>,
    /// An item of a list.
    item: bool,
}

impl Line {
    fn text<'s>(&self, source: &'s str) -> &'s str {
        source.get(self.value..self.end).unwrap_or_default().trim()
    }
}

impl Lines {
    fn of(source: &str) -> Lines {
        let Some(heading) = halves(source).0 else { return Lines { list: Vec::new(), end: None } };
        let mut list = Vec::new();
        let mut key = None;
        let mut begin = heading.start;
        for line in source[heading.clone()].split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            let text = words.trim_start();
            let margin = words.len() - text.len();
            let sign = text.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '));
            let (value, item) = match sign {
                _ if text.is_empty() || text.starts_with('#') => (None, false),
                Some(rest) => (Some(words.len() - rest.trim_start().len()), true),
                None if margin > 0 => (Some(margin), false),
                None => {
                    let colon = text.find(':');
                    let name =
                        colon.map(|colon| text[..colon].trim().to_lowercase().replace(['-', ' '], "_"));
                    key = name.and_then(|name| KEYS.into_iter().find(|key| *key == alias(&name)));
                    let behind = colon.map(|colon| colon + 1);
                    (behind.map(|at| at + usize::from(words[at..].starts_with(' '))), false)
                }
            };
            if let Some(value) = value {
                list.push(Line { begin, value: begin + value, end: begin + words.len(), key, item });
            }
            begin += line.len();
        }
        Lines { list, end: Some(heading.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Word, add, skeleton};
    use crate::Draft;
    use chancery_registry::Registry;
    use jiff::civil::date;

    #[test]
    fn the_skeleton_is_a_draft_of_which_only_values_are_missing() {
        let text = skeleton(date(2007, 3, 12).at(14, 30, 0, 0));
        let (draft, problems) = Draft::parse(&text);
        assert_eq!(problems, []);
        assert_eq!(draft.date.map(|said| said.text).as_deref(), Some("2007-03-12 14:30"));
        assert!(draft.from.is_none() && draft.tags.is_empty());
    }

    /// The sign `|` stands where the hand is.
    fn word(marked: &str) -> Option<(&'static str, String)> {
        let at = marked.find('|').unwrap();
        let source = marked.replace('|', "");
        let word = Word::at(&source, at)?;
        assert_eq!(source[word.place.clone()], word.text);
        Some((word.key, word.text))
    }

    #[test]
    fn the_word_at_the_hand_is_found() {
        let found = |key, text: &str| Some((key, text.to_owned()));
        assert_eq!(word("---\ntags: PREL, EC|ON, UK\n---\n"), found("tags", "ECON"));
        assert_eq!(word("---\ntags: PREL, |\n---\n"), found("tags", ""));
        assert_eq!(word("---\ntags:|\n---\n"), found("tags", ""));
        assert_eq!(word("---\nTAG: |PREL\n---\n"), found("tags", "PREL"));
        // Blanks of pasted text, of more bytes than one.
        assert_eq!(word("---\ntags: PREL\u{3000}EC|ON\u{a0}UK\n---\n"), found("tags", "ECON"));
        assert_eq!(word("---\nto: SECSTATE WASH|\n---\n"), found("to", "SECSTATE WASH"));
        assert_eq!(word("---\nto: SECSTATE WASHDC; par|is; BONN\n---\n"), found("to", "paris"));
        assert_eq!(word("---\ninfo:\n  - PARIS\n  - lon|\n---\n"), found("info", "lon"));
        assert_eq!(word("---\nfrom: LA P|AZ\n---\n"), found("from", "LA PAZ"));
        assert_eq!(word("---\nta|gs: PREL\n---\n"), None);
        assert_eq!(word("---\nwhat: P|REL\n---\n"), None);
        assert_eq!(word("---\n# tags: P|REL\n---\n"), None);
        assert_eq!(word("---\ntags: PREL\n---\nto: PA|RIS\n"), None);
        assert_eq!(word("no heading|"), None);
    }

    #[test]
    fn offers_follow_the_key() {
        let offers = |key, text: &str| {
            let word = Word { key, text: text.to_owned(), place: 0..0 };
            word.offers(Registry::builtin(), date(2007, 3, 12))
                .into_iter()
                .map(|offer| offer.value)
                .collect::<Vec<_>>()
        };
        assert_eq!(offers("tags", "EFI").first().map(String::as_str), Some("EFIN"));
        assert!(offers("to", "la paz").contains(&"AMEMBASSY LA PAZ".to_owned()));
        assert_eq!(offers("precedence", "ni"), ["NIACT IMMEDIATE"]);
        assert_eq!(offers("classification", "").len(), 5);
        assert_eq!(offers("classification", "sens"), ["SBU"]);
        assert!(offers("tags", "").is_empty() && offers("subject", "harbor").is_empty());
    }

    #[test]
    fn an_offer_takes_the_place_of_the_word() {
        for (marked, value, then) in [
            ("---\ntags: PREL, ec|, UK\n---\n", "ECON", "---\ntags: PREL, ECON|, UK\n---\n"),
            ("---\ntags:|\n---\n", "PREL", "---\ntags: PREL|\n---\n"),
            ("---\ntags: PREL,|\n---\n", "UK", "---\ntags: PREL, UK|\n---\n"),
            ("---\nto:\n  - par|\n---\nÉ\n", "AMEMBASSY PARIS", "---\nto:\n  - AMEMBASSY PARIS|\n---\nÉ\n"),
        ] {
            let source = marked.replace('|', "");
            let (mut text, end) = Word::at(&source, marked.find('|').unwrap()).unwrap().put(&source, value);
            text.insert(end, '|');
            assert_eq!(text, then);
        }
    }

    #[test]
    fn an_offer_is_added_to_a_list_as_it_is_written() {
        for (source, key, value, then) in [
            ("---\ntags: PREL\n---\n", "tags", "UK", "---\ntags: PREL, UK|\n---\n"),
            ("---\ntags: PREL, \n---\n", "tags", "UK", "---\ntags: PREL, UK|\n---\n"),
            ("---\ntags: \nsubject: \n---\n", "tags", "UK", "---\ntags: UK|\nsubject: \n---\n"),
            ("---\ntags:\n---\n", "tags", "UK", "---\ntags: UK|\n---\n"),
            ("---\nto: BONN\n---\n", "to", "PARIS", "---\nto: BONN; PARIS|\n---\n"),
            ("---\nto:\n  - BONN\n---\n", "to", "PARIS", "---\nto:\n  - BONN\n  - PARIS|\n---\n"),
            ("---\nfrom: BONN\n---\n", "from", "PARIS", "---\nfrom: PARIS|\n---\n"),
            ("---\nfrom: BONN\n---\nWords.\n", "tags", "UK", "---\nfrom: BONN\ntags: UK|\n---\nWords.\n"),
            ("---\r\ntags: PREL\r\n---\r\n", "tags", "UK", "---\r\ntags: PREL, UK|\r\n---\r\n"),
            ("Words.", "tags", "UK", "---\ntags: UK|\n---\nWords."),
            ("---\nfrom: BONN", "tags", "UK", "---\nfrom: BONN\ntags: UK|\n"),
        ] {
            let (mut text, end) = add(source, key, value);
            text.insert(end, '|');
            assert_eq!(text, then);
        }
    }
}
