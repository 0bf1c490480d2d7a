//! DE003 lapses-before-sent.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DE003",
    name: "lapses-before-sent",
    family: Family::Declassification,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.4",
    summary: "The date of declassification lies behind the day of sending.",
    explanation: "A marking that ended before the telegram was sent marks nothing. One of the two dates is misread \
        or mistyped, mostly the year. A year of two figures is read as the first one that is not before \
        the year of sending. Compare with the source.",
    examples: examples!("DE003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((first, _)) = look.sent_between() else { return };
    let Some(line) = look.order() else { return };
    if let (Some(day), Some(place)) = (line.date, line.date_span())
        && (day < first || look.sent() == Some(day))
    {
        found.at(place, format!("the marking ends on {day}, and the telegram was sent on {}", sent(look)));
    }
}

fn sent(look: &Look<'_, '_>) -> String {
    match (look.sent(), look.sent_between()) {
        (Some(day), _) => day.to_string(),
        (None, Some((first, last))) => format!("{first} to {last}"),
        (None, None) => String::new(),
    }
}
