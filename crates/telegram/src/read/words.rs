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
