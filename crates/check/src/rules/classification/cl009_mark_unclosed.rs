//! CL009 mark-unclosed.

use super::MARKS_ASKED;
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
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

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for bracket in brackets_missing(look) {
        let (mark, number) = (&bracket.mark, bracket.number);
        let message = match bracket.edit {
            Some(_) => format!("{mark}) behind number {number} has no opening bracket"),
            None => format!("({mark} behind number {number} has no closing bracket"),
        };
        let finding = found.at(bracket.span, message);
        if let Some(place) = bracket.edit {
            finding.edit(place, "(");
        }
    }
}

/// A mark of a numbered paragraph with one bracket.
pub(crate) struct Unclosed<'l> {
    /// The mark, with its bracket.
    pub(crate) span: Span,
    /// The mark without it.
    pub(crate) mark: &'l str,
    /// The paragraph.
    pub(crate) number: u32,
    /// Where the first bracket is missing; none where the second is.
    pub(crate) edit: Option<Span>,
}

/// The marks that lack a bracket.
pub(crate) fn brackets_missing<'l>(look: &'l Look<'_, '_>) -> impl Iterator<Item = Unclosed<'l>> {
    let source = look.source();
    let portions = portion::portions(look).iter().filter(|portion| !portion.entire);
    portions.filter_map(|portion| {
        let (number, mark) = (portion.number?, portion.mark.as_ref());
        let range = portion.span.range();
        let before = source[..range.start].trim_ascii_end();
        let opened = before.last().is_some_and(|b| matches!(b, b'(' | b'[' | b'{'));
        // Blanks, and a stroke with nothing behind it, may stand before the bracket.
        let behind = source[range.end..].iter().find(|b| !matches!(b, b' ' | b'/' | b'-' | b','));
        let closed = behind.is_some_and(|b| matches!(b, b')' | b']' | b'}'));
        let (span, edit) = match (opened, closed) {
            (false, true) => {
                (Span::new(range.start, range.end + 1), Some(Span::new(range.start, range.start)))
            }
            (true, false) => (Span::new(before.len() - 1, range.end), None),
            _ => return None,
        };
        Some(Unclosed { span, mark, number, edit })
    })
}
