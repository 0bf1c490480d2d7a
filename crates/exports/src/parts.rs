//! What the text of a telegram is made of, for whoever sets it: the signs before the items of a list, and what a release took out.

use chancery_telegram::record::{Block, Record, Redaction};

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
