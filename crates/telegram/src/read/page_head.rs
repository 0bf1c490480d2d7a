//! A text copied from a web page that shows one telegram: the page's table stands above it as lines (source-formats 9 and 10).
//! A line of names and a line of values, divided by tabs, or a name and its value on each line.

use crate::record::{Attributes, Text};
use crate::syntax::{Kind, Syntax};
use crate::text::SourceText;
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Where a page's table ends at the latest, in bytes and in lines.
const REACH: usize = 2000;
const LINES: usize = 40;

/// What such a table calls the telegram's number; one of the two stands in each.
static NUMBERS: LazyLock<[Finder<'static>; 2]> =
    LazyLock::new(|| [Finder::new("Reference ID"), Finder::new("Canonical ID")]);

/// The names that such tables have.
const NAMES: [&str; 27] = [
    "Reference ID",
    "Created",
    "Released",
    "Classification",
    "Origin",
    "Date",
    "Canonical ID",
    "Original Classification",
    "Current Classification",
    "Previous Classification",
    "Handling Restrictions",
    "Previous Handling Restrictions",
    "Character Count",
    "Executive Order",
    "Locator",
    "TAGS",
    "Concepts",
    "Enclosure",
    "Type",
    "Office Origin",
    "Office Action",
    "Archive Status",
    "From",
    "Markings",
    "To",
    "Linked documents or other documents with the same ID",
    "Content",
];

/// What stands in a page's table above a text; nothing above others.
pub(super) fn attributes<'s>(source: &SourceText<'s>, syntax: &Syntax<'s>) -> Attributes<'s> {
    let bytes = source.bytes();
    let head = &bytes[..bytes.len().min(REACH)];
    if NUMBERS.iter().all(|number| number.find(head).is_none()) {
        return Attributes::default();
    }
    let mut found: Vec<(Text<'s>, Text<'s>)> = Vec::new();
    let mut numbered = false;
    // The names of a line above its values.
    let mut names: Vec<&'s str> = Vec::new();
    for line in syntax.lines().iter().filter(|line| line.kind != Kind::Blank).take(LINES) {
        let Some(text) = source.str(line.text()).filter(|_| (line.text().start as usize) < REACH) else {
            break;
        };
        let cells = || text.split('\t').map(str::trim);
        let before = found.len();
        let mut add = |name: &'s str, value: &'s str| {
            if !value.is_empty() {
                numbered |= matches!(name, "Reference ID" | "Canonical ID");
                found.push((Cow::Borrowed(name), Cow::Borrowed(value)));
            }
        };
        if !names.is_empty() {
            names.drain(..).zip(cells()).for_each(|(name, value)| add(name, value));
        } else if cells().count() > 1 && cells().all(|cell| NAMES.contains(&cell)) {
            names = cells().collect();
            continue;
        } else {
            let mut cells = cells();
            while let Some(cell) = cells.next() {
                let Some((name, value)) = cell.split_once(':') else { continue };
                let name = name.trim();
                if NAMES.contains(&name) {
                    add(name, if value.is_empty() { cells.next().unwrap_or_default() } else { value.trim() });
                }
            }
        }
        // The page's title may stand above the table; below it the telegram begins.
        if numbered && found.len() == before {
            break;
        }
    }
    Attributes(if numbered { found } else { Vec::new() })
}
