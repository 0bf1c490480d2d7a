//! CL003 portion-above-overall.

use super::overall;
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CL003",
    name: "portion-above-overall",
    family: Family::Classification,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived; marks: 5 FAH-1 H-246.2c, 32 CFR 2001",
    summary: "No portion is marked above the level of the whole.",
    explanation: "The whole bears the highest level of its parts. A paragraph, subject or item with a higher \
        mark means that one of the two is wrong, and that the text may be handled below its level.\n\nMarks \
        below classified (`SBU`, `LOU`) are not compared: they stand in telegrams that say `UNCLAS` on the \
        class line. Raise the level of the telegram, or lower the mark; only the writer can tell.",
    examples: examples!("CL003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = overall(look) else { return };
    let subject = portion::of_subject(look);
    let subject = subject.iter().map(|(level, mark, span)| (*level, mark, *span));
    let marks = portion::portions(look).iter().map(|portion| (portion.level, &portion.mark, portion.span));
    for (of, mark, span) in subject.chain(marks) {
        if of.rank() > level.rank().max(1) {
            found.at(
                span,
                format!("({mark}) stands in a telegram that is {level} as a whole", level = level.as_str()),
            );
        }
    }
}
