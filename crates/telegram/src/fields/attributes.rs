//! The `Message Attributes` that the National Archives print behind each telegram of 1973-79 (TF 12.5, source formats 1.3).

use super::drafting::lines;
use super::page_line::is_release_stamp;
use super::words::trim;
use crate::field::Field;
use crate::record::Attributes;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;

/// The keys that released records have. A value may run on over lines of any look, so that only a known key begins the
/// next one. Sorted.
const KEYS: &[&str] = &[
    "Automatic Decaptioning",
    "Capture Date",
    "Channel Indicators",
    "Concepts",
    "Control Number",
    "Copy",
    "Current Classification",
    "Current Handling Restrictions",
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
    "Draft Date",
    "Drafter",
    "Enclosure",
    "Errors",
    "Executive Order",
    "Expiration",
    "Film Number",
    "Format",
    "From",
    "Handling Restrictions",
    "ISecure",
    "Image Path",
    "Legacy Key",
    "Line Count",
    "Litigation Code IDs",
    "Litigation Codes",
    "Litigation History",
    "Locator",
    "Markings",
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
];

/// True for the line that heads the attributes.
pub fn is_heading(line: &[u8]) -> bool {
    line.trim_ascii() == b"Message Attributes"
}

/// The known key at the beginning of a line, and where its value begins.
pub fn key(line: &str) -> Option<(&'static str, usize)> {
    let colon = line.bytes().take(48).position(|b| b == b':')?;
    let known = KEYS.binary_search(&line.get(..colon)?).ok()?;
    Some((KEYS[known], colon + 1))
}

/// Reads the attributes from all lines of their part, with or without the heading and the stamps of the pages between.
///
/// Names and values are as printed and in printed order. A value that runs on over lines is joined with blanks; runs of
/// blanks inside a line stay, since `To` parts its posts with them. Left out is what says nothing: empty values, `n/a` and
/// `N/A`. Of a key that comes twice (records put together from two) the first with a value is kept.
pub fn read<'s>(field: &Field<'s>) -> Attributes<'s> {
    let text = field.as_str();
    let mut out = Attributes::default();
    let mut seen = FxHashSet::default();
    let mut open: Option<(&'static str, Vec<Range<usize>>)> = None;
    for line in lines(text) {
        let printed = &text[line.clone()];
        let printed = printed.strip_suffix('\r').unwrap_or(printed);
        if let Some((key, value)) = key(printed) {
            close(field, open.take(), &mut seen, &mut out);
            open = Some((key, vec![trim(text, line.start + value..line.start + printed.len())]));
            continue;
        }
        // The stamp stands at head and foot of each page; its words on lines of their own are the value of Review Markings.
        let own = open.as_ref().is_some_and(|(key, _)| *key == "Review Markings")
            && !(printed.contains("Declassified/Released") && printed.contains("EO Systematic Review"));
        if is_heading(printed.as_bytes())
            || printed.trim().is_empty()
            || !own && is_release_stamp(printed.as_bytes())
        {
            continue;
        }
        if let Some((_, parts)) = &mut open {
            parts.push(trim(text, line.start..line.start + printed.len()));
        }
    }
    close(field, open, &mut seen, &mut out);
    out
}

fn close<'s>(
    field: &Field<'s>,
    entry: Option<(&'static str, Vec<Range<usize>>)>,
    seen: &mut FxHashSet<&'static str>,
    out: &mut Attributes<'s>,
) {
    let Some((key, parts)) = entry else { return };
    let mut parts = parts.into_iter().filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return };
    let mut value = field.slice(first);
    for part in parts {
        let value = value.to_mut();
        value.push(' ');
        value.push_str(&field.as_str()[part]);
    }
    if value.eq_ignore_ascii_case("n/a") || !seen.insert(key) {
        return;
    }
    out.0.push((Cow::Borrowed(key), value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted() {
        assert!(KEYS.is_sorted());
    }
}
