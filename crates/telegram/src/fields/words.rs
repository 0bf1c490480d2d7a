//! What the readers of heading lines share: words with their places, numbers with an O for a nought, near misses.

use std::ops::Range;

/// The words of a text with their places: runs of characters that are no ASCII white space.
#[derive(Clone, Debug)]
pub(crate) struct Words<'t> {
    bytes: &'t [u8],
    at: usize,
}

/// The words of `text` from byte `at` on.
pub(crate) fn words(text: &str, at: usize) -> Words<'_> {
    Words { bytes: text.as_bytes(), at }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = skip_space(self.bytes, self.at);
        let end = word_end(self.bytes, start);
        self.at = end;
        (start < end).then_some(start..end)
    }
}

/// The first place at or after `at` that is no white space.
#[inline]
pub(crate) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// The first place at or after `at` that is white space, or the end.
#[inline]
pub(crate) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace()) {
        at += 1;
    }
    at
}

/// `range` without the white space at its ends.
#[inline]
pub(crate) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let Range { mut start, mut end } = range;
    while start < end && is_white(bytes[start]) {
        start += 1;
    }
    while start < end && is_white(bytes[end - 1]) {
        end -= 1;
    }
    if start < end && !(bytes[start].is_ascii() && bytes[end - 1].is_ascii()) {
        return trim_other(text, start..end);
    }
    start..end
}

/// As [`trim`], where white space of other sets may stand.
#[cold]
fn trim_other(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let from = range.start + (part.len() - part.trim_start().len());
    from..from + part.trim().len()
}

/// The characters of ASCII that are white space to [`char::is_whitespace`].
pub(crate) fn is_white(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// True when `word` stands in `text`. For words of which the first letter is rare and texts of a line.
pub(crate) fn holds(text: &[u8], word: &[u8]) -> bool {
    let Some(last) = text.len().checked_sub(word.len()) else { return false };
    memchr::memchr_iter(word[0], &text[..=last]).any(|at| text[at..].starts_with(word))
}

/// Words in capitals, of which most others are told by length and first letter.
pub(crate) struct WordSet {
    words: &'static [&'static str],
    /// The first letters of the words, as bits, by length.
    firsts: [u32; WordSet::LONGEST + 1],
}

impl WordSet {
    const LONGEST: usize = 15;

    /// A set of words of at most 15 letters.
    pub(crate) const fn new(words: &'static [&'static str]) -> WordSet {
        let mut firsts = [0; WordSet::LONGEST + 1];
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            firsts[word.len()] |= 1 << (word[0] & 31);
            index += 1;
        }
        WordSet { words, firsts }
    }

    /// True for one of the words, in capitals or not.
    #[inline]
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.holds_bytes(word.as_bytes())
    }

    /// The same for a word of bytes.
    #[inline]
    pub(crate) fn holds_bytes(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        self.firsts.get(word.len()).is_some_and(|firsts| firsts >> (first & 31) & 1 != 0)
            && self.words.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
    }
}

/// A figure; what noise and optical reading make of figures counts too: `O` and `@` are 0, `I` and `l` are 1.
pub(crate) fn figure(b: u8) -> Option<u32> {
    match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'O' | b'o' | b'@' => Some(0),
        b'I' | b'l' => Some(1),
        _ => None,
    }
}

/// A number of at most `most` figures and nothing else; no letter stands for a figure.
pub(crate) fn number(word: &[u8], most: usize) -> Option<u32> {
    if word.is_empty() || word.len() > most.min(9) || !word.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(word.iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0')))
}

/// A number of at most `most` figures, of which one at least is a true figure and others may be letters that look alike.
pub(crate) fn number_mended(word: &[u8], most: usize) -> Option<u32> {
    if word.len() > most.min(9) {
        return None;
    }
    let (mut value, mut digits) = (0, false);
    for &b in word {
        value = value * 10 + figure(b)?;
        digits |= b.is_ascii_digit();
    }
    digits.then_some(value)
}

/// True when `a` becomes `b` by at most `most` letters changed, lost or added. Words longer than 24 letters never do.
pub(crate) fn near(a: &[u8], b: &[u8], most: usize) -> bool {
    const LONGEST: usize = 24;
    if a.len() > LONGEST || b.len() > LONGEST || a.len().abs_diff(b.len()) > most {
        return false;
    }
    // What both begin and end with costs nothing.
    let begin = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        return true;
    }
    if most < 2 {
        return most == 1 && a.len() == 1 && b.len() == 1;
    }
    let mut row = [0usize; LONGEST + 1];
    for (j, cell) in row.iter_mut().enumerate() {
        *cell = j;
    }
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let kept = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = kept.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()] <= most
}

/// An operating signal: `Z`, two letters and perhaps figures, with or without a hyphen before them: `ZZH`, `ZFF4`,
/// `ZFF-4` (TF 11.1).
pub(crate) fn is_signal(word: &[u8]) -> bool {
    let [b'Z', x, y, rest @ ..] = word else { return false };
    let figures = rest.strip_prefix(b"-").unwrap_or(rest);
    x.is_ascii_uppercase()
        && y.is_ascii_uppercase()
        && figures.len() <= 2
        && (figures.len() == rest.len() || !figures.is_empty())
        && figures.iter().all(u8::is_ascii_digit)
}

/// A routing indicator by its shape: `R`, a letter of a nation or alliance, and two to six more letters (TF 10.1).
pub(crate) fn is_indicator(word: &[u8]) -> bool {
    matches!(word, [b'R', b'A' | b'B' | b'C' | b'H' | b'U' | b'X' | b'Z', rest @ ..]
        if (2..=6).contains(&rest.len()) && rest.iter().all(u8::is_ascii_uppercase))
}

/// Finds `needle` (given in capitals) in `text` whatever the case of its letters. Linear for the short needles used here.
pub(crate) fn find_ignoring_case(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    memchr::memchr2_iter(first.to_ascii_lowercase(), *first, text)
        .find(|&at| text.len() - at > rest.len() && text[at + 1..=at + rest.len()].eq_ignore_ascii_case(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_counted() {
        assert!(near(b"CONFIDFNTIAL", b"CONFIDENTIAL", 1));
        assert!(near(b"COMFIDEMTIAL", b"CONFIDENTIAL", 2));
        assert!(!near(b"COMFIDEMTIAL", b"CONFIDENTIAL", 1));
        assert!(near(b"UNCLS", b"UNCLAS", 1));
        assert!(near(b"", b"", 0));
    }

    #[test]
    fn signals_have_a_shape() {
        for good in ["ZZH", "ZFF4", "ZFF-4", "ZEQ6", "ZDK"] {
            assert!(is_signal(good.as_bytes()), "{good}");
        }
        for bad in ["Z", "ZD", "ZONE", "ZFF-", "ZFF123", "zdk", "Z12"] {
            assert!(!is_signal(bad.as_bytes()), "{bad}");
        }
    }
}
