//! AT009 order-instruction.

use super::{beside, in_the_files_of_1973_79};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::date::{self, TwoDigitYear};

pub(super) static RULE: Rule = Rule {
    code: "AT009",
    name: "order-instruction",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.2",
    summary: "The archive's code for the executive order is the printed instruction.",
    explanation: "The attribute `Executive Order` has its own codes: `GS` for GDS, `X1` to `X4` for XGDS and RDS with that number, \
        `AS` for ADS, `RR` for RDS, with a date behind it since 1978. Here it says something else than the line of the \
        telegram. What is printed counts.\n\n\
        The archive counted from the day of sending, drafters from the day of drafting: a date that is up to a month off is in \
        order. Nothing is said where the printed line is garbled or says nothing.",
    examples: examples!("AT009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(order) = look.record().executive_order.as_ref().filter(|order| !order.span.is_empty()) else {
        return;
    };
    // A garbled number may have a garbled instruction.
    let sound = order
        .order
        .as_deref()
        .is_some_and(|number| matches!(number, "11652" | "12065") && order.text.contains(number));
    let Some(printed) = order.instruction.as_deref().filter(|_| sound) else { return };
    let Some(beside) = beside(look, "Executive Order") else { return };
    let mut words = beside.value.split_whitespace();
    let Some(code) = words.next().map(str::to_ascii_uppercase) else { return };
    let Some(same) = agree(&code, printed) else { return };
    if !same {
        found.at(beside.span(look), format!("the archive has the code {code}, the telegram {printed}"));
        return;
    }
    let theirs =
        words.next().and_then(|word| date::read(word, TwoDigitYear::Past)).and_then(|read| read.date);
    if let (Some(mine), Some(theirs)) = (order.declassify_on, theirs)
        && mine.since(theirs).map_or(0, |span| span.get_days().abs()) > DRAFTED
    {
        found.at(beside.span(look), format!("the archive has the date {theirs}, the telegram {mine}"));
    }
}

/// As many days before sending a drafter may have counted from.
const DRAFTED: i32 = 31;

/// Do code and instruction say the same? None where the one or the other is not known.
fn agree(code: &str, printed: &str) -> Option<bool> {
    let (stem, number) =
        printed.split_once('-').map_or((printed, None), |(stem, number)| (stem, Some(number)));
    if !matches!(stem, "GDS" | "ADS" | "XGDS" | "XDS" | "RDS" | "N/A") {
        return None;
    }
    match code {
        "GS" => Some(stem == "GDS"),
        "AS" => Some(stem == "ADS"),
        "RR" => Some(stem == "RDS"),
        "N/A" => Some(stem == "N/A"),
        "X1" | "X2" | "X3" | "X4" => {
            let exempt = matches!(stem, "XGDS" | "XDS" | "RDS");
            Some(exempt && number.is_none_or(|number| number == &code[1..]))
        }
        _ => None,
    }
}
