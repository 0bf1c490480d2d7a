//! The text: paragraphs with their numbers and marks (TF 6.11).

use super::Cx;
use crate::characters;
use crate::draft::{Draft, Part};
use crate::layout::{Cut, Line, WIDTH, wrap};
use crate::problem::Problems;
use crate::said::{Said, joined, whole};

/// A part of the text, in lines.
#[derive(Debug)]
pub(crate) struct Block {
    /// What it is to the reader.
    pub(crate) kind: Kind,
    pub(crate) number: Option<u32>,
    pub(crate) mark: Option<String>,
    /// Its words as a reader shall read them, without number and mark; items on lines of their own.
    pub(crate) text: String,
    /// The first words, to point at.
    pub(crate) said: Said,
    pub(crate) lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Paragraph,
    Heading,
    Quote,
    Table,
}

pub(super) fn read(draft: &Draft, cx: &Cx<'_>, problems: &mut Problems) -> Vec<Block> {
    let paragraphs = draft.text.iter().filter(|part| matches!(part, Part::Paragraph(_))).count();
    let own = draft.text.iter().any(|part| matches!(part, Part::Paragraph(one) if one.number.is_some()));
    // Where none has its own number all get one; a single paragraph gets none (5 FAH-1 H-246.2b).
    let count = !own && paragraphs > 1 && !draft.as_given;
    let mut number = 0;
    let mut blocks = Vec::with_capacity(draft.text.len());
    for part in &draft.text {
        blocks.push(match part {
            Part::Paragraph(paragraph) => {
                number += 1;
                let given = paragraph.number.as_ref().map(|(number, _)| *number);
                let number = given.or(count.then_some(number));
                let mark = paragraph.mark.as_ref().map(|mark| mark.text.to_uppercase());
                let mut block = Block {
                    kind: Kind::Paragraph,
                    number,
                    mark: mark.clone(),
                    text: String::new(),
                    said: Said::default(),
                    lines: Vec::new(),
                };
                let mut lead = Vec::new();
                lead.extend(number.map(|number| {
                    let place = paragraph.number.as_ref().and_then(|(_, said)| said.place.clone());
                    Said { text: format!("{number}."), place, made: true }
                }));
                lead.extend(mark.map(|mark| Said {
                    text: format!("({mark})"),
                    place: paragraph.mark.as_ref().and_then(|mark| mark.place.clone()),
                    made: true,
                }));
                for run in &paragraph.runs {
                    let words = characters::all(run.words.clone(), cx.upper, "text", problems);
                    block.run(words, std::mem::take(&mut lead), problems);
                }
                block
            }
            Part::Heading(said) => heading(said, cx, problems),
            Part::Quote(runs) => {
                let mut block = Block::new(Kind::Quote);
                for run in runs {
                    let words = characters::all(run.words.clone(), cx.upper, "text", problems);
                    block.run(words, Vec::new(), problems);
                }
                // What stands at a page's or section's end within it would be read as a part of it.
                for line in &mut block.lines {
                    line.cut = Cut::No;
                }
                block
            }
            Part::Table(rows) => table(rows, cx, problems),
        });
    }
    blocks.retain(|block| !block.lines.is_empty());
    blocks
}

impl Block {
    fn new(kind: Kind) -> Block {
        Block {
            kind,
            number: None,
            mark: None,
            text: String::new(),
            said: Said::default(),
            lines: Vec::new(),
        }
    }

    /// Adds words that begin a line of their own, behind number and mark.
    fn run(&mut self, words: Vec<Said>, lead: Vec<Said>, problems: &mut Problems) {
        if words.is_empty() && lead.is_empty() {
            return;
        }
        if self.lines.is_empty() {
            let place = whole(&lead).or_else(|| whole(&words));
            self.said = Said { text: joined(&words), place, made: words.iter().any(|word| word.made) };
        } else {
            self.text.push('\n');
            // A blank line before each item: no sentence runs into a list.
            self.lines.push(Line::blank());
        }
        self.text.push_str(&joined(&words));
        let all: Vec<Said> = lead.into_iter().chain(words).collect();
        let mut lines = wrap(&all, 0, "text", problems);
        for (index, line) in lines.iter_mut().enumerate() {
            line.cut = if index > 0 { Cut::Within } else { Cut::No };
        }
        if self.lines.is_empty()
            && self.number.is_some()
            && let Some(first) = lines.first_mut()
        {
            first.cut = Cut::Between;
        }
        self.lines.extend(lines);
    }
}

/// A heading: a line with a row of hyphens of its length beneath.
fn heading(said: &Said, cx: &Cx<'_>, problems: &mut Problems) -> Block {
    let words = cx.words(said, "text", problems);
    let text = joined(&words);
    if text.len() > WIDTH {
        let message = format!("a heading of {} characters is longer than a line of {WIDTH}", text.len());
        problems.error("text", said, message, "make it shorter");
    }
    let mut block = Block::new(Kind::Heading);
    if text.is_empty() {
        return block;
    }
    let mut line = Line::of(&words);
    line.cut = Cut::Between;
    block.lines = vec![line, Line::plain("-".repeat(text.len().clamp(3, WIDTH)))];
    block.said = said.clone();
    block.text = text;
    block
}

/// A table: its lines as they are.
fn table(rows: &[Said], cx: &Cx<'_>, problems: &mut Problems) -> Block {
    let mut block = Block::new(Kind::Table);
    for row in rows {
        let mut line = Line::default();
        let mut at = 0;
        for word in row.split(|c| c == ' ') {
            // Columns are kept: the blanks before a word are those of the draft.
            let start = row.text[at..].find(&word.text).map_or(at, |found| at + found);
            line.text.push_str(&" ".repeat(start - at));
            at = start + word.text.len();
            line.glued(&characters::word(&word, cx.upper, "text", problems));
        }
        if line.text.len() > WIDTH {
            let message = format!("a row of {} columns is longer than a line of {WIDTH}", line.text.len());
            problems.error("text", row, message, "make the table narrower");
        }
        block.lines.push(line);
    }
    block.said = rows.first().cloned().unwrap_or_default();
    block
}
