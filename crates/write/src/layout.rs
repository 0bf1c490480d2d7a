//! Lines of a telegram, each of which knows which words of the draft stand on it.

use crate::problem::Problems;
use crate::said::Said;
use std::ops::Range;

/// The most printing positions of a line (ACP 127 s.138).
pub(crate) const WIDTH: usize = 69;

/// May a section end before a line?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cut {
    /// No: the reader would take the line for one that goes on.
    #[default]
    No,
    /// In the middle of a paragraph, as observed (TF 7).
    Within,
    /// Between two paragraphs.
    Between,
}

/// A line, and where its words come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// Stretches of the line with the draft's stretches that they stand for.
    pub(crate) marks: Vec<(Range<usize>, Range<usize>)>,
    pub(crate) cut: Cut,
}

impl Line {
    pub(crate) fn blank() -> Line {
        Line::default()
    }

    pub(crate) fn plain(text: impl Into<String>) -> Line {
        Line { text: text.into(), ..Line::default() }
    }

    pub(crate) fn of(words: &[Said]) -> Line {
        let mut line = Line::default();
        for word in words {
            line.word(word);
        }
        line
    }

    /// Adds a word behind a blank.
    pub(crate) fn word(&mut self, word: &Said) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.glued(word);
    }

    /// Adds characters right behind those before.
    pub(crate) fn glued(&mut self, word: &Said) {
        let start = self.text.len();
        self.text.push_str(&word.text);
        if let Some(place) = &word.place {
            self.marks.push((start..self.text.len(), place.clone()));
        }
    }
}

/// Words in lines of at most [`WIDTH`] columns, all but the first indented. No line begins or ends so that it would be read as
/// something else, unless there is no way around.
pub(crate) fn wrap(words: &[Said], indent: usize, key: &str, problems: &mut Problems) -> Vec<Line> {
    let words = divided(words, WIDTH - indent, key, problems);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let room = if lines.is_empty() { WIDTH } else { WIDTH - indent };
        let mut width = words[start].said.text.len();
        let mut end = start + 1;
        while end < words.len() && !words[end - 1].divided && width + 1 + words[end].said.text.len() <= room {
            width += 1 + words[end].said.text.len();
            end += 1;
        }
        if end < words.len() && !words[end - 1].divided {
            let good = (start + 1..=end).rev().find(|&end| may_break(&words, end));
            end = good.unwrap_or(end);
        }
        let mut line = Line::plain(if lines.is_empty() { String::new() } else { " ".repeat(indent) });
        for word in &words[start..end] {
            line.word(&word.said);
        }
        lines.push(line);
        start = end;
    }
    lines
}

/// A word to be put on a line.
struct Word {
    said: Said,
    /// True for the first part of a longer word: its line ends behind it.
    divided: bool,
}

/// Words that are longer than a line, divided at their hyphens: the reader puts them together again.
fn divided(words: &[Said], room: usize, key: &str, problems: &mut Problems) -> Vec<Word> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let mut start = 0;
        let bytes = word.text.as_bytes();
        while word.text.len() - start > room {
            let hyphen = |at: &usize| {
                bytes[*at] == b'-'
                    && bytes[at - 1].is_ascii_alphanumeric()
                    && bytes.get(at + 1) != Some(&b'-')
            };
            let Some(at) = (start + 1..start + room).rev().find(hyphen) else { break };
            out.push(Word { said: word.part(start..at + 1), divided: true });
            start = at + 1;
        }
        let rest = word.part(start..word.text.len());
        if rest.text.len() > room {
            let message = format!("a word of {} characters is longer than a line of {room}", rest.text.len());
            problems.error(key, &rest, message, "divide it by blanks or hyphens");
        }
        out.push(Word { said: rest, divided: false });
    }
    out
}

/// May a line end before the word at `next`?
fn may_break(words: &[Word], next: usize) -> bool {
    let before = words[next - 1].said.text.as_bytes();
    // The reader joins what a hyphen parts at a line's end.
    let hyphen = matches!(before, [.., before, b'-'] if before.is_ascii_alphanumeric());
    !hyphen && !begins_other(&words[next].said.text)
}

/// Words that begin lines of a heading, an end, a quoted text.
const WORDS: [&str; 56] = [
    "ACTION",
    "APPROVED",
    "ATTENTION",
    "ATTN",
    "BEGIN",
    "BT",
    "CLASSIFIED",
    "CONFIDENTIAL",
    "DECLASSIFIED",
    "DEPT",
    "DERIVED",
    "DRAFTED",
    "E.O",
    "END",
    "EO",
    "EXDIS",
    "EYES",
    "FM",
    "FOR",
    "FROM",
    "INFO",
    "INTRODUCTION",
    "LIMDIS",
    "LIMITED",
    "MESSAGE",
    "NNN",
    "NNNN",
    "NODIS",
    "NOFORN",
    "NOTE",
    "ORIGIN",
    "PAGE",
    "PASS",
    "QTE",
    "QUOTE",
    "REASON",
    "REASONS",
    "REF",
    "REFERENCE",
    "REFERENCES",
    "REFS",
    "REFTEL",
    "REFTELS",
    "SECRET",
    "SECTION",
    "SENSITIVE",
    "SIPDIS",
    "STADIS",
    "SUBJ",
    "SUBJECT",
    "SUMMARY",
    "TAGS",
    "TO",
    "TOP",
    "UNCLAS",
    "UNCLASSIFIED",
];

/// Would a line that begins with this word be read as something else?
pub(crate) fn begins_other(word: &str) -> bool {
    let bytes = word.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let letter = usize::from(digits > 0 && bytes.get(digits).is_some_and(u8::is_ascii_alphabetic));
    let numbered = (1..=3).contains(&digits) && matches!(bytes.get(digits + letter), Some(b'.' | b')'));
    let lettered = matches!(bytes, [b'A'..=b'Z' | b'a'..=b'z', b'.' | b')', ..]);
    let sign = matches!(bytes.first(), Some(b'-' | b'*' | b'_' | b'=' | b'#' | b'('));
    let bare = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let known = WORDS.contains(&bare) || matches!(bare, "UNQUOTE" | "UNQTE" | "ZNR" | "ZNY");
    numbered || lettered || sign || known
}
