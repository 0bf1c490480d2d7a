//! CL: level and portion marks (markings-and-indexing 8.4).

mod cl001_level_missing;
mod cl002_not_spaced;
mod cl003_portion_above_overall;
mod cl004_overall_above_portions;
mod cl005_some_unmarked;
mod cl006_none_marked;
mod cl007_unknown_mark;
mod cl008_mark_before_number;
mod cl009_mark_unclosed;
mod cl010_sections_disagree;
mod cl011_banner_disagrees;
mod cl012_level_of_another_era;
mod cl013_subject_classified;
mod cl014_sensitive_on_classified;
mod cl015_sbu_without_caption;
mod cl016_entire_text_broken;
mod cl017_caveat_only_in_portion;
mod cl018_closing_unclassified;
mod cl019_mrn_missing;

use crate::look::Look;
use crate::rule::Rule;
use chancery_telegram::Span;
use chancery_telegram::record::Level;
pub(crate) use cl008_mark_before_number::{Swapped, marks_before_numbers};
pub(crate) use cl009_mark_unclosed::brackets_missing;
use jiff::civil::{Date, date};

pub(super) static RULES: &[&Rule] = &[
    &cl001_level_missing::RULE,
    &cl002_not_spaced::RULE,
    &cl003_portion_above_overall::RULE,
    &cl004_overall_above_portions::RULE,
    &cl005_some_unmarked::RULE,
    &cl006_none_marked::RULE,
    &cl007_unknown_mark::RULE,
    &cl008_mark_before_number::RULE,
    &cl009_mark_unclosed::RULE,
    &cl010_sections_disagree::RULE,
    &cl011_banner_disagrees::RULE,
    &cl012_level_of_another_era::RULE,
    &cl013_subject_classified::RULE,
    &cl014_sensitive_on_classified::RULE,
    &cl015_sbu_without_caption::RULE,
    &cl016_entire_text_broken::RULE,
    &cl017_caveat_only_in_portion::RULE,
    &cl018_closing_unclassified::RULE,
    &cl019_mrn_missing::RULE,
];

/// The first day on which portions had to be marked (E.O. 12065 s.1-504).
pub(crate) const MARKS_ASKED: Date = date(1978, 12, 1);
/// The last day before [`MARKS_ALWAYS`].
const BEFORE_12958: Date = date(1995, 10, 13);
/// From this day on the mark could not be waived (E.O. 12958 s.1.7(c)).
const MARKS_ALWAYS: Date = date(1995, 10, 14);
/// The year in which SENSITIVE BUT UNCLASSIFIED took the place of LIMITED OFFICIAL USE.
const SBU_BEGINS: Date = date(1995, 1, 1);

/// The level of the whole: the highest of the class lines, where sections differ (CL010 says that they do).
fn overall(look: &Look<'_, '_>) -> Option<Level> {
    let of_sections = look.headings().iter().filter_map(crate::heading::Heading::level);
    of_sections.chain(look.level()).max_by_key(|&level| level.rank())
}

/// Where the level stands in the heading.
fn level_span(look: &Look<'_, '_>) -> Span {
    look.place_of_heading()
}
