//! Small questions about lines of text.

/// True when no lower-case letter stands in `text` and some capital does.
pub(crate) fn all_capitals(text: &[u8]) -> bool {
    !text.iter().any(u8::is_ascii_lowercase) && text.iter().any(u8::is_ascii_uppercase)
}

/// True when a sentence can end with this line: full stop, question mark, exclamation mark, colon, or one of them before
/// a closing quote or bracket.
pub(crate) fn ends_sentence(text: &[u8]) -> bool {
    closing(text).is_some_and(ends_sentence_with)
}

/// The last byte that is no closing quote or bracket.
#[inline]
pub(crate) fn closing(text: &[u8]) -> Option<u8> {
    text.iter().rev().copied().find(|b| !matches!(b, b'"' | b'\'' | b')' | b']' | b' ' | b'*'))
}

/// True for a byte that ends a sentence.
#[inline]
pub(crate) fn ends_sentence_with(byte: u8) -> bool {
    matches!(byte, b'.' | b'?' | b'!' | b':' | b';')
}

/// Finds `needle` (given in capitals) in `text` whatever the case of its letters. Linear for the short needles used here.
pub(crate) fn find_ignoring_case(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    memchr::memchr2_iter(first.to_ascii_lowercase(), *first, text)
        .find(|&at| text.len() - at > rest.len() && text[at + 1..=at + rest.len()].eq_ignore_ascii_case(rest))
}
