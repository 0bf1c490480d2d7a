//! DE015 order-garbled.

use crate::finding::Found;
use crate::look::Look;
use crate::order;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DE015",
    name: "order-garbled",
    family: Family::Declassification,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "registry of executive orders",
    summary: "The order's number is printed without a slip.",
    explanation: "Figures stand here that are no order, and one figure or one swap away from the one order \
        that was in force: `16652` for 11652, also 11653. The reader takes it for that order. The \
        proposal puts the right number in.",
    examples: examples!("DE015"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((first, last)) = look.sent_between() else { return };
    let Some(line) = look.order() else { return };
    let (Some((printed, place)), Some(meant)) = (line.number(), line.order) else { return };
    let number = meant.to_string();
    if !(4..=6).contains(&printed.len()) || !printed.bytes().all(|b| b.is_ascii_digit()) || printed == number
    {
        return;
    }
    let in_force = order::days(meant, look.registry).is_some_and(|(from, to)| first >= from && last <= to);
    if in_force {
        found.at(place, format!("E.O. {printed} is printed for E.O. {number}")).edit(place, number);
    }
}
