//! DT: date and time (markings-and-indexing 8.2).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
