//! What stands around records.

/// What a form puts before the first record, between two of them, behind the last one, and in place of none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Before the first record.
    pub head: &'static str,
    /// Between two records.
    pub between: &'static str,
    /// Behind the last record.
    pub tail: &'static str,
    /// In place of all that, where there is no record.
    pub empty: &'static str,
}

impl Frame {
    /// Nothing around the records.
    pub const NONE: Frame = Frame { head: "", between: "", tail: "", empty: "" };
    /// A list of JSON, an element from a line on.
    pub const LIST: Frame = Frame { head: "[\n", between: ",\n", tail: "\n]\n", empty: "[]\n" };
}
