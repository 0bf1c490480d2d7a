//! What the text of a telegram is made of, for whoever sets it: the signs before the items of a list, and what a release took out.

use crate::words;
use chancery_telegram::record::{Block, Record, Redaction};

/// The precedence in words: that of the action addressees, and of the others where it is another one.
pub fn precedence(record: &Record<'_>) -> Option<String> {
    let own = record.precedence?;
    Some(match record.info_precedence {
        Some(info) => format!("{} ({} for information)", own.as_str(), info.as_str()),
        None => own.as_str().to_owned(),
    })
}

/// The pass and attention lines, each once: one that names several offices gives several entries.
pub fn pass_lines<'r>(record: &'r Record<'_>) -> Vec<&'r str> {
    let mut lines: Vec<&str> = record.pass_to.iter().map(|pass| pass.text.as_ref()).collect();
    lines.dedup();
    lines
}

/// The offices of the Department that it came from and that were to act, each list with its label.
pub fn offices(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let lists = record.distribution.iter().flat_map(|own| [("Origin", &own.origin), ("Action", &own.action)]);
    lists.filter(|(_, list)| !list.is_empty()).map(|(label, list)| (label, words::offices(list))).collect()
}

/// Which of its sections are there.
pub fn sections(record: &Record<'_>) -> Option<String> {
    record.sections.as_ref().and_then(words::sections)
}

/// In how many places something was taken out.
pub fn taken_out(record: &Record<'_>) -> Option<String> {
    match record.redactions.len() {
        0 => None,
        1 => Some("1 place".to_owned()),
        places => Some(format!("{places} places")),
    }
}

/// What a line of a list begins with (`--`, `*`, `A.`, `(1)`), and the words behind it. None for a line that is no item.
pub fn bullet(line: &str) -> Option<(&str, &str)> {
    crate::wrap::bullet(line)
}

/// The redactions of a record, block by block. They come in the order of the text.
#[derive(Clone, Debug)]
pub struct Redactions<'r, 's> {
    rest: &'r [Redaction<'s>],
}

impl<'r, 's> Redactions<'r, 's> {
    /// Those of a record.
    pub fn of(record: &'r Record<'s>) -> Redactions<'r, 's> {
        Redactions { rest: &record.redactions }
    }

    /// Those of the next block; blocks are asked for in order.
    pub fn next(&mut self, block: &Block<'_>) -> Taken<'r, 's> {
        let before = self.rest.iter().take_while(|redaction| redaction.span.end <= block.span.start).count();
        let (_, rest) = self.rest.split_at(before);
        let inside = rest.iter().take_while(|redaction| redaction.span.start < block.span.end).count();
        let (inside, rest) = rest.split_at(inside);
        self.rest = rest;
        Taken { next: inside }
    }
}

/// What was taken out of a block and is not yet met in its words.
#[derive(Clone, Debug)]
pub struct Taken<'r, 's> {
    next: &'r [Redaction<'s>],
}

impl Taken<'_, '_> {
    /// Divides words of the block; the words of a block are given in order. `each` gets the pieces one after the other, and whether
    /// the piece stands for what was taken out.
    pub fn pieces<'w>(&mut self, words: &'w str, each: &mut dyn FnMut(&'w str, bool)) {
        let mut rest = words;
        while let Some((redaction, next)) = self.next.split_first() {
            let text = Some(&redaction.text).filter(|text| !text.is_empty());
            let Some(at) = text.and_then(|text| rest.find(text.as_ref())) else { break };
            let end = at + redaction.text.len();
            each(&rest[..at], false);
            each(&rest[at..end], true);
            rest = &rest[end..];
            self.next = next;
        }
        each(rest, false);
    }
}
