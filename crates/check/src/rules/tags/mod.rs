//! TG: TAGS (markings-and-indexing 8.7).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
