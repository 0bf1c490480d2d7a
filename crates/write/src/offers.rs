//! What is offered to one who writes: TAGS, addressees and captions of the registry that fit a word.

use crate::message::holds;
use chancery_registry::Registry;
use jiff::civil::Date;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is written.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

/// The most that is offered.
const MOST: usize = 12;

/// TAGS of a day, whose code begins with the word or in whose meaning it stands; codes first.
pub fn tags(registry: &Registry, word: &str, day: Date) -> Vec<Offer> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let text = day.to_string();
    let of_day = registry.tags().iter().filter(|entry| holds(entry, year, &text));
    best(word, of_day.map(|entry| (entry.code, entry.name)))
}

/// Captions of a day.
pub fn captions(registry: &Registry, word: &str, day: Date) -> Vec<Offer> {
    let text = day.to_string();
    let valid = registry.captions().iter().filter(|caption| {
        caption.valid_from.is_none_or(|from| from <= text.as_str())
            && caption.valid_to.is_none_or(|to| to >= text.as_str())
    });
    // NIACT is a precedence, a name in brackets stands for any.
    let written = valid.filter(|caption| caption.caption != "NIACT" && !caption.caption.contains('('));
    best(word, written.map(|caption| (caption.caption, caption.meaning)))
}

/// Posts by their names, as addresses, then other addressees.
pub fn addressees(registry: &Registry, word: &str) -> Vec<Offer> {
    let posts: Vec<(String, &str)> = registry
        .posts()
        .iter()
        .filter(|post| post.successor.is_none())
        .filter_map(|post| Some((crate::message::full_address(post, registry)?, post.name)))
        .collect();
    let posts = posts.iter().map(|(address, name)| (address.as_str(), *name));
    let others = registry.addressees().iter().map(|one| (one.name, one.expansion));
    best(word, posts.chain(others))
}

/// Those of a short list that fit a word; all without one.
pub(crate) fn named(list: &[(&str, &str)], word: &str) -> Vec<Offer> {
    best(word, list.iter().copied())
}

/// Those that fit: the value itself, then those that begin so, then those in whose meaning a word begins so.
fn best<'r>(word: &str, all: impl Iterator<Item = (&'r str, &'r str)>) -> Vec<Offer> {
    let upper = word.trim().to_uppercase();
    let mut found: Vec<(u8, Offer)> = Vec::new();
    for (value, meaning) in all {
        let own = value.to_uppercase();
        let begins = |text: &str| {
            text.to_uppercase().split([' ', '-', '/', ',', '(']).any(|part| part.starts_with(&upper))
        };
        let rank = match () {
            () if own == upper => 0,
            () if own.starts_with(&upper) => 1,
            () if begins(value) => 2,
            () if begins(meaning) || meaning.to_uppercase().starts_with(&upper) => 3,
            () => continue,
        };
        let offer = Offer { value: value.to_owned(), meaning: meaning.to_owned() };
        if !found.iter().any(|(_, before)| before.value == offer.value) {
            found.push((rank, offer));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(MOST).map(|(_, offer)| offer).collect()
}
