//! DE: executive order line and classifier (markings-and-indexing 8.6).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
