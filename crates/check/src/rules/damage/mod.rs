//! DM: damage of the copy (markings-and-indexing 8.10).

mod dm005_lines_cut;
mod dm008_furniture_in_sentence;
mod dm009_words_missing;
mod dm011_wrong_shift;
mod dm012_replacement_character;
mod dm013_redaction;
mod dm014_caption_at_joint;
mod dm016_text_twice;
mod dm019_text_lost;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &dm005_lines_cut::RULE,
    &dm008_furniture_in_sentence::RULE,
    &dm009_words_missing::RULE,
    &dm011_wrong_shift::RULE,
    &dm012_replacement_character::RULE,
    &dm013_redaction::RULE,
    &dm014_caption_at_joint::RULE,
    &dm016_text_twice::RULE,
    &dm019_text_lost::RULE,
];
