//! The readers of single fields: from a field's text to its value. One file a field.
//!
//! A reader never fails: what it does not understand it leaves out, and what it gives stands in the text.

pub mod addressee;
pub mod attributes;
pub mod caption;
pub mod classification;
pub mod classified_by;
pub(crate) mod correction;
pub mod date;
pub mod date_time_group;
pub mod distribution;
pub mod drafting;
pub mod executive_order;
pub mod labels;
mod level;
pub(crate) use level::{garbled_level_at, level_at};
pub mod mark;
pub mod mrn;
pub mod page_line;
pub mod pass_line;
pub mod references;
pub(crate) mod slip;
pub mod subject;
pub mod tags;
pub mod transmission;
pub(crate) mod words;

use chancery_registry::Registry;

/// What a reader of a field may know beside the field's own text.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The tables.
    pub registry: &'c Registry,
    /// The telegram's own year, where it is known.
    pub year: Option<u16>,
    /// The day of the telegram's year on which it was sent, 1 to 366, where it is known.
    pub day_of_year: Option<u16>,
    /// The telegram's own post, canonical, where it is known.
    pub post: Option<&'c str>,
    /// The telegram's own number, where it is known.
    pub number: Option<u32>,
}
