//! AT002 draft-date.

use super::{in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::date::{self, TwoDigitYear};
use jiff::civil;

pub(super) static RULE: Rule = Rule {
    code: "AT002",
    name: "draft-date",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The archive's date is the day of the date-time group, or the day before or after it.",
    explanation: "`Draft Date`, in some files `Sent Date`, gives the day of the telegram. Here it is more than a day off the \
        date-time group. What is printed in the telegram counts.\n\n\
        1 January 1960 means that no date was known.",
    examples: examples!("AT002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "Draft Date").or_else(|| said(look, "Sent Date")) else { return };
    let sent = look.record().sent.as_ref().filter(|sent| !sent.span.is_empty());
    let Some(at) = sent.and_then(|sent| sent.at).map(|at| at.date()) else { return };
    let Some(day) = date::read(&beside.value, TwoDigitYear::Past).and_then(|printed| printed.date) else {
        return;
    };
    let days = at.since(day).map_or(0, |span| span.get_days().abs());
    if day != civil::date(1960, 1, 1) && days > 1 {
        found.at(beside.span(look), format!("the archive dates it {day}, the date-time group {at}"));
    }
}
