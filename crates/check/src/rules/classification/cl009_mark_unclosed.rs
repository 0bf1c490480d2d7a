//! CL009 mark-unclosed.

use super::{MARKS_ASKED, portion};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;

pub(super) static RULE: Rule = Rule {
    code: "CL009",
    name: "mark-unclosed",
    family: Family::Classification,
    eras: &[Era::from(Severity::Note, MARKS_ASKED)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17",
    summary: "A mark stands between two brackets.",
    explanation: "`1. C) SHIPS` and `1. (C SHIPS` lack a bracket. A person reads over it; a program may not \
        see the mark at all.\n\nThe edit puts the first bracket where it is missing. Where the second is \
        missing there is no edit, since it cannot be told for sure that the mark ends there. The mark of an \
        entire text needs no brackets.",
    examples: examples!("CL009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found) {
    let source = look.source();
    for portion in
        portion::portions(look).into_iter().filter(|portion| portion.number.is_some() && !portion.entire)
    {
        let range = portion.span.range();
        let before = source[..range.start].trim_ascii_end();
        let opened = before.last().is_some_and(|b| matches!(b, b'(' | b'[' | b'{'));
        // Blanks, and a stroke with nothing behind it, may stand before the bracket.
        let behind = source[range.end..].iter().find(|b| !matches!(b, b' ' | b'/' | b'-' | b','));
        let closed = behind.is_some_and(|b| matches!(b, b')' | b']' | b'}'));
        let mark = &portion.mark;
        let number = portion.number.unwrap_or(0);
        if closed && !opened {
            let span = Span::new(range.start, range.end + 1);
            let message = format!("{mark}) behind number {number} has no opening bracket");
            found.at(span, message).edit(Span::new(range.start, range.start), "(");
        } else if opened && !closed {
            let span = Span::new(before.len() - 1, range.end);
            found.at(span, format!("({mark} behind number {number} has no closing bracket"));
        }
    }
}
