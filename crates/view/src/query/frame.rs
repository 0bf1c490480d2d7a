//! What is open while a query is read.

use super::ast::Query;
use super::fields::FieldName;
use std::ops::Range;

/// What stands between two parentheses, or outside all.
#[derive(Default)]
pub(super) struct Frame {
    /// The field in front: `tag:(a OR b)`.
    pub(super) field: Option<FieldName>,
    /// What stood before each `OR`.
    pub(super) any: Vec<Query>,
    /// What stands since the last one.
    pub(super) all: Vec<Query>,
    /// The next one is negated.
    pub(super) negate: bool,
    /// The whole is negated.
    pub(super) negated: bool,
    pub(super) open: Range<usize>,
    /// Something was written in it.
    pub(super) written: bool,
}

/// What a frame asks for; none where only what counts for nothing was written in it.
pub(super) fn finished(mut frame: Frame) -> Option<Query> {
    if !frame.all.is_empty() {
        frame.any.push(Query::all_of(frame.all));
    }
    let query = (!frame.any.is_empty()).then(|| Query::any_of(frame.any))?;
    Some(if frame.negated { query.negated() } else { query })
}
