//! TX002 digraph-not-fl5.

use super::rank;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Precedence;
use std::cell::LazyCell;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "TX002",
    name: "digraph-not-fl5",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 15 (5 FAH-2 H-321.2-1b; ACP 127)",
    summary: "The precedence of format line 2 is that of the date-time group line.",
    explanation: "Format line 2 gives the highest precedence of all addressees, format line 5 first that of \
        the action addressees: the same. If they differ, relays and stations handle the telegram \
        differently.\n\nA copy that went to information addressees only, or to a station that is no addressee \
        (a web copy), may bear a lower one; so the rule speaks of a lower one only where an action addressee \
        is routed.",
    examples: examples!("TX002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let action_stations: LazyCell<HashSet<&str>, _> =
        LazyCell::new(|| look.record().to.iter().filter_map(|to| to.routing.as_deref()).collect());
    for heading in look.headings() {
        let Some(digraph) = heading.read.routing_precedence.as_deref() else { continue };
        let Some((_, line)) = &heading.date_time else { continue };
        let (Some(routed), Some(action)) =
            (digraph.bytes().next().and_then(Precedence::of_prosign), line.precedence)
        else {
            continue;
        };
        let bytes = digraph.as_bytes();
        if bytes.len() == 2 && bytes[0] != bytes[1] || rank(routed) == rank(action) {
            continue;
        }
        // A lower one may be the second of a dual precedence: all that this leg carries.
        let to_action = || heading.read.routed_to.iter().any(|to| action_stations.contains(to.as_ref()));
        if rank(routed) > rank(action) || to_action() {
            let span = heading.routed(digraph).unwrap_or_else(|| look.place_of_heading());
            let group = &line.sent.text;
            let message = format!("format line 2 has {digraph}, and `{group}` goes as {}", action.as_str());
            found.at(span, message);
        }
    }
}
