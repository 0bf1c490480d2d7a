//! DE020 lapse.

use crate::finding::Found;
use crate::lapse::{self, Answer, Lapse, Lifted, NotAfter};
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::Unit;
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    code: "DE020",
    name: "lapse",
    family: Family::Declassification,
    eras: &[Era::always(Severity::Note)],
    fact: true,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.4; the orders",
    summary: "Says when the marking of a classified telegram lapses.",
    explanation: "What the line says, what the orders add, and how long after sending that is. Nothing is wrong \
        where this stands. A date of some weeks less than ten years is as good as one of ten years: \
        drafters count from the day of drafting. That a general period is over does not say that the \
        text is released.",
    examples: examples!("DE020"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let lapse = lapse::lapse(look);
    if lapse.answer == Answer::NeverClassified || look.level().is_none() {
        return;
    }
    let place = look.order().map_or_else(|| look.place_of_heading(), |line| line.span());
    found.at(place, told(&lapse, look));
}

fn told(lapse: &Lapse, look: &Look<'_, '_>) -> String {
    let mut told = match &lapse.answer {
        Answer::NeverClassified => "the telegram was never classified".to_owned(),
        Answer::On { day, basis } => format!("the marking lapses on {day}{} ({basis})", after(look, *day)),
        Answer::Review(day) => format!("the marking is reviewed on {day}{}", after(look, *day)),
        Answer::CannotTell(why) => format!("when the marking lapses cannot be told ({why})"),
    };
    if let Some(NotAfter { day, basis, sure }) = lapse.not_after {
        let sure = if sure { "" } else { ", not sure" };
        told += &format!("; not after {day} ({basis}{sure})");
    }
    match lapse.lifted {
        Some(Lifted { on: Some(day) }) => told += &format!("; it was lifted on {day}"),
        Some(Lifted { on: None }) => told += "; it was lifted",
        None => {}
    }
    told
}

/// `, 9 years and 10 months after sending`, and whether the order allows it.
fn after(look: &Look<'_, '_>, day: Date) -> String {
    let Some(sent) = look.sent() else { return String::new() };
    let Ok(span) = sent.until((Unit::Year, day)) else { return String::new() };
    let count = |n: i64, one: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let parts = [count(span.get_years().into(), "year"), count(span.get_months().into(), "month")];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    if words.is_empty() {
        return String::new();
    }
    let allowed = look.order().and_then(|line| Some((line.order?, super::longest(look, line)?)));
    let allowed = match allowed {
        Some((order, years)) if day <= super::last_day(sent, years) => {
            format!(", allowed: E.O. {order} sets {years} years at most")
        }
        Some((order, years)) => format!(", more than the {years} years of E.O. {order}"),
        None => String::new(),
    };
    format!(", {} after sending{allowed}", words.join(" and "))
}
