//! Lines that are pass and attention lines whatever stands around them.

use super::{Parts, has_sentence_end, is_addressed, is_known, is_office, is_position};
use crate::fields::Context;

/// True for a line that says who speaks, `FROM AMBASSADOR`, `FROM DCM WEAVER`: a position, and perhaps a name.
pub fn is_sender(line: &str) -> bool {
    const WORDS: usize = 4;
    let Some(rest) = line.trim().strip_prefix("FROM ") else { return false };
    let plain = rest.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'-' | b'\'' | b'/'));
    let mut words = rest.split_ascii_whitespace().skip_while(|word| *word == "THE");
    let first = words.next().unwrap_or_default();
    let titles = ["DEPUTY", "ACTING", "ASSISTANT", "UNDER"];
    plain && words.count() < WORDS && (is_position(first) || titles.contains(&first))
}

/// True for a name alone behind `FROM`, as among pass lines: `FROM WEAVER`.
pub(super) fn is_named_sender(line: &str) -> bool {
    let name = line.strip_prefix("FROM ").unwrap_or_default();
    (3..=16).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'-' | b'\''))
}

/// True where a line below a field that is open is a pass line all the same: a post or an agency of the tables passes or speaks to an
/// office, `PASS` and `FOR:` stand before one.
pub fn stands_out(line: &str, cx: &Context<'_>) -> bool {
    let Some(whole) = Parts::of(line, 0..line.len()) else { return false };
    let parts = super::first_clause(line, &whole, cx).unwrap_or(whole);
    let tail = line[parts.tail.clone()].trim();
    if has_sentence_end(tail) {
        return false;
    }
    match &parts.head {
        Some(head) => is_known(&line[head.clone()], cx) && (!parts.verb_is_for || is_addressed(tail, cx)),
        None if parts.verb_is_for => parts.labelled && is_office(tail, cx),
        None => is_addressed(tail, cx),
    }
}
