//! Who shall pass a telegram on, and the offices that shall get it.

use super::words;
use crate::fields::Context;
use std::ops::Range;

/// The canonical post of a head.
pub(super) fn post(head: &str, cx: &Context<'_>) -> Option<String> {
    let head = head.trim();
    if let Some(post) = cx.registry.post_named(head) {
        return Some(post.code.to_owned());
    }
    let rest = chancery_registry::prefix(head).map_or(head, |(_, rest)| rest);
    let is_name = rest.bytes().all(|b| b.is_ascii_uppercase() || b" .'-".contains(&b));
    let is_agency = cx.registry.addressee(head).is_some()
        || cx.registry.office(head).is_some()
        || AGENCIES.contains(&head);
    if !is_name || is_agency || head.len() < 3 {
        return None;
    }
    Some(rest.bytes().filter(u8::is_ascii_uppercase).map(char::from).collect())
}

/// Agencies that lines of this kind speak to and that are no posts.
pub(super) const AGENCIES: [&str; 31] = [
    "TREASURY",
    "COMMERCE",
    "USDOC",
    "USDA",
    "AGRICULTURE",
    "DOD",
    "SECDEF",
    "JCS",
    "NSC",
    "WHITE HOUSE",
    "CIA",
    "FBI",
    "DEA",
    "HQS",
    "USSS",
    "USIA",
    "AID",
    "LABOR",
    "JUSTICE",
    "ENERGY",
    "DOJ",
    "DHS",
    "EPA",
    "FAA",
    "NASA",
    "USAID",
    "USPTO",
    "INTERIOR",
    "USTR",
    "ALL POSTS",
    "POSTS",
];

/// The offices of a tail: several where each of a list is one word, otherwise the whole, as far as FROM.
pub(crate) fn offices(text: &str, tail: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[tail.clone()];
    let from = words(part).find(|word| part[word.clone()].eq_ignore_ascii_case("FROM") && word.start > 0);
    let end = from.map_or(part.len(), |word| word.start);
    let whole = trimmed(text, tail.start..tail.start + end);
    if whole.is_empty() {
        return Vec::new();
    }
    let mut list: Vec<Range<usize>> = Vec::new();
    let mut start = whole.start;
    let list_text = &text[whole.clone()];
    for word in list_text.split_ascii_whitespace().take(80) {
        let at = whole.start + (word.as_ptr() as usize - list_text.as_ptr() as usize);
        if word.eq_ignore_ascii_case("AND") || word == "&" {
            list.push(start..at);
            start = at + word.len();
        } else if word.ends_with(',') {
            list.push(start..at + word.len());
            start = at + word.len();
        }
    }
    list.push(start..whole.end);
    let list: Vec<_> = list.into_iter().map(|range| without_lead(text, trimmed(text, range))).collect();
    let list: Vec<_> = list.into_iter().filter(|range| !range.is_empty()).collect();
    // Names and titles have commas of their own: `LISA FIELD, OPR/ST/P`.
    let single = |range: &Range<usize>| {
        let words = text[range.clone()].split_ascii_whitespace().count();
        words == 1 || starts_with(&text[range.clone()], "DEPT OF ") && words <= 4
    };
    if list.len() > 1 && list.iter().all(single) {
        // `EUR/NB,EUR/ERA` without blanks.
        return list.into_iter().flat_map(|range| at_commas(text, range)).collect();
    }
    if list.len() == 1 && single(&list[0]) {
        return at_commas(text, list[0].clone());
    }
    vec![whole]
}

fn at_commas(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    text[range]
        .split(',')
        .map(|part| {
            let at = start;
            start += part.len() + 1;
            trimmed(text, at..at + part.len())
        })
        .filter(|range| !range.is_empty())
        .collect()
}

/// TO and ALSO before an office of a list.
fn without_lead(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let lead = ["TO ", "ALSO TO ", "ALSO ", "FOR "]
        .iter()
        .find(|lead| starts_with(part, lead))
        .map_or(0, |lead| lead.len());
    range.start + lead..range.end
}

pub(super) fn starts_with(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let is_loose = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '-' | ':' | '/');
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start_matches(is_loose).len();
    start..start + part.trim_matches(is_loose).len()
}
