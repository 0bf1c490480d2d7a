//! TX: transmission (markings-and-indexing 8.1).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
