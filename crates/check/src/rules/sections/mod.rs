//! SP: sections and paragraphs (markings-and-indexing 8.9).

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[];
