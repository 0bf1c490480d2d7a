//! Lines that run on: in the middle of one a repeated text begins, or the first paragraph behind the summary (TF 6.11).

use super::lead;
use super::quotes;
use crate::span::Span;
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

const QUOTE: &[u8] = b"QUOTE";
static SUMMARY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"END SUMMARY"));

/// The places where something begins that has its own line, as a rule; few texts have any.
#[derive(Debug)]
pub(super) struct Joints(Vec<usize>);

impl Joints {
    /// Those in a stretch of the text, at the ends of which lines end.
    pub(super) fn of(bytes: &[u8], stretch: Range<usize>) -> Joints {
        let mut joints = Vec::new();
        let from = stretch.start;
        let stretch = &bytes[stretch];
        for at in memchr::memchr2_iter(b'B', b'Q', stretch).map(|at| from + at) {
            let text = &bytes[at..];
            // Most of these letters begin other words.
            match text.get(1) {
                Some(b'U') if text.starts_with(QUOTE) && quotation(bytes, at) => joints.push(at),
                Some(b'E') if text.starts_with(b"BEGIN ") => joints.extend(repeated_text(bytes, at)),
                Some(b'e') if text.starts_with(b"Begin ") => joints.extend(repeated_text(bytes, at)),
                _ => {}
            }
        }
        let summaries = SUMMARY.find_iter(stretch).map(|at| from + at);
        joints.extend(summaries.filter_map(|at| behind_summary(bytes, at)));
        joints.sort_unstable();
        Joints(joints)
    }

    /// Where a line is to be cut: the end of the first part, and where the second begins.
    pub(super) fn cut(&self, bytes: &[u8], line: Span) -> Option<(u32, u32)> {
        let range = line.range();
        let text = &bytes[range.clone()];
        let joint = self.0.get(self.0.partition_point(|&at| at <= range.start));
        let at = joint.filter(|joint| **joint < range.end)? - range.start;
        let before = text[..at].trim_ascii_end();
        let start = |at: usize| line.start + at as u32;
        if !leads(before) {
            return Some((start(before.len()), start(at)));
        }
        // `3. BEGIN TEXT: WE ...`: the words belong to the number. A quotation is all of its paragraph.
        if text[at..].starts_with(QUOTE) {
            return None;
        }
        let words = quotes::begin_words(&text[at..]);
        let end = text[..at + words].trim_ascii_end().len();
        (at + words < text.len()).then(|| (start(end), start(at + words)))
    }
}

/// Is this a number, perhaps with its mark, and nothing else?
fn leads(before: &[u8]) -> bool {
    let Some((_, taken)) = lead::number(before) else { return false };
    let rest = before[taken..].trim_ascii_start();
    rest.is_empty() || rest[0] == b'(' && rest.iter().position(|&b| b == b')') == Some(rest.len() - 1)
}

/// `... OF MARCH 8: BEGIN TEXT: ...`: where the repeated text begins, behind the end of a sentence.
fn repeated_text(bytes: &[u8], at: usize) -> Option<usize> {
    let start = at - usize::from(bytes[..at].ends_with(b"("));
    let ended = matches!(bytes[..start].trim_ascii_end().last(), Some(b':' | b'.' | b';' | b')'));
    let window = &bytes[start..bytes.len().min(start + 40)];
    (ended && quotes::begins(window).is_some()).then_some(start)
}

/// `END SUMMARY.2. THE HARBOR ...`: where the number begins.
fn behind_summary(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at + SUMMARY.needle().len()..];
    let skip = rest.iter().take(4).take_while(|b| matches!(b, b'.' | b')' | b' ')).count();
    let (_, taken) = lead::number(&rest[skip..])?;
    let opens = matches!(rest[skip + taken..].trim_ascii_start().first(), Some(b'A'..=b'Z' | b'(' | b'"'));
    (skip > 0 && opens).then_some(at + SUMMARY.needle().len() + skip)
}

/// `... READS AS FOLLOWS: QUOTE`: one that has its own lines, and none inside of a sentence. It begins behind `FOLLOWS:`, with a colon of
/// its own (`QUOTE: ...`), or it is the end of its line.
fn quotation(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    let mark = before.last().copied().unwrap_or_default();
    // `UNQUOTE`, `END QUOTE`
    if before.len() == at || !matches!(mark, b':' | b'.') {
        return false;
    }
    match bytes.get(at + QUOTE.len()) {
        Some(b':' | b'\n' | b'\r') | None => true,
        Some(b' ') => [&b"FOLLOWS:"[..], b"FOLLOWING:"].iter().any(|word| before.ends_with(word)),
        _ => false,
    }
}
