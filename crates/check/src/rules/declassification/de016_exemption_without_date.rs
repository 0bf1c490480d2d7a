//! DE016 exemption-without-date.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE016",
    name: "exemption-without-date",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Note, date(2009, 12, 29))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "32 CFR 2001",
    summary: "An exemption from the twenty-five years has a date or an event.",
    explanation: "`25X1` to `25X9` say that the marking outlasts twenty-five years; when it ends has to be said \
        too: a date of at most fifty years, or an event. `50X1-HUM` and `50X2-WMD` need none. Add the \
        date.",
    examples: examples!("DE016"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order().filter(|line| line.code == Some(Code::Exempt25)) else { return };
    let behind = line.places.words.as_ref().map_or(0, |words| words.end);
    let rest = line.field.as_str().get(behind..line.places.instruction.end).unwrap_or_default();
    if line.places.date.is_none() && !rest.bytes().any(|b| b.is_ascii_alphanumeric()) {
        found.at(line.instruction_span(), format!("{} has no date and no event behind it", line.words));
    }
}
