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

/// The last byte that is no closing quote or bracket. Typographic quotes are such too, in UTF-8 and in Windows-1252.
#[inline]
pub(crate) fn closing(text: &[u8]) -> Option<u8> {
    let mut rest = text;
    loop {
        rest = match rest {
            [before @ .., b'"' | b'\'' | b')' | b']' | b' ' | b'*'] => before,
            [before @ .., 0xe2, 0x80, 0x99 | 0x9d] => before,
            [before @ .., 0x92 | 0x94] if before.last().is_some_and(u8::is_ascii) => before,
            _ => return rest.last().copied(),
        };
    }
}

/// True for a byte that ends a sentence.
#[inline]
pub(crate) fn ends_sentence_with(byte: u8) -> bool {
    matches!(byte, b'.' | b'?' | b'!' | b':' | b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_brackets_close_a_sentence() {
        for text in [
            &b"It works."[..],
            b"(It works.)",
            b"He said it.\"",
            b"He said it.\x94",
            "He said ‘it.’”".as_bytes(),
        ] {
            assert!(ends_sentence(text), "{text:?}");
        }
        for text in [&b"It works"[..], b"(nine)", "it works.—".as_bytes(), "It’".as_bytes(), b"\x94", b""]
        {
            assert!(!ends_sentence(text), "{text:?}");
        }
    }
}
