//! CP: captions (markings-and-indexing 8.5).

mod cp002_caption_twice;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[&cp002_caption_twice::RULE];
