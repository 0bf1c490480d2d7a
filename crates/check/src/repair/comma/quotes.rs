//! Signs that stand for quotation marks (markings-and-indexing 9.2): `&quiet harbor8`, `,quiet harbor,`.

use std::ops::Range;

/// Two signs that stand for quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) open: usize,
    pub(crate) close: usize,
}

/// The longest quotation that is looked for, in bytes.
const LONGEST: usize = 1500;

/// The longest in single marks: a word or a phrase; where no other sign shows that it ends there, a shorter one.
const SHORT: usize = 90;
const SHORTEST: usize = 40;

/// What `&` and `8` are in a paragraph: pairs, and signs that have no partner.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ampersands {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) alone: Vec<usize>,
}

/// Looks through a paragraph for `&word8`.
pub(crate) fn ampersands(text: &[u8], paragraph: Range<usize>) -> Ampersands {
    let mut found = Ampersands::default();
    let mut open: Option<usize> = None;
    for at in memchr::memchr2_iter(b'&', b'8', &text[paragraph.clone()]).map(|at| paragraph.start + at) {
        if text[at] == b'&' {
            if opens(text, at, &paragraph) {
                found.alone.extend(open.replace(at));
            }
        } else if closes(text, at, &paragraph)
            && let Some(begin) = open.filter(|begin| at - begin <= LONGEST)
        {
            found.pairs.push(Pair { open: begin, close: at });
            open = None;
        }
    }
    found.alone.extend(open);
    // One that has lost its partner can be the partner of any other.
    if !found.alone.is_empty() {
        found.alone.extend(found.pairs.drain(..).flat_map(|pair| [pair.open, pair.close]));
        found.alone.sort_unstable();
    }
    found
}

/// `&` at the beginning of a word: not `AT&T`, `R & D`, `&amp;`. An apostrophe beside a sign counts as the comma that it was before it
/// was mended: what is a pair must not hang on whether the commas are mended already.
fn opens(text: &[u8], at: usize, paragraph: &Range<usize>) -> bool {
    let before = text[paragraph.start..at].last().copied().unwrap_or(b' ');
    let rest = &text[at + 1..paragraph.end];
    let name = rest.iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    let entity = name >= 2 && rest.get(name) == Some(&b';');
    (before.is_ascii_whitespace() || matches!(before, b'(' | b'-' | b'/'))
        && rest
            .first()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b'\''))
        && !entity
}

/// `8` at the end of a word: not `28`, `G8`, `F-18`.
fn closes(text: &[u8], at: usize, paragraph: &Range<usize>) -> bool {
    let before = &text[paragraph.start..at];
    let letters = before.iter().rev().take(2).take_while(|byte| byte.is_ascii_alphabetic()).count();
    // `harbor.8`, and `harbor.,8` where a quotation in single marks ends too.
    let sign = matches!(before, [.., word, b'.' | b',' | b'\'' | b'?' | b'!' | b';' | b':' | b')']
        if word.is_ascii_alphabetic() || matches!(word, b'.' | b'?' | b'!'));
    let behind = text[at + 1..paragraph.end].first().copied().unwrap_or(b' ');
    // `G8`, `A8` are names; a letter alone before it is one.
    (letters == 2 || sign)
        && (behind >= 0x80
            || behind.is_ascii_whitespace()
            || matches!(behind, b'.' | b',' | b'\'' | b')' | b';' | b':' | b'?' | b'!' | b'-'))
}

/// `,quiet harbor,` for single quotation marks: a blank before the first and none behind it.
pub(crate) fn single(text: &[u8], open: usize, end: usize) -> Option<Pair> {
    let before = text[..open].last().copied().unwrap_or(b' ');
    if !(before.is_ascii_whitespace() || matches!(before, b'(' | b'"' | b'-' | b'/')) {
        return None;
    }
    let inside = &text[open + 1..end.min(open + SHORT)];
    if !inside.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut first = None;
    for comma in memchr::memchr_iter(b',', inside) {
        let behind = inside.get(comma + 1).copied().unwrap_or(b' ');
        if inside[comma - 1].is_ascii_whitespace() {
            // A second quotation begins.
            break;
        }
        if behind == b',' {
            // The comma of the sentence stands within the marks, as American printers put it.
            return Some(Pair { open, close: open + 2 + comma });
        }
        let both = behind == b'8' && inside.get(comma + 2).is_none_or(u8::is_ascii_whitespace);
        if matches!(behind, b'.' | b';' | b':' | b')' | b'"' | b'?' | b'!') || both {
            return Some(Pair { open, close: open + 1 + comma });
        }
        if behind.is_ascii_whitespace() && first.is_none() && comma <= SHORTEST {
            first = Some(Pair { open, close: open + 1 + comma });
            if matches!(inside[comma - 1], b'.' | b'!' | b'?') {
                return first;
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        let bytes = text.as_bytes();
        let mut out = bytes.to_vec();
        for pair in ampersands(bytes, 0..bytes.len()).pairs {
            out[pair.open] = b'"';
            out[pair.close] = b'"';
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ampersand_and_eight_are_a_pair_where_both_fit() {
        for (text, expected) in [
            ("a &quiet harbor8 opened", "a \"quiet harbor\" opened"),
            ("(&quiet8), &calm.8 He", "(\"quiet\"), \"calm.\" He"),
            ("AT&T and R&D in 28 G8 countries", "AT&T and R&D in 28 G8 countries"),
            ("a &quiet harbor opened", "a &quiet harbor opened"),
            ("&quiet &harbor8", "&quiet &harbor8"),
            ("&amp; the harbor8", "&amp; the harbor8"),
            ("&quiet in F-18 of 1978", "&quiet in F-18 of 1978"),
            ("a &quiet harbor8 was seen ,A. &,", "a &quiet harbor8 was seen ,A. &,"),
            ("a &quiet harbor8 was seen 'A. &'", "a &quiet harbor8 was seen 'A. &'"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }

    #[test]
    fn single_marks_close_where_the_sentence_says_so() {
        let close = |text: &str| {
            let open = text.find(" ,").unwrap() + 1;
            single(text.as_bytes(), open, text.len()).map(|pair| text[pair.open + 1..pair.close].to_owned())
        };
        assert_eq!(close("a ,quiet harbor, opened").as_deref(), Some("quiet harbor"));
        assert_eq!(close("a ,quiet harbor,, they said").as_deref(), Some("quiet harbor,"));
        assert_eq!(close("a ,quiet, calm harbor,.").as_deref(), Some("quiet, calm harbor"));
        assert_eq!(close("a , quiet harbor, opened"), None);
        assert_eq!(close("a ,quiet harbor opened"), None);
    }
}
