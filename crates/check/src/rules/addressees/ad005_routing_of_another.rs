//! AD005 routing-of-another.

use super::{addressees, part_of};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::{Date, date};

pub(super) static RULE: Rule = Rule {
    code: "AD005",
    name: "routing-of-another",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 10.1 (ACP 117)",
    summary: "The routing indicator before an address is that of its post.",
    explanation: "`RUEHC/SECSTATE WASHDC`: the indicator says to a machine what the address says to a person. \
        Here the indicator is known as that of another post, so the telegram may go to the wrong \
        one.\n\nIndicators that the table does not know, or not for the day of sending, and those of relays, \
        commands and collectives are left alone.",
    examples: examples!("AD005"),
    check,
};

/// From when on rows of the table without a date of their own are taken as right.
const LIST_HOLDS_FROM: Date = date(2000, 1, 1);

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let day = |text: &str| text.parse::<Date>().ok();
    for addressee in look.record().from.iter().chain(addressees(look)) {
        let (Some(routing), Some(post)) = (addressee.routing.as_deref(), addressee.post.as_deref()) else {
            continue;
        };
        let Some(row) =
            look.registry.routing(routing).filter(|row| matches!(row.kind, "post" | "department"))
        else {
            continue;
        };
        // Indicators are given to other posts now and then; the list without dates is one of 2010.
        let from = row.valid_from.and_then(day).unwrap_or(LIST_HOLDS_FROM);
        let dated = look.sent_from(from) && row.valid_to.and_then(day).is_none_or(|to| look.sent_until(to));
        let of_row = look.registry.post_named(row.station);
        let of_post = look.registry.post_by_routing(routing);
        // Both tables have to say so, where both know it.
        let others = [of_row, of_post].into_iter().flatten().all(|of| {
            of.code != post
                && of.successor != Some(post)
                && !of.code.contains(post)
                && !post.contains(of.code)
        });
        // Two posts of one city or country can share an indicator, one after the other or at once.
        let own = look.registry.post(post);
        let shared = own.is_some_and(|own| {
            own.routing.contains(&routing)
                || [of_row, of_post].into_iter().flatten().any(|of| own.successor == Some(of.code))
        });
        if !dated || !others || shared || of_row.is_none() && of_post.is_none() {
            continue;
        }
        let span = part_of(look, addressee, routing).unwrap_or(addressee.span);
        found.at(span, format!("{routing} is the indicator of {}, not of {}", row.station, addressee.name));
    }
}
