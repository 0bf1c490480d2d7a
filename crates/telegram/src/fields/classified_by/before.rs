//! What stands around the label: the number and mark of a paragraph, `1. (U) Classified by`; the label once more; the letters of a
//! form's parts; and reasons without a label.

use super::reasons;
use std::ops::Range;

/// Passes over a paragraph's number before the label, and the bracket of the mark behind it: `1. (U) Classified by`.
pub(super) fn number(bytes: &[u8], start: usize) -> usize {
    let digits = bytes[start..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let behind = start + digits + 1;
    if !(1..=2).contains(&digits) || !matches!(bytes.get(start + digits), Some(b'.' | b')')) {
        return start;
    }
    behind + bytes[behind..].iter().take(8).take_while(|b| matches!(b, b' ' | b'(')).count()
}

/// Passes over a portion mark before the label: `(U) Classified by`.
pub(super) fn mark(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let behind = bytes[start..].iter().take(4).position(|b| *b == b')').map(|at| start + at + 1);
    match behind.filter(|_| start > 0 && bytes[start - 1] == b'(') {
        Some(at) => at + bytes[at..].iter().take_while(|b| **b == b' ').count(),
        None => start,
    }
}

/// The bytes of a label that stands once more behind the first: `Classified By: Classified by DCM Rowan`.
pub(super) fn again(text: &str) -> usize {
    super::label(text).filter(|label| !label.derived).map_or(0, |label| label.len)
}

/// True where the text is reasons alone, the classifier left out: `Reason for classification: 1.4 (b)`, `REASONS 1.5 (B,D)`.
pub(super) fn are_reasons(text: &str) -> bool {
    let text = text.trim_start();
    text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("REASON"))
        && !reasons::read(text, 0..text.len()).list.is_empty()
}

/// The stretch of persons without the letters that divide the paragraph's parts: `A) Ambassador Weaver B) Reasons 1.4 (b)`.
pub(super) fn without_letters(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim_end();
    let first = ["A)", "(A)", "A."]
        .into_iter()
        .find(|letter| part.get(..letter.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(letter)));
    let last = [" B)", "(B)", " B."].into_iter().find(|letter| {
        let at = part.len().checked_sub(letter.len());
        at.and_then(|at| part.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(letter))
    });
    match (first, last) {
        (Some(first), Some(last)) if first.len() + last.len() < part.len() => {
            range.start + first.len()..range.start + part.len() - last.len()
        }
        _ => range,
    }
}
