//! RF: subject and references (markings-and-indexing 8.8).

mod cited;
mod rf001_subject_missing;
mod rf002_subject_long;
mod rf003_letters_gap;
mod rf004_cited_letter_missing;
mod rf005_reftel_without_list;
mod rf006_refers_to_itself;
mod rf007_reference_later;
mod rf008_station_unknown;
mod rf009_copy_note_in_subject;

use crate::look::Look;
use crate::rule::Rule;
use chancery_telegram::Span;
use chancery_telegram::record::Reference;
pub(crate) use cited::Cited;

pub(super) static RULES: &[&Rule] = &[
    &rf001_subject_missing::RULE,
    &rf002_subject_long::RULE,
    &rf003_letters_gap::RULE,
    &rf004_cited_letter_missing::RULE,
    &rf005_reftel_without_list::RULE,
    &rf006_refers_to_itself::RULE,
    &rf007_reference_later::RULE,
    &rf008_station_unknown::RULE,
    &rf009_copy_note_in_subject::RULE,
];

/// The letter of a reference in the list.
fn letter(reference: &Reference<'_>) -> Option<u8> {
    match reference.enumerator.as_deref()?.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(letter.to_ascii_uppercase()),
        _ => None,
    }
}

/// Where the letter of a reference stands: just before it. The reference itself, where it is not found there.
fn letter_place(look: &Look<'_, '_>, reference: &Reference<'_>, letter: u8) -> Span {
    let start = reference.span.start as usize;
    let before = &look.source()[start.saturating_sub(8)..start];
    let found = before.iter().rposition(|b| b.to_ascii_uppercase() == letter);
    found.map_or(reference.span, |at| {
        let at = start - before.len() + at;
        Span::new(at, at + 1)
    })
}
