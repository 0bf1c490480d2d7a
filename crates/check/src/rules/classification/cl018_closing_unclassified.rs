//! CL018 closing-unclassified.

use super::{SBU_BEGINS, overall};
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Level;

pub(super) static RULE: Rule = Rule {
    code: "CL018",
    name: "closing-unclassified",
    family: Family::Classification,
    eras: &[Era::from(Severity::Note, SBU_BEGINS)],
    fact: true,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived: observed in released copies",
    summary: "The last paragraph alone is unclassified, which is in order.",
    explanation: "Classified telegrams often end in a paragraph that is not: who cleared the text, whom to \
        ask, where to find the post's page. That it is marked (U) in a classified telegram is no mistake. \
        This is a fact about the copy; nothing is to be done.",
    examples: examples!("CL018"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = overall(look).filter(|&level| level.is_classified()) else { return };
    let Some(last) = look.numbered().last().filter(|block| block.level == Some(Level::Unclassified)) else {
        return;
    };
    let others = || look.numbered().filter(|block| !std::ptr::eq(*block, last));
    let classified = others().any(|block| block.level.is_some_and(|level| level.is_classified()));
    if !classified || others().any(|block| block.level == Some(Level::Unclassified)) {
        return;
    }
    let span = last.mark_span.unwrap_or_else(|| portion::number_span(look, last));
    let message = format!(
        "only the last paragraph of this {} telegram is unclassified, which is usual",
        level.as_str()
    );
    found.at(span, message);
}
