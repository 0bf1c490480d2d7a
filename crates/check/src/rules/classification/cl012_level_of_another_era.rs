//! CL012 level-of-another-era.

use super::level_span;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Level;
use jiff::ToSpan;
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    code: "CL012",
    name: "level-of-another-era",
    family: Family::Classification,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "the table of levels: E.O. 10290, 10501, 11652 s.1, 12958 s.1.2; end of LIMITED OFFICIAL USE unconfirmed",
    summary: "The level was in use on the day of sending.",
    explanation: "LIMITED OFFICIAL USE ended in 1995, when SENSITIVE BUT UNCLASSIFIED took its place; \
        RESTRICTED was a level until 1953. A level of another time points to a wrong date or to a level that \
        was misread.\n\nA year of grace is given on both sides. UNCLASSIFIED is never asked about.",
    examples: examples!("CL012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = look.level().filter(|&level| level != Level::Unclassified) else { return };
    let (Some(row), Some((first, last))) = (look.registry.level(level.as_str()), look.sent_between()) else {
        return;
    };
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<Date>().ok());
    let late = day(row.valid_to).is_some_and(|to| first > to.saturating_add(1.year()));
    let early = day(row.valid_from).is_some_and(|from| last < from.saturating_sub(1.year()));
    if late || early {
        let (word, year) = if late { ("no longer", first.year()) } else { ("not yet", last.year()) };
        found.at(level_span(look), format!("{} was {word} in use in {year}", level.as_str()));
    }
}
