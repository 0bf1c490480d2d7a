//! DE004 over-maximum.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DE004",
    name: "over-maximum",
    family: Family::Declassification,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 11652 s.5; 12065 s.1-4; 12958 s.1.6 and 1.5 as amended; 13526 s.1.5",
    summary: "The marking does not last longer than its order allows.",
    explanation: "Orders allow so many years: six for GDS and thirty for RDS under 12065, ten under 12958 until \
        September 2003, twenty-five since, seventy-five for what is exempt from the twenty-five, thirty \
        for XGDS under 11652. A month more is normal: the drafter counted from another day. A date ten \
        years less some weeks is in order too. Compare with the source; the year is mostly mistyped.",
    examples: examples!("DE004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((_, last)) = look.sent_between() else { return };
    let Some(line) = look.order() else { return };
    let (Some(day), Some(place), Some(order)) = (line.date, line.date_span(), line.order) else { return };
    let Some(years) = super::longest(look, line) else { return };
    if day > super::last_day(last, years) {
        found.at(
            place,
            format!("the marking lasts until {day}, longer than the {years} years of E.O. {order}"),
        );
    }
}
