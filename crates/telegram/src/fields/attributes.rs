//! The `Message Attributes` that the National Archives print behind each telegram of 1973-79 (TF 12.5, source formats 1.3).

use super::page_line::is_release_stamp;
use super::words::{holds, trim};
use crate::field::Field;
use crate::record::{Attributes, Text};
use std::borrow::Cow;
use std::ops::Range;

/// The keys that released records have, as nearly as may be in the order in which they are printed. A value may run on
/// over lines of any look, so that only a known key begins the next one.
const KEYS: [&str; 78] = [
    "Automatic Decaptioning",
    "Capture Date",
    "Channel Indicators",
    "Current Classification",
    "Current Handling Restrictions",
    "Concepts",
    "Control Number",
    "Copy",
    "Draft Date",
    "Decaption Date",
    "Decaption Note",
    "Disposition Action",
    "Disposition Approved on Date",
    "Disposition Authority",
    "Disposition Case Number",
    "Disposition Comment",
    "Disposition Date",
    "Disposition Event",
    "Disposition History",
    "Disposition Reason",
    "Disposition Remarks",
    "Document Number",
    "Document Source",
    "Document Unique ID",
    "Drafter",
    "Enclosure",
    "Executive Order",
    "Errors",
    "Expiration",
    "Film Number",
    "Format",
    "From",
    "Handling Restrictions",
    "Image Path",
    "ISecure",
    "Legacy Key",
    "Line Count",
    "Litigation Code IDs",
    "Litigation Codes",
    "Litigation History",
    "Locator",
    "Message ID",
    "Office",
    "Original Classification",
    "Original Handling Restrictions",
    "Original Previous Classification",
    "Original Previous Handling Restrictions",
    "Page Count",
    "Previous Channel Indicators",
    "Previous Classification",
    "Previous Handling Restrictions",
    "Reference",
    "Retention",
    "Review Action",
    "Review Authority",
    "Review Comment",
    "Review Content Flags",
    "Review Date",
    "Review Event",
    "Review Exemptions",
    "Review History",
    "Review Markings",
    "Review Media Identifier",
    "Review Referrals",
    "Review Release Date",
    "Review Release Event",
    "Review Transfer Date",
    "Review Withdrawn Fields",
    "SAS ID",
    "Secure",
    "Sent Date",
    "Status",
    "Subject",
    "TAGS",
    "To",
    "Type",
    "vdkvgwkey",
    "Markings",
];

/// How many of the keys that follow in print are tried before all are.
const AHEAD: usize = 4;

/// The most attributes that a record of one printing has with a value.
const USUAL: usize = 48;

/// True for the line that heads the attributes.
pub fn is_heading(line: &[u8]) -> bool {
    line.trim_ascii() == b"Message Attributes"
}

/// The known key at the beginning of a line, and where its value begins.
pub fn key(line: &str) -> Option<(&'static str, usize)> {
    known(line.as_bytes()).map(|index| (KEYS[index], KEYS[index].len() + 1))
}

/// The known key at the beginning of a text, by its place among all.
fn known(text: &[u8]) -> Option<usize> {
    let colon = text.iter().take(LONGEST + 1).position(|b| *b == b':')?;
    let name = &text[..colon];
    let same = BY_LENGTH.0.get(usize::from(BY_LENGTH.1[colon])..usize::from(BY_LENGTH.1[colon + 1]))?;
    same.iter().map(|&index| usize::from(index)).find(|&index| KEYS[index].as_bytes() == name)
}

/// True where a text begins with a key: eight bytes are compared as one number, some of them twice.
#[inline]
fn begins_with(text: &[u8], key: &[u8]) -> bool {
    let eight = |of: &[u8], at: usize| {
        of.get(at..at + 8).and_then(|chunk| chunk.try_into().ok()).map_or(0, u64::from_le_bytes)
    };
    match key.len() {
        0..8 => text.starts_with(key),
        8..=16 => eight(text, 0) == eight(key, 0) && eight(text, key.len() - 8) == eight(key, key.len() - 8),
        17..=32 => [0, 8, key.len() - 16, key.len() - 8].iter().all(|&at| eight(text, at) == eight(key, at)),
        _ => text.starts_with(key),
    }
}

/// No key is longer.
const LONGEST: usize = 47;

/// The keys' places, the shorter keys first, and where among them those of each length begin.
const BY_LENGTH: ([u8; KEYS.len()], [u8; LONGEST + 2]) = {
    let (mut sorted, mut begins) = ([0; KEYS.len()], [0; LONGEST + 2]);
    let (mut length, mut found) = (0, 0);
    while length <= LONGEST {
        begins[length] = found as u8;
        let mut index = 0;
        while index < KEYS.len() {
            if KEYS[index].len() == length {
                sorted[found] = index as u8;
                found += 1;
            }
            index += 1;
        }
        length += 1;
    }
    begins[length] = found as u8;
    (sorted, begins)
};

/// The key of the stamp's words.
const REVIEW_MARKINGS: &str = "Review Markings";

/// The key at the beginning of a text, tried first as one of those that are printed behind the one before.
fn next_key(text: &[u8], next: usize) -> Option<usize> {
    for (ahead, key) in KEYS[next..].iter().take(AHEAD).enumerate() {
        if text.get(key.len()) == Some(&b':') && begins_with(text, key.as_bytes()) {
            return Some(next + ahead);
        }
    }
    // A value that runs on begins with a tab or a blank where it is the reviewer's stamp.
    text.first().filter(|first| first.is_ascii_alphabetic()).and_then(|_| known(text))
}

/// Reads the attributes from all lines of their part, with or without the heading and the stamps of the pages between.
///
/// Names and values are as printed and in printed order. A value that runs on over lines is joined with blanks; runs of
/// blanks inside a line stay, since `To` parts its posts with them. Left out is what says nothing: empty values, `n/a` and
/// `N/A`. Of a key that comes twice (records put together from two) the first with a value is kept.
pub fn read<'s>(field: &Field<'s>) -> Attributes<'s> {
    let text = field.as_str();
    let bytes = text.as_bytes();
    let list = Vec::with_capacity(USUAL.min(text.len() / 8));
    let mut out = Out {
        field,
        text,
        seen: [false; KEYS.len()],
        key: None,
        value: 0..0,
        says: false,
        more: Vec::new(),
        list,
    };
    let mut at = 0;
    while at <= bytes.len() {
        let start = at;
        if let Some(key) = next_key(&bytes[start..], out.key.map_or(0, |key| key + 1)) {
            // No key has a line end in it.
            let value = start + KEYS[key].len() + 1;
            if out.says {
                out.take();
            }
            out.key = Some(key);
            // Most say nothing.
            let end = match &bytes[value..] {
                [b' ', b'n', b'/', b'a', b'\n', ..] => {
                    (out.value, out.says) = (value + 1..value + 4, false);
                    value + 4
                }
                [b' ', b' ', b'\n', ..] => {
                    (out.value, out.says) = (value..value, false);
                    value + 2
                }
                _ => {
                    let end = line_end(bytes, value);
                    // One blank stands before nearly all.
                    out.first(match &bytes[value..end] {
                        [b' ', b'!'..=b'~', .., b'!'..=b'~'] => value + 1..end,
                        _ => trim(text, value..end),
                    });
                    end
                }
            };
            at = end + 1;
            continue;
        }
        let end = line_end(bytes, start);
        at = end + 1;
        let printed = trim(text, start..end);
        let Some(key) = out.key.filter(|_| !printed.is_empty()) else { continue };
        let line = &bytes[start..end];
        // The stamp stands at head and foot of each page; its words on lines of their own are the value of Review Markings.
        let own = KEYS[key] == REVIEW_MARKINGS
            && !(holds(line, b"Declassified/Released") && holds(line, b"EO Systematic Review"));
        if is_heading(line) || !own && is_release_stamp(line) {
            continue;
        }
        if out.value.is_empty() {
            out.first(printed);
        } else {
            out.says = true;
            out.more.push(printed);
        }
    }
    if out.says {
        out.take();
    }
    Attributes(out.list)
}

/// Where the line ends: most values are short, so that eight bytes at a time are looked at first.
fn line_end(text: &[u8], from: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let mut at = from;
    while let Some(Ok(chunk)) = text.get(at..at + 8).map(<[u8; 8]>::try_from).filter(|_| at < from + 32) {
        let other = u64::from_le_bytes(chunk) ^ (u64::from(b'\n') * ONES);
        let found = other.wrapping_sub(ONES) & !other & (0x80 * ONES);
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length)
}

/// What was read so far.
struct Out<'f, 's> {
    field: &'f Field<'s>,
    text: &'f str,
    /// The keys that have a value.
    seen: [bool; KEYS.len()],
    /// The key whose value is being read, its first line, and what follows on further lines.
    key: Option<usize>,
    value: Range<usize>,
    /// The value is not empty and not `n/a`.
    says: bool,
    more: Vec<Range<usize>>,
    list: Vec<(Text<'s>, Text<'s>)>,
}

impl Out<'_, '_> {
    /// Begins a value with its first line.
    #[inline]
    fn first(&mut self, value: Range<usize>) {
        self.says = !matches!(
            self.text.as_bytes().get(value.clone()),
            None | Some([] | [b'n' | b'N', b'/', b'a' | b'A'])
        );
        self.value = value;
    }

    /// Takes the value that was being read.
    #[inline]
    fn take(&mut self) {
        let Some(key) = self.key else { return };
        let seen = std::mem::replace(&mut self.seen[key], true);
        if !self.more.is_empty() {
            self.take_lines(key, seen);
        } else if !seen {
            self.list.push((Cow::Borrowed(KEYS[key]), self.field.slice(self.value.clone())));
        }
    }

    /// Takes a value of several lines.
    #[inline(never)]
    fn take_lines(&mut self, key: usize, seen: bool) {
        if !seen {
            let first = &self.text[self.value.clone()];
            let length = first.len() + self.more.iter().map(|part| part.len() + 1).sum::<usize>();
            let mut value = String::with_capacity(length);
            value.push_str(first);
            for part in &self.more {
                value.push(' ');
                value.push_str(&self.text[part.clone()]);
            }
            self.list.push((Cow::Borrowed(KEYS[key]), Cow::Owned(value)));
        }
        self.more.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found() {
        assert!(KEYS.iter().all(|key| key.len() <= LONGEST));
        for (index, name) in KEYS.iter().enumerate() {
            assert_eq!(known(format!("{name}: X").as_bytes()), Some(index));
        }
    }
}
