//! DE010 date-form.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DE010",
    name: "date-form",
    family: Family::Declassification,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "markings-and-indexing 2.2",
    summary: "The date of declassification is in the calendar, the month first.",
    explanation: "Telegrams print month, day, year. A first number above 12 is a day, and is read so; a day that \
        no month has, or two numbers above 12, cannot be read at all, and the marking ends on no day. \
        Where the day stands first, the proposal puts the month before it; a person decides, since the \
        number may be mistyped instead.",
    examples: examples!("DE010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order() else { return };
    let (Some((_, printed)), Some(place)) = (&line.places.date, line.date_span()) else { return };
    let text = look.telegram.text(place);
    match printed.date {
        None => {
            found.at(place, format!("{text} is no day of the calendar"));
        }
        Some(day) if printed.day_first => {
            let finding = found.at(place, format!("{text} has the day before the month"));
            finding.edit(place, format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year()));
        }
        Some(_) => {}
    }
}
