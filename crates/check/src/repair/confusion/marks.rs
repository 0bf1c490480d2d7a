//! Portion marks before their number, and without their first bracket: what CL008 and CL009 find.

use super::{Confusion, Misread};
use crate::look::Look;
use crate::rules::{MARKS_ASKED, brackets_missing, marks_before_numbers};

pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    if !look.sent_from(MARKS_ASKED) {
        return;
    }
    let swapped = marks_before_numbers(look).iter().map(|mark| {
        let text = format!("{} {}", mark.number, mark.printed);
        (mark.span, text, "the number of a paragraph stands before its mark")
    });
    let closed = brackets_missing(look)
        .filter_map(|mark| Some((mark.edit?, "(".to_owned(), "a portion mark stands in two brackets")));
    out.extend(swapped.chain(closed).map(|(span, text, reason)| Confusion {
        what: Misread::Mark,
        span,
        text,
        reason: reason.to_owned(),
        confidence: 0.98,
    }));
}
