//! Page lines, banners and stamps inside a sentence (markings-and-indexing 9.5). The record's texts are without them anyway;
//! here is proposed to take them out of the text itself.

use super::{Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::fields::page_line::{page_line, section_page_line};
use chancery_telegram::syntax::{self, Line};

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    for &span in inside_sentences(look) {
        let reason = "a page ends here, in the middle of a sentence".to_owned();
        out.push(Proposal {
            kind: Kind::Furniture,
            span,
            text: String::new(),
            reason,
            confidence: 0.99,
            quotation: None,
        });
    }
}

/// The stretches that are to go, in the order of the text.
pub(super) fn inside_sentences<'l>(look: &'l Look<'_, '_>) -> &'l [Span] {
    look.cells.pages.get_or_init(|| find(look))
}

fn find(look: &Look<'_, '_>) -> Vec<Span> {
    let mut found = Vec::new();
    let known =
        [syntax::Kind::Banner, syntax::Kind::Stamp, syntax::Kind::PageLine, syntax::Kind::SectionPage];
    if !known.into_iter().any(|kind| look.telegram.has(kind)) {
        return found;
    }
    let lines = look.telegram.lines();
    let mut before: Option<usize> = None;
    let mut furniture = false;
    for (index, line) in lines.iter().enumerate() {
        match line.kind {
            syntax::Kind::Text => {
                if let Some(before) = before.filter(|_| furniture)
                    && goes_on(look.bytes(&lines[before]), look.bytes(line))
                    && lines[before + 1..index].iter().all(|line| is_known(look, line))
                {
                    found.push(Span { start: lines[before].end, end: line.start });
                }
                (before, furniture) = (Some(index), false);
            }
            syntax::Kind::Blank => {}
            kind if kind.is_furniture() => furniture = true,
            _ => (before, furniture) = (None, false),
        }
    }
    found
}

/// A sentence that goes on in the next line: no stop before, no paragraph, item or heading behind.
fn goes_on(before: &[u8], behind: &[u8]) -> bool {
    let last = before.iter().rev().find(|byte| !matches!(byte, b'"' | b'\'' | b')' | b' '));
    let ended = last.is_none_or(|byte| matches!(byte, b'.' | b':' | b';' | b'?' | b'!' | b'-'));
    let figures = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let numbered = figures > 0 && matches!(behind.get(figures), Some(b'.' | b')'));
    let lettered = matches!(behind, [letter, b'.' | b')', ..] if letter.is_ascii_alphabetic());
    !ended && !numbered && !lettered && behind.first().is_some_and(u8::is_ascii_alphanumeric)
}

/// A blank line, a banner, a stamp, or a page line whose number is the telegram's own.
pub(super) fn is_known(look: &Look<'_, '_>, line: &Line) -> bool {
    let own = |number: u32| look.record().mrn.as_ref().is_some_and(|mrn| mrn.number == number);
    match line.kind {
        syntax::Kind::Blank | syntax::Kind::Banner | syntax::Kind::Stamp => true,
        syntax::Kind::PageLine => page_line(look.bytes(line)).is_some_and(|page| own(page.number)),
        syntax::Kind::SectionPage => section_page_line(look.bytes(line)).is_some_and(|page| own(page.number)),
        _ => false,
    }
}
