//! DE002 order-not-of-date.

use crate::finding::Found;
use crate::look::Look;
use crate::order;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE002",
    name: "order-not-of-date",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.1, 2.3; the orders",
    summary: "The order that is named was in force when the telegram was sent.",
    explanation: "Each order has its years: 11652 from 1972, 12065 from December 1978, 12356 from August 1982, \
        12958 from October 1995, 13526 from the end of 2009. A line with the number of the order before \
        is normal for two months after the change, for some changes longer; a number from the future is \
        not. One wrong figure is DE015. Look whether the date or the number was misread.",
    examples: examples!("DE002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((first, last)) = look.sent_between() else { return };
    let Some(line) = look.order() else { return };
    let Some((printed, place)) = line.number() else { return };
    let Some(number) = line.order.filter(|_| printed.len() == 5) else { return };
    let message = match order::days(number, look.registry) {
        Some((from, _)) if last < from => {
            format!("E.O. {number} is in force since {from}, and this was sent before")
        }
        Some((_, to)) if first > to => format!("E.O. {number} was not named any more after {to}"),
        Some(_) => return,
        None => format!("E.O. {number} is no order on classified information"),
    };
    found.at(place, message);
}
