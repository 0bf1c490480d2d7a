//! What stands before the label where the line is a paragraph: `1. (U) Classified by`.

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
