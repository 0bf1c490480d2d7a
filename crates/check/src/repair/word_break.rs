//! Words that a line's end divides (markings-and-indexing 9.5): `PRODUC-` and `TION`.
//!
//! The second half goes up to the first, and the line end behind it, so that no line grows by more than half a word.

use super::lexicon::Lexicon;
use super::{Kind, Proposal};
use crate::look::Look;
use chancery_telegram::Span;
use chancery_telegram::syntax;

pub(super) fn propose(look: &Look<'_, '_>, out: &mut Vec<Proposal>) {
    let source = look.source();
    let mut taken = 0;
    for pair in look.telegram.lines().windows(2) {
        let [line, next] = pair else { continue };
        if line.kind != syntax::Kind::Text || next.kind != syntax::Kind::Text {
            continue;
        }
        let text = look.bytes(line);
        let Some(before) = text.strip_suffix(b"-").filter(|_| line.text().start as usize >= taken) else {
            continue;
        };
        let behind = look.bytes(next);
        let first = letters_at_end(before);
        let second = letters(behind);
        if !is_one_word(first, second) {
            continue;
        }
        let joined = [first, second].concat();
        let reason = format!("`{}` is divided by the line's end", String::from_utf8_lossy(&joined));
        let hyphen = line.text().end as usize - 1;
        let start = next.text().start as usize;
        let edit = |start: usize, end: usize, text: &[u8]| Proposal {
            kind: Kind::WordBreak,
            span: Span { start: start as u32, end: end as u32 },
            text: String::from_utf8_lossy(text).into_owned(),
            reason: reason.clone(),
            confidence: 0.97,
            quotation: None,
        };
        out.push(edit(hyphen, start, b""));
        // Up to the blank behind the word: what stands right behind it goes with it.
        let word = behind.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        let blanks = behind[word..].iter().take_while(|byte| **byte == b' ').count();
        if blanks > 0 {
            let line_end = &source[line.text_end as usize..line.end as usize];
            out.push(edit(start + word, start + word + blanks, line_end));
        } else {
            // The next line is this word alone, and goes up whole: it can begin no other division.
            taken = next.end as usize;
        }
    }
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
