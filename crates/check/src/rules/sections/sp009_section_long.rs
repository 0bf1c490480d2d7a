//! SP009 section-long.

use crate::finding::Found;
use crate::look::{Dialect, Look};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "SP009",
    name: "section-long",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "ACP 127 s.208; telegram-format 7",
    summary: "A section has about 100 lines, counted from the date-time group.",
    explanation: "ACP 127 allows five pages of twenty lines in a transmission; a longer telegram is divided into sections. In \
        copies of the Department's telegrams sections have 97 to 108 lines, blank lines and page lines included. A much longer \
        one was put together from several, or was never sent in this form.\n\n\
        Only teletype copies and single sections as they were sent are counted: other copies wrap and space their lines anew.",
    examples: examples!("SP009"),
    check,
};

/// With some grace.
const MOST: usize = 110;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is(&[Dialect::Teletype, Dialect::Section]) {
        return;
    }
    for section in &look.telegram.sections {
        let lines = &look.telegram.lines()[section.lines.clone()];
        let Some(first) = lines.iter().position(|line| line.kind == Kind::DateTime) else { continue };
        let says = |kind: Kind| !matches!(kind, Kind::Blank | Kind::Stamp | Kind::Trailer | Kind::Footer);
        let end = lines.iter().rposition(|line| says(line.kind)).map_or(0, |last| last + 1);
        let count = end.saturating_sub(first);
        if count > MOST
            && let Some(line) = lines[first + MOST..end].iter().find(|line| line.kind != Kind::Blank)
        {
            found.at(
                line.text(),
                format!("the section has {count} lines from its date-time group on; about 100 go into one"),
            );
        }
    }
}
