//! DT: date-time group and times (markings-and-indexing 8.2).

mod dt001_dtg_impossible;
mod dt002_filed_day;
mod dt003_filed_before_dtg;
mod dt004_mrn_year;
mod dt005_zone;
mod dt006_handled_before_sent;
mod dt007_dtg_blanks;
mod dt008_event_long_before;
mod dt009_text_date_impossible;
mod month;

use crate::heading::Heading;
use crate::rule::Rule;
use chancery_telegram::record::SentAt;
use jiff::civil::DateTime;

pub(super) static RULES: &[&Rule] = &[
    &dt001_dtg_impossible::RULE,
    &dt002_filed_day::RULE,
    &dt003_filed_before_dtg::RULE,
    &dt004_mrn_year::RULE,
    &dt005_zone::RULE,
    &dt006_handled_before_sent::RULE,
    &dt007_dtg_blanks::RULE,
    &dt008_event_long_before::RULE,
    &dt009_text_date_impossible::RULE,
];

/// The moment of a section's date-time group.
fn moment(heading: &Heading<'_>) -> Option<DateTime> {
    match heading.date_time.as_ref()?.1.sent.at? {
        SentAt::Minute(at) => Some(at),
        SentAt::Day(_) => None,
    }
}
