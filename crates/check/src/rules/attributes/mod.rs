//! AT: consistency with the source's own attributes (markings-and-indexing 8.11).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
