//! Portion marks before their number, and without their first bracket (CL008, CL009).

use super::{Confusion, Misread};
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::fields::mark;
use chancery_telegram::syntax::Kind;
use jiff::civil::{Date, date};

/// The first day of Executive Order 12065, under which portions are marked.
const MARKED_FROM: Date = date(1978, 12, 1);

pub(super) fn find(look: &Look<'_, '_>, out: &mut Vec<Confusion>) {
    if !look.sent_from(MARKED_FROM) {
        return;
    }
    for line in look.telegram.lines().iter().filter(|line| line.kind == Kind::Text) {
        let text = look.bytes(line);
        let found = match text.first() {
            Some(b'(') => before_number(text),
            Some(byte) if byte.is_ascii_digit() => unclosed(text),
            _ => None,
        };
        let Some((start, end, text, reason)) = found else { continue };
        let at = line.text().start;
        let span = Span { start: at + start as u32, end: at + end as u32 };
        out.push(Confusion { what: Misread::Mark, span, text, reason: reason.to_owned(), confidence: 0.98 });
    }
}

/// `(C) 3.` for `3. (C)`.
fn before_number(text: &[u8]) -> Option<(usize, usize, String, &'static str)> {
    let line = std::str::from_utf8(text).ok()?;
    let mark = mark::read(line, false).filter(|mark| !mark.small && line[..mark.len].ends_with(')'))?;
    let blanks = text[mark.len..].iter().take_while(|byte| **byte == b' ').count();
    let number = mark.len + blanks;
    let figures = text[number..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let end = number + figures + 1;
    let plain = blanks > 0 && figures > 0 && text.get(end - 1) == Some(&b'.') && text.get(end) == Some(&b' ');
    let swapped = format!("{} {}", line.get(number..end)?, line.get(..mark.len)?);
    plain.then_some((0, end, swapped, "the number of a paragraph stands before its mark"))
}

/// `1. C) SHIPS` for `1. (C) SHIPS`.
fn unclosed(text: &[u8]) -> Option<(usize, usize, String, &'static str)> {
    let figures = text.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let [b'.', b' ', rest @ ..] = &text[figures..] else { return None };
    let close = rest.iter().take(8).position(|byte| *byte == b')')?;
    let inner = std::str::from_utf8(&rest[..close]).ok()?;
    // A letter alone may be an item's; the levels are not.
    let marked = format!("({inner})");
    let mark = mark::read(&marked, true).filter(|mark| !mark.small && mark.len == marked.len())?;
    let level = inner.starts_with(['U', 'C', 'S', 'T', 'L']) && mark.text == (1..1 + inner.len());
    let at = figures + 2;
    level.then_some((at, at + close + 1, marked, "a portion mark stands in two brackets"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_swapped_and_closed() {
        let swapped = before_number(b"(C) 3. SHIPS").map(|found| (found.0, found.1, found.2));
        assert_eq!(swapped, Some((0, 6, "3. (C)".to_owned())));
        assert_eq!(before_number(b"(C) 3.5 SHIPS"), None);
        assert_eq!(before_number(b"(C) SHIPS"), None);
        let closed = unclosed(b"1. C) SHIPS").map(|found| (found.0, found.1, found.2));
        assert_eq!(closed, Some((3, 5, "(C)".to_owned())));
        assert_eq!(unclosed(b"1. (C) SHIPS"), None);
        assert_eq!(unclosed(b"1. A) SHIPS"), None);
        assert_eq!(unclosed(b"1. SHIPS (C)"), None);
    }
}
