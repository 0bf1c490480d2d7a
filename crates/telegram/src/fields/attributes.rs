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
    let colon = text.iter().take(48).position(|b| *b == b':')?;
    let name = &text[..colon];
    KEYS.iter().position(|key| key.len() == colon && key.as_bytes() == name)
}

/// The key at the beginning of a text, tried first as one of those that are printed behind the one before.
fn next_key(text: &[u8], next: usize) -> Option<usize> {
    for (ahead, key) in KEYS[next..].iter().take(AHEAD).enumerate() {
        let key = key.as_bytes();
        if text.get(key.len()) == Some(&b':') && &text[..key.len()] == key {
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
    let mut out = Out { field, text, seen: 0, key: None, value: 0..0, more: Vec::new(), list };
    let mut at = 0;
    while at <= bytes.len() {
        let start = at;
        if let Some(key) = next_key(&bytes[start..], out.key.map_or(0, |key| key + 1)) {
            // No key has a line end in it.
            let value = start + KEYS[key].len() + 1;
            // Most say nothing.
            let (value, end) = match &bytes[value..] {
                [b' ', b'n', b'/', b'a', b'\n', ..] => (value + 1..value + 4, value + 4),
                [b' ', b' ', b'\n', ..] => (value..value, value + 2),
                _ => {
                    let end = line_end(bytes, value);
                    (trim(text, value..end), end)
                }
            };
            at = end + 1;
            out.close();
            out.key = Some(key);
            out.value = value;
            continue;
        }
        let end = line_end(bytes, start);
        at = end + 1;
        let printed = trim(text, start..end);
        let Some(key) = out.key.filter(|_| !printed.is_empty()) else { continue };
        let line = &bytes[start..end];
        // The stamp stands at head and foot of each page; its words on lines of their own are the value of Review Markings.
        let own = KEYS[key] == "Review Markings"
            && !(holds(line, b"Declassified/Released") && holds(line, b"EO Systematic Review"));
        if is_heading(line) || !own && is_release_stamp(line) {
            continue;
        }
        if out.value.is_empty() {
            out.value = printed;
        } else {
            out.more.push(printed);
        }
    }
    out.close();
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
    /// The keys that have a value, as bits.
    seen: u128,
    /// The key whose value is being read, its first line, and what follows on further lines.
    key: Option<usize>,
    value: Range<usize>,
    more: Vec<Range<usize>>,
    list: Vec<(Text<'s>, Text<'s>)>,
}

impl Out<'_, '_> {
    /// Takes the value that was being read.
    #[inline]
    fn close(&mut self) {
        // A value that runs on has a first line.
        let says_nothing = match self.text.as_bytes().get(self.value.clone()) {
            None | Some([]) => true,
            Some([b'n' | b'N', b'/', b'a' | b'A']) => self.more.is_empty(),
            _ => false,
        };
        if !says_nothing {
            self.take();
        }
    }

    fn take(&mut self) {
        let Some(key) = self.key else { return };
        let bit = 1 << key;
        if self.seen & bit == 0 {
            self.seen |= bit;
            let mut value = self.field.slice(self.value.clone());
            if !self.more.is_empty() {
                let value = value.to_mut();
                value.reserve(self.more.iter().map(|part| part.len() + 1).sum());
                for part in &self.more {
                    value.push(' ');
                    value.push_str(&self.text[part.clone()]);
                }
            }
            self.list.push((Cow::Borrowed(KEYS[key]), value));
        }
        self.more.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_bit_and_is_found() {
        assert!(KEYS.len() <= 128);
        for (index, name) in KEYS.iter().enumerate() {
            assert_eq!(known(format!("{name}: X").as_bytes()), Some(index));
        }
    }
}
