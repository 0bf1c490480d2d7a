//! The rules, one file each, a folder for each family. Each family lists its own; the families are listed here.

mod addressees;
mod attributes;
mod captions;
mod classification;
mod damage;
mod date_and_time;
mod declassification;
mod references;
mod sections;
mod tags;
mod transmission;

use crate::rule::Rule;
pub(crate) use captions::{CaptionAgain, Printed, captions_again};
pub(crate) use classification::{MARKS_ASKED, Swapped, brackets_missing, marks_before_numbers};
pub(crate) use declassification::Paragraph as ClassifierParagraph;
pub(crate) use references::Cited;
pub(crate) use sections::{Mark as PartMark, Part as SectionPart};

/// The families' lists, in the order of their codes in markings-and-indexing 8.
static FAMILIES: &[&[&Rule]] = &[
    transmission::RULES,
    date_and_time::RULES,
    addressees::RULES,
    classification::RULES,
    captions::RULES,
    declassification::RULES,
    tags::RULES,
    references::RULES,
    sections::RULES,
    damage::RULES,
    attributes::RULES,
];

/// All rules, in the order of the families.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter().copied())
}

/// The rule with this code or name; upper and lower case do not matter.
pub fn by_code(word: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(word) || rule.name.eq_ignore_ascii_case(word))
}
