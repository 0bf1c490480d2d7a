//! DM: damage of the copy (markings-and-indexing 8.10).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
