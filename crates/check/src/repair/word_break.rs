//! Words that a line's end divides (markings-and-indexing 9.5): `PRODUC-` and `TION`.
//!
//! The second half goes up to the first, and the line end behind it, so that no line grows by more than half a word. Where a page
//! ends between them, only the half goes up: what the page's end printed stays where it is.

use super::furniture::is_known;
use super::lexicon::Lexicon;
use super::{Closed, Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::syntax;
use std::cell::LazyCell;

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    let source = look.source();
    let lines = look.telegram.lines();
    let closed = LazyCell::new(|| Closed::new(look));
    let mut taken = 0;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.kind == syntax::Kind::Text) {
        let text = look.bytes(line);
        let Some(before) = text.strip_suffix(b"-").filter(|_| line.text().start as usize >= taken) else {
            continue;
        };
        let Some((between, next)) = goes_on(look, &lines[at + 1..]) else { continue };
        let behind = look.bytes(next);
        let first = letters_at_end(before);
        let second = letters(behind);
        if !is_one_word(first, second) {
            continue;
        }
        let joined = [first, second].concat();
        let end = if between > 0 { "a page's end" } else { "the line's end" };
        let reason = format!("`{}` is divided by {end}", String::from_utf8_lossy(&joined));
        let hyphen = line.text().end as usize - 1;
        let start = next.text().start as usize;
        let edit = |start: usize, end: usize, text: &[u8]| Proposal {
            kind: Kind::WordBreak,
            span: Span { start: start as u32, end: end as u32 },
            text: String::from_utf8_lossy(text).into_owned(),
            reason: reason.clone(),
            confidence: if between > 0 { 0.95 } else { 0.97 },
            quotation: None,
        };
        // Up to the blank behind the word: what stands right behind it goes with it.
        let word = behind.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        let blanks = behind[word..].iter().take_while(|byte| **byte == b' ').count();
        // Half of it may stand where nothing is changed: a quoted document begins with the next line.
        if !closed.allows(&edit(hyphen, start + word + blanks, b"")) {
            continue;
        }
        if between > 0 {
            // Letters and the marks behind them; a line that is this word alone would leave an empty one, and a paragraph's end.
            if blanks > 0 && behind[..word].iter().all(|byte| byte.is_ascii_alphabetic() || is_mark(*byte)) {
                out.push(edit(hyphen, hyphen + 1, &behind[..word]));
                out.push(edit(start, start + word + blanks, b""));
            }
            continue;
        }
        out.push(edit(hyphen, start, b""));
        if blanks > 0 {
            let line_end = &source[line.text_end as usize..line.end as usize];
            out.push(edit(start + word, start + word + blanks, line_end));
        } else {
            // The next line is this word alone, and goes up whole: it can begin no other division.
            taken = next.end as usize;
        }
    }
}

/// The line of text that goes on with the one before, and how many lines of a page's end stand between.
fn goes_on<'l>(look: &Look<'_, '_>, behind: &'l [syntax::Line]) -> Option<(usize, &'l syntax::Line)> {
    let between = behind.iter().take(PAGE).take_while(|line| line.kind != syntax::Kind::Text).count();
    let (between, next) = (&behind[..between], behind.get(between)?);
    let page = between.iter().any(|line| line.kind.is_furniture());
    let known = between.iter().all(|line| is_known(look, line));
    (next.kind == syntax::Kind::Text && (between.is_empty() || page && known))
        .then_some((between.len(), next))
}

/// So many lines a page's end has at most, blank ones with them.
const PAGE: usize = 24;

fn is_mark(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b';' | b':' | b')' | b'?' | b'!' | b'"' | b'\'')
}

/// The joined form is a word, the form with a hyphen is none, and no capital stands behind a small letter.
fn is_one_word(first: &[u8], second: &[u8]) -> bool {
    let (Some(last), Some(begin)) = (first.last(), second.first()) else { return false };
    if last.is_ascii_lowercase() != begin.is_ascii_lowercase() {
        return false;
    }
    let lexicon = Lexicon::builtin();
    lexicon.has(&[first, second].concat()) && !lexicon.has(&[first, b"-", second].concat())
}

/// The letters at the end, where no figure or hyphen stands before them.
fn letters_at_end(text: &[u8]) -> &[u8] {
    let count = text.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (before, letters) = text.split_at(text.len() - count);
    let joined = before.last().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-' || *byte >= 0x80);
    if joined { &[] } else { letters }
}

/// The letters at the beginning, where no figure or hyphen stands behind them.
fn letters(text: &[u8]) -> &[u8] {
    let count = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let joined = text.get(count).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-' || *byte >= 0x80);
    if joined { &[] } else { &text[..count] }
}
