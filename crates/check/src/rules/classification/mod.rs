//! CL: level and portion marks (markings-and-indexing 8.4).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
