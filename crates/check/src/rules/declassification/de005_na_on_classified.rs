//! DE005 na-on-classified.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE005",
    name: "na-on-classified",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.1",
    summary: "A classified telegram says when its marking ends.",
    explanation: "`N/A` says that the orders do not apply: it stands on unclassified telegrams. On a classified \
        one either the level or the line is wrong, and nobody can tell when the marking ends. Ask the \
        writer, or look at another copy.",
    examples: examples!("DE005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order().filter(|line| line.code == Some(Code::NotApplicable)) else { return };
    if let Some(level) = look.level().filter(|_| look.is_classified()) {
        let level = level.as_str();
        found.at(line.instruction_span(), format!("{} stands on a {level} telegram", line.words));
    }
}
