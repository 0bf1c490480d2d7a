//! TX013 priority-retired.

use super::{precedence_span, prosigns};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Precedence;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TX013",
    name: "priority-retired",
    family: Family::Transmission,
    eras: &[Era::from(Severity::Note, date(2018, 1, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-421 (2017)",
    summary: "PRIORITY is no precedence of the Department any more.",
    explanation: "Since 2017 the Department has four precedences: FLASH, NIACT IMMEDIATE, IMMEDIATE and \
        ROUTINE. Other services still send as PRIORITY, so this is a note. Said once for a telegram.",
    examples: examples!("TX013"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let is = |precedence: Option<Precedence>| precedence == Some(Precedence::Priority);
    // A labelled heading says it beside the addressees alone.
    let heading = (is(record.precedence) || is(record.info_precedence))
        .then(|| look.headings().first().and_then(prosigns));
    let addressed = || record.to.iter().chain(&record.info).find(|addressee| is(addressee.precedence));
    let span = heading.flatten().or_else(|| addressed().map(|addressee| precedence_span(look, addressee)));
    if let Some(span) = span {
        let year = look.year().map_or(String::new(), |year| format!(" of {year}"));
        found.at(span, format!("a telegram{year} goes as PRIORITY, which the Department gave up in 2017"));
    }
}
