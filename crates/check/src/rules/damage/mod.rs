//! DM: damage of the copy (markings-and-indexing 8.10).

mod dm001_comma_for_apostrophe;
mod dm002_quote_lost;
mod dm003_mojibake;
mod dm004_entity;
mod dm006_word_garbled;
mod dm007_line_twice;
mod dm010_digit_letter;
mod dm015_spaced_line;
mod dm017_markup;

use crate::rule::Rule;

pub(super) static RULES: &[&Rule] = &[
    &dm001_comma_for_apostrophe::RULE,
    &dm002_quote_lost::RULE,
    &dm003_mojibake::RULE,
    &dm004_entity::RULE,
    &dm006_word_garbled::RULE,
    &dm007_line_twice::RULE,
    &dm010_digit_letter::RULE,
    &dm015_spaced_line::RULE,
    &dm017_markup::RULE,
];
