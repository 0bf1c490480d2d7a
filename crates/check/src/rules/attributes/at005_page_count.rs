//! AT005 page-count.

use super::{in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "AT005",
    name: "page-count",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The message has no fewer pages than the archive counted.",
    explanation: "`Page Count` is higher than the number of `PAGE` lines in this copy: pages are missing, or their lines are \
        garbled.\n\n\
        A lower count is normal, since sections count their pages anew. Nothing is said of a copy without page lines.",
    examples: examples!("AT005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.telegram.has(Kind::PageLine) {
        return;
    }
    let Some(beside) = said(look, "Page Count") else { return };
    let Ok(counted) = beside.value.trim().parse::<usize>() else { return };
    let here = look.lines(Kind::PageLine).count();
    if counted > here {
        found.at(beside.span(look), format!("the archive counted {counted} pages; lines of {here} are here"));
    }
}
