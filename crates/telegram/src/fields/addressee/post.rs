//! Which post an address names.

use crate::fields::mrn::squeezed;
use crate::fields::words::{near, skip_space, trim, word_end};
use crate::record::Text;
use chancery_registry::{Registry, is_collective, prefix};
use std::borrow::Cow;

/// The canonical code of the post that an address names (TF 9.3, 10.2): that of the registry; where it does not know the
/// city but the kind of mission stands before it, the city without blanks. Agencies and commands are no posts.
pub fn post_of(name: &str, registry: &Registry) -> Option<Text<'static>> {
    // Offices behind a post's name: `AMEMBASSY PORT ALDER//DAO//`.
    let bytes = name.as_bytes();
    let offices = memchr::memchr_iter(b'/', bytes).find(|at| bytes.get(at + 1) == Some(&b'/'));
    let name = &name[trim(name, 0..offices.unwrap_or(name.len()))];
    let registered = |name: &str| {
        let post = registry.post_named(name)?;
        (!matches!(post.kind, "agency" | "military")).then_some(post.code)
    };
    if is_collective(name) {
        return None;
    }
    if let Some(found) = registry.post_named(name) {
        return (!matches!(found.kind, "agency" | "military")).then_some(Cow::Borrowed(found.code));
    }
    let (kind, city) = match mission_and_city(name) {
        Some(found) => found,
        None => {
            let first = name.split_ascii_whitespace().next()?;
            return near(first.as_bytes(), b"SECSTATE", 1).then_some(Cow::Borrowed("STATE"));
        }
    };
    if let Some(code) = registered(city).or_else(|| registered(&format!("{kind} {city}"))) {
        return Some(Cow::Borrowed(code));
    }
    // A printer's words behind a city that the tables know: `AMEMBASSY LIMA UNN`.
    let behind = city.match_indices(' ').take(WORDS).map(|(at, _)| &city[..at]);
    if let Some(code) = behind.filter_map(registered).last() {
        return Some(Cow::Borrowed(code));
    }
    // A delegation bears the name of what it goes to, an office that of its task, not of a city.
    let letters = city.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'.' | b'-' | b'\''));
    (!matches!(kind, "USDEL" | "USOFFICE")
        && letters
        && city.len() > 1
        && city.split_ascii_whitespace().count() <= 4)
        .then(|| Cow::Owned(squeezed(city)))
}

/// The most words that a city's name has.
const WORDS: usize = 4;

/// The kind of mission and the city of an address.
fn mission_and_city(name: &str) -> Option<(&'static str, &str)> {
    let known = prefix(name).map(|(kind, city)| (kind.word, city));
    if let Some((_, city)) = known {
        let before = &name[..name.len() - city.len()];
        // `AMEMBISSY LIMA` begins with the short form AMEMB too: a kind that ends inside a word comes second.
        if before.ends_with(' ') {
            return known;
        }
    }
    garbled_prefix(name).or(known).or_else(|| Some(("USMISSION", name.strip_prefix("US MISSION ")?)))
}

/// A kind of mission with letters wrong (`AMEMBISSY LIMA`, `AMEM ASSY ROME`), and the city.
pub(super) fn garbled_prefix(name: &str) -> Option<(&'static str, &str)> {
    let bytes = name.as_bytes();
    let first = word_end(bytes, 0);
    let second = word_end(bytes, skip_space(bytes, first));
    for end in [first, second] {
        for kind in ["AMEMBASSY", "AMCONSUL", "USMISSION"] {
            if near(&bytes[..end], kind.as_bytes(), 1) {
                let city = name[end..].trim_start();
                return (!city.is_empty()).then_some((kind, city));
            }
        }
    }
    None
}
