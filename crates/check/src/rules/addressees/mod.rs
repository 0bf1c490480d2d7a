//! AD: sender and addressees (markings-and-indexing 8.3).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
