//! TX006 serial-not-mrn.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TX006",
    name: "serial-not-mrn",
    family: Family::Transmission,
    eras: &[Era::from(Severity::Note, date(2000, 1, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.3: observed nearly always in copies of 2000-10, not a rule",
    summary: "The serial of format line 3 is the end of the telegram's number.",
    explanation: "Posts file a telegram under the last four figures of its number: `#0417` for `000417`. \
        Nobody wrote that down as a rule; but where the two differ, a figure of one is wrong, or the heading \
        is another telegram's.\n\nThe Department's own telegrams and those of travelling parties are left \
        alone.",
    examples: examples!("TX006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let (Some(serial), Some((_, class))) = (heading.read.station_serial, &heading.class) else {
            continue;
        };
        let Some(mrn) = &class.mrn else { continue };
        let post =
            look.registry.post(&mrn.post).is_none_or(|post| !matches!(post.kind, "department" | "agency"));
        let party = matches!(mrn.post.as_ref(), "SECTO" | "DEPTO" | "DELTO" | "STATE");
        if post && !party && mrn.number % 10_000 != serial {
            let word = format!("{serial:04}");
            let span = heading.serial().unwrap_or_else(|| look.place_of_heading());
            found
                .at(span, format!("the serial is {word}, and the number ends in {:04}", mrn.number % 10_000));
        }
    }
}
