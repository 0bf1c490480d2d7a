//! References in free words: e-mails, calls, letters, publications.

use super::kinds;
use super::list::{Divider, List};
use super::split;
use super::tokens::Tokens;
use crate::record::ReferenceKind;

/// The longest reference in free words, in bytes. What is longer is the telegram's own text.
const LONGEST_WORDS: usize = 400;

/// The longest one that names no kind of document.
const LONGEST_UNKNOWN: usize = 110;

/// A line of this length or longer was full, and the next one may go on with its sentence.
const FULL_LINE: usize = 42;

impl List<'_, '_> {
    /// Reads a reference in free words; gives the token behind it, none where it is no reference and the list ends.
    pub(super) fn free_words(&mut self, i: usize, divider: Divider) -> Option<usize> {
        let end = self.end_of_words(i);
        let mut last = end;
        while last > i
            && (matches!(self.t.mark(last - 1), b',' | b'.' | b':' | b'-' | b'/' | b'&')
                || self.t.is_line(last - 1))
        {
            last -= 1;
        }
        let (from, to) = (self.t.start(i), self.t.end_before(last));
        let kind = kinds::of(&self.t, i, end);
        let words = (i..end).filter(|&at| self.t.word(at).len() > 1).count();
        let names = (i..end).any(|at| self.t.word(at).len() > 1 && !self.t.sense(at).is_place());
        let sentence = (i..end).any(|at| self.t.sense(at).is_of_sentence());
        let len = to.saturating_sub(from);
        if len > LONGEST_WORDS || kind == ReferenceKind::Other && len > LONGEST_UNKNOWN && !self.open {
            return None;
        }
        if is_nothing(&self.t, i) || is_this_text(&self.t, i, last) {
            // `N/A`, `NONE`, `SEE BELOW`: the list says that there is nothing.
            return (self.open || !self.items.is_empty()).then_some(end);
        }
        let first = self.items.is_empty();
        let stands = match kind {
            _ if self.open => words > 0,
            ReferenceKind::Other if first => names && !sentence,
            ReferenceKind::Other => divider == Divider::Semicolon && names && !sentence,
            _ => !sentence || len < LONGEST_UNKNOWN && first,
        };
        if stands {
            self.push(kind, from, to, None);
            self.carry = None;
            return Some(end.max(i + 1));
        }
        if first || divider >= Divider::Line || words > 6 || sentence {
            return None;
        }
        // A remark on the item before, behind a comma.
        Some(end.max(i + 1))
    }

    /// Where a reference in free words ends (TF 6.9). It holds commas and dates, so it ends only where the next item is clear.
    fn end_of_words(&mut self, i: usize) -> usize {
        let mut depth = 0u32;
        let mut line_start = self.t.start(i);
        let first = self.t.start(i);
        let mut at = i;
        while at < self.t.len() {
            if self.t.start(at) - first > LONGEST_WORDS + 8 {
                break;
            }
            if at > i && depth == 0 && self.label_at(at, false).is_some() {
                break;
            }
            match self.t.mark(at) {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                b';' if depth == 0 => break,
                b',' | b':' | b'.' | b'/' if depth == 0 => {
                    let gap = !self.t.is_glued(at + 1);
                    let and = usize::from(self.t.is(at + 1, &["AND"]));
                    let paragraph = self.t.mark(at) == b'.' && gap && self.is_paragraph(at + 1);
                    if paragraph || gap && self.is_sure_telegram(at + 1 + and) {
                        break;
                    }
                }
                0 if self.t.is_line(at) => {
                    let full = self.t.end_before(at) - line_start >= FULL_LINE;
                    if !self.words_go_on(at, full || depth > 0) {
                        break;
                    }
                    line_start = self.t.start(at + 1);
                }
                0 if self.t.is(at, &["AND"]) && depth == 0 && self.is_sure_telegram(at + 1) => break,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Whether free words go on behind the line end at `i`.
    fn words_go_on(&mut self, i: usize, full: bool) -> bool {
        let next = i + 1;
        if self.t.is_line_end(next) || self.is_paragraph(next) || split::is_behind_list(&self.t, next) {
            return false;
        }
        if self.is_sure_telegram(next) {
            return false;
        }
        let hanging = self.is_hanging(i, next);
        let links = self
            .t
            .is(i.saturating_sub(1), &["OF", "TO", "AND", "FROM", "ON", "THE", "FOR", "DATED", "BETWEEN"])
            || matches!(self.t.mark(i.saturating_sub(1)), b',' | b'-' | b'/' | b'(');
        full || hanging || links
    }
}

/// `N/A`, `NONE`, `NIL`, `NOT APPLICABLE`
fn is_nothing(t: &Tokens, i: usize) -> bool {
    t.is(i, &["N"]) && t.mark(i + 1) == b'/' && t.is(i + 2, &["A"])
        || t.is(i, &["NONE", "NIL", "NA"])
        || t.is(i, &["NOT"]) && t.is(i + 1, &["APPLICABLE"])
}

/// `BELOW`, `AS BELOW`, `PARA 5 BELOW`, `TEXT`: a place in the telegram itself, behind which nothing else is named.
fn is_this_text(t: &Tokens, i: usize, end: usize) -> bool {
    const PLACES: [&str; 4] = ["BELOW", "ABOVE", "TEXT", "FOLLOWS"];
    const BEFORE: [&str; 11] =
        ["AS", "SEE", "PARA", "PARAS", "PARAGRAPH", "PARAGRAPHS", "LISTED", "GIVEN", "IN", "NOTE", "THE"];
    let number = |at| !t.digits(at).is_empty();
    end > i && t.is(end - 1, &PLACES) && (i..end - 1).all(|at| t.is(at, &BEFORE) || number(at))
}
