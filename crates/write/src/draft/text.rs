//! The text of a draft: paragraphs, lists, headings, quoted texts, tables.

use crate::problem::Problems;
use crate::said::Said;
use chancery_telegram::fields::mark;
use std::ops::Range;

/// Words that begin a line of their own: a paragraph's first ones, or an item of its list, the bullet before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub words: Vec<Said>,
}

/// A paragraph with its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its own number, where the draft gives one.
    pub number: Option<(u32, Said)>,
    /// Its mark, without brackets: `C`, `S/NF`.
    pub mark: Option<Said>,
    /// The words of the paragraph, then those of each item.
    pub runs: Vec<Run>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A heading on a line of its own.
    Heading(Said),
    /// A text in the text: its paragraphs, the first and the last the lines that enclose it.
    Quote(Vec<Run>),
    /// Lines that stay as they are.
    Table(Vec<Said>),
}

/// A line of the draft.
struct Line<'d> {
    /// Without the blanks around it.
    text: &'d str,
    /// Where `text` begins in the draft.
    at: usize,
    /// How many blanks stand before it.
    indent: usize,
}

impl Line<'_> {
    fn words(&self, from: usize) -> Vec<Said> {
        let start = self.at + from;
        Said::at(&self.text[from..], start..self.at + self.text.len()).words()
    }
}

/// Reads the text at `range` of a draft.
pub(crate) fn parse(source: &str, range: Range<usize>, problems: &mut Problems) -> Vec<Part> {
    let mut reading = Reading { parts: Vec::new(), open: false, fence: None, quoting: false, ruled: false };
    let mut at = range.start;
    for raw in source[range].split_inclusive('\n') {
        let text = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        let line = Line { text, at: at + indent.min(raw.len()), indent };
        match reading.fence {
            Some(_) if text.starts_with("```") => reading.fence = None,
            Some(_) => reading.row(raw.trim_end_matches(['\r', '\n']), at),
            None if text.starts_with("```") => reading.begin_table(line.at),
            None => reading.line(&line, problems),
        }
        at += raw.len();
    }
    if let Some(place) = reading.fence {
        let fence = Said::at("", place..place + 3);
        problems.error(
            "text",
            &fence,
            "the table has no end".into(),
            "put a line of three backquotes behind it",
        );
    }
    reading.close();
    reading.parts
}

struct Reading {
    parts: Vec<Part>,
    /// True while the next line goes on with the last run.
    open: bool,
    /// Where the table began that is being read.
    fence: Option<usize>,
    /// True while the last part is a quoted text that is being read.
    quoting: bool,
    /// True while a table of Markdown is read, which is said once.
    ruled: bool,
}

impl Reading {
    fn begin_table(&mut self, at: usize) {
        self.close();
        self.fence = Some(at);
        self.parts.push(Part::Table(Vec::new()));
    }

    fn row(&mut self, raw: &str, at: usize) {
        let row = raw.trim_end();
        if let Some(Part::Table(rows)) = self.parts.last_mut() {
            rows.push(Said::at(row, at..at + row.len()));
        }
    }

    /// Ends what is open.
    fn close(&mut self) {
        self.open = false;
        if std::mem::take(&mut self.quoting)
            && let Some(Part::Quote(runs)) = self.parts.last_mut()
        {
            runs.retain(|run| !run.words.is_empty());
            // `>` alone encloses nothing.
            if runs.is_empty() {
                self.parts.pop();
                return;
            }
            let first = runs.first().and_then(|run| run.words.first()).cloned().unwrap_or_default();
            // `> QUOTE` and `> BEGIN TEXT` enclose themselves.
            if ["QUOTE", "QTE", "BEGIN"]
                .iter()
                .any(|word| first.text.trim_end_matches([':', '.', ',']).eq_ignore_ascii_case(word))
            {
                return;
            }
            let last = runs.last().and_then(|run| run.words.last()).cloned().unwrap_or_default();
            let words =
                |text: &str, near: &Said| Run { words: text.split(' ').map(|w| near.made(w)).collect() };
            runs.insert(0, words("BEGIN TEXT", &first));
            runs.push(words("END TEXT", &last));
        }
    }

    fn line(&mut self, line: &Line<'_>, problems: &mut Problems) {
        let quoted =
            line.text.strip_prefix('>').filter(|text| text.is_empty() || text.starts_with([' ', '>']));
        if let Some(quoted) = quoted {
            return self.quoted(line, quoted);
        }
        if self.quoting {
            self.close();
        }
        if line.text.is_empty() {
            (self.open, self.ruled) = (false, false);
            return;
        }
        self.signs(line, problems);
        let behind = line.text.trim_start_matches('#');
        let headed = line.text.starts_with('#') && (behind.is_empty() || behind.starts_with(' '));
        if let Some(heading) = line.text.strip_prefix('#').filter(|_| headed) {
            let words = heading.trim_start_matches('#').trim();
            let start = line.at + line.text.len() - heading.trim_start_matches('#').trim_start().len();
            self.open = false;
            self.parts.push(Part::Heading(Said::at(words, start..start + words.len())));
            return;
        }
        if let Some(bullet) = bullet(line.text) {
            return self.item(line, bullet, bullet);
        }
        if self.counts(line.text) {
            // The sign is put before it.
            return self.item(line, 0, 0);
        }
        let last = match self.parts.last_mut() {
            Some(Part::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        };
        let in_list = last.as_ref().is_some_and(|paragraph| paragraph.runs.len() > 1);
        let numbered = number(line.text).filter(|&(number, taken)| {
            let next = last
                .as_ref()
                .and_then(|p| p.number.as_ref())
                .is_some_and(|(before, _)| *before + 1 == number);
            !self.open || next && line.text[taken..].trim_start().starts_with('(')
        });
        let goes_on = self.open || line.indent >= 2 && in_list && numbered.is_none();
        if let Some(paragraph) = last.filter(|_| goes_on && numbered.is_none()) {
            if let Some(run) = paragraph.runs.last_mut() {
                run.words.extend(line.words(0));
            }
        } else {
            self.paragraph(line, numbered);
        }
        self.open = true;
    }

    /// Warns of signs of Markdown that a telegram has no form for: they would be sent as they stand.
    fn signs(&mut self, line: &Line<'_>, problems: &mut Problems) {
        let ruled = line.text.starts_with('|') && line.text.matches('|').count() > 1;
        if ruled && !std::mem::replace(&mut self.ruled, ruled) {
            let said = Said::at(line.text, line.at..line.at + line.text.len());
            let message = "the strokes of this table are sent as they stand, and its rows as running text";
            let help = "put a line of three backquotes before and behind it, and blanks between its columns";
            problems.warning("text", &said, message.into(), help);
        }
        if let Some(place) = (!ruled).then(|| emphasis(line.text)).flatten() {
            let said = Said::at(&line.text[place.clone()], line.at + place.start..line.at + place.end);
            let message = "the signs are sent as they stand: a telegram has no emphasis and no links".into();
            problems.warning("text", &said, message, "take the signs out");
        }
    }

    fn paragraph(&mut self, line: &Line<'_>, numbered: Option<(u32, usize)>) {
        let mut paragraph = Paragraph::default();
        let mut from = 0;
        if let Some((number, taken)) = numbered {
            paragraph.number = Some((number, Said::at(&line.text[..taken], line.at..line.at + taken)));
            from = line.text.len() - line.text[taken..].trim_start().len();
        }
        if let Some(found) = mark::read(&line.text[from..], numbered.is_some()).filter(|found| !found.small) {
            let place = from + found.text.start..from + found.text.end;
            let said = Said::at(&line.text[place.clone()], line.at + place.start..line.at + place.end);
            paragraph.mark = Some(said);
            from += found.len;
        }
        paragraph.runs.push(Run { words: line.words(from) });
        self.parts.push(Part::Paragraph(paragraph));
    }

    /// True for `1) words` below a paragraph that has no such number: an item that is counted, which keeps its number behind the sign
    /// of an item. A reader would take a line that begins with it for a paragraph.
    fn counts(&self, text: &str) -> bool {
        let Some((_, taken)) = number(text).filter(|&(_, taken)| text[..taken].ends_with(')')) else {
            return false;
        };
        let rest = text[taken..].trim_start();
        let marked = mark::read(rest, true).is_some_and(|found| !found.small);
        match self.parts.last() {
            Some(Part::Paragraph(paragraph)) => {
                let own = paragraph.number.as_ref();
                !marked && own.is_none_or(|(_, said)| !said.text.ends_with(')'))
            }
            _ => false,
        }
    }

    fn item(&mut self, line: &Line<'_>, taken: usize, sign: usize) {
        let sign = Said::at("--", line.at..line.at + sign);
        let words = [sign].into_iter().chain(line.words(taken)).collect();
        match self.parts.last_mut() {
            Some(Part::Paragraph(paragraph)) => paragraph.runs.push(Run { words }),
            _ => self
                .parts
                .push(Part::Paragraph(Paragraph { runs: vec![Run { words }], ..Paragraph::default() })),
        }
        self.open = true;
    }

    fn quoted(&mut self, line: &Line<'_>, quoted: &str) {
        if !self.quoting {
            self.close();
            self.parts.push(Part::Quote(vec![Run::default()]));
            self.quoting = true;
        }
        let Some(Part::Quote(runs)) = self.parts.last_mut() else { return };
        // The line that encloses a text stands alone.
        let words = quoted.trim().to_uppercase();
        let ends = ["UNQUOTE", "UNQTE", "END TEXT", "END QUOTE"].iter().any(|word| words.starts_with(word));
        if words.is_empty() || ends {
            runs.push(Run::default());
        }
        if words.is_empty() {
            return;
        }
        if let Some(run) = runs.last_mut() {
            run.words.extend(line.words(line.text.len() - quoted.len()));
        }
    }
}

/// The first words of a line that Markdown would set apart, with the signs that do: `**words**`, `_word_`, `[words](address)`.
fn emphasis(text: &str) -> Option<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric();
    for sign in ["**", "__", "*", "_", "`"] {
        let mut from = 0;
        while let Some(begin) = text.get(from..)?.find(sign).map(|at| from + at) {
            from = begin + sign.len();
            let inside = &text[from..];
            let opens = !text[..begin].ends_with(is_word) && inside.starts_with(|c: char| !c.is_whitespace());
            let Some(end) = inside.find(sign).filter(|end| opens && *end > 0) else { continue };
            let closes = !inside[..end].ends_with(char::is_whitespace)
                && !inside[end + sign.len()..].starts_with(is_word);
            if closes && inside[..end].contains(is_word) {
                return Some(begin..from + end + sign.len());
            }
        }
    }
    let link = text.find("](")?;
    let begin = text[..link].rfind('[')?;
    let end = link + text[link..].find(')')? + 1;
    Some(begin..end)
}

/// The bytes of a bullet with a blank or the line's end behind it: `-`, `*`, `--`. Alone on its line it has its words on the next.
fn bullet(text: &str) -> Option<usize> {
    let is =
        |sign: &&&str| text.strip_prefix(**sign).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    ["--", "-", "*"].iter().find(is).map(|sign| sign.len())
}

/// A paragraph's own number, and the bytes it takes: `3.`, `3)`.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let closes = text[digits..].starts_with(['.', ')']);
    let blank = text[digits..].chars().nth(1).is_none_or(|c| c.is_whitespace() || c == '(');
    if !(1..=3).contains(&digits) || !closes || !blank {
        return None;
    }
    Some((text[..digits].parse().ok()?, digits + 1))
}
