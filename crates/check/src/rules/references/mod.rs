//! RF: subject and references (markings-and-indexing 8.8).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
