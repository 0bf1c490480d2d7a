//! DM: damage of the copy (markings-and-indexing 8.10).

mod dm001_comma_for_apostrophe;
mod dm002_quote_lost;
mod dm003_mojibake;
mod dm004_entity;
mod dm005_lines_cut;
mod dm006_word_garbled;
mod dm007_line_twice;
mod dm008_furniture_in_sentence;
mod dm009_words_missing;
mod dm010_digit_letter;
mod dm011_wrong_shift;
mod dm012_replacement_character;
mod dm013_redaction;
mod dm014_caption_at_joint;
mod dm015_spaced_line;
mod dm016_text_twice;
mod dm017_markup;
mod dm019_text_lost;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &dm001_comma_for_apostrophe::RULE,
    &dm002_quote_lost::RULE,
    &dm003_mojibake::RULE,
    &dm004_entity::RULE,
    &dm005_lines_cut::RULE,
    &dm006_word_garbled::RULE,
    &dm007_line_twice::RULE,
    &dm008_furniture_in_sentence::RULE,
    &dm009_words_missing::RULE,
    &dm010_digit_letter::RULE,
    &dm011_wrong_shift::RULE,
    &dm012_replacement_character::RULE,
    &dm013_redaction::RULE,
    &dm014_caption_at_joint::RULE,
    &dm015_spaced_line::RULE,
    &dm016_text_twice::RULE,
    &dm017_markup::RULE,
    &dm019_text_lost::RULE,
];
