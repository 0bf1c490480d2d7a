//! References: what a telegram says it follows, answers or reports on (TF 6.9, 9.2 to 9.4).
//!
//! A list is divided into items by its letters, by semicolons, by lines, and by commas where a telegram follows; an item is a
//! telegram, which gets its canonical number where year and station can be told, or a reference in free words, which is
//! never divided and gets the kind that its words name.

mod kinds;
mod labels;
mod list;
mod lookalike;
mod number;
mod place;
mod reports;
mod sender;
mod senses;
mod split;
mod station;
mod tail;
mod telegram;
mod tokens;
mod words;
mod year;

use super::Context;
use crate::field::Field;
use crate::record::{Reference, ReferenceKind, Text};
use chancery_registry::Registry;
use list::List;
use std::borrow::Cow;

/// The references of a list: the field is what stands behind the word `REF`, `REFS`, `REFTEL`, `REFERENCE`.
///
/// One entry a telegram, in printed order: `BRASILIA 2799 AND 2764` gives two, with the same letter where it has one. A
/// comma carries the station over, a semicolon does not. Telegrams get canonical numbers (`06STATE3836`) with the printed
/// year, else the telegram's own, else the year before where the number is above what the station can have reached (TF 6.9).
/// The list ends where the telegram's next part begins, though the field goes on.
pub fn read<'s>(field: &Field<'s>, cx: &Context<'_>) -> Vec<Reference<'s>> {
    let list = List::read(field.as_str(), cx);
    let mut references = Vec::with_capacity(list.items.len());
    for item in &list.items {
        references.push(Reference {
            enumerator: item.label.map(|(from, to, letter)| printed_or(field.slice(from..to), letter)),
            kind: item.kind,
            text: field.unwrapped(item.from..item.to),
            mrn: item.mrn.clone(),
            span: field.span(item.from..item.to),
        });
    }
    references
}

/// Whether a text looks like a list of references, to tell a line `REF STATE 30177` from a sentence that begins with `REF`
/// or `REFTEL`. Judged by its first line.
pub fn is_reference_text(text: &str, registry: &Registry) -> bool {
    let cx = Context { registry, year: None, post: None, number: None, day_of_year: None };
    let text = text.trim();
    let line = memchr::memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..end]);
    let list = List::read(line, &cx);
    let t = &list.t;
    if list.items.is_empty() || list.end < t.len() || (0..t.len()).any(|i| t.sense(i).is_of_sentence()) {
        return false;
    }
    // A number alone may be anything's.
    let alone = |item: &list::Item| !line.as_bytes()[item.from..item.to].iter().any(u8::is_ascii_alphabetic);
    list.items.iter().take(1).all(|item| {
        item.label.is_none() && !alone(item) && item.kind == ReferenceKind::Telegram
            || item.label.is_some() && (item.kind == ReferenceKind::Telegram || list.items.len() > 1)
            || item.kind != ReferenceKind::Other && !alone(item) && line.bytes().any(|b| b.is_ascii_digit())
    })
}

/// The label as printed, or the letter that it stands for.
fn printed_or(label: Text<'_>, letter: Option<u8>) -> Text<'_> {
    match letter {
        Some(letter) if label.as_bytes() != [letter] => Cow::Owned(char::from(letter).to_string()),
        _ => label,
    }
}
