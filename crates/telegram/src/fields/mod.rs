//! The readers of single fields: from a field's text to its value. One file a field.
//!
//! A reader never fails: what it does not understand it leaves out, and what it gives stands in the text.

pub mod caption;
pub mod classified_by;
pub mod date;
pub mod executive_order;
pub mod mark;
pub mod pass_line;
mod slip;
pub mod subject;

use chancery_registry::Registry;

/// What a reader of a field may know beside the field's own text.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The tables.
    pub registry: &'c Registry,
    /// The telegram's own year, where it is known.
    pub year: Option<u16>,
    /// The telegram's own post, canonical, where it is known.
    pub post: Option<&'c str>,
    /// The telegram's own number, where it is known.
    pub number: Option<u32>,
}
