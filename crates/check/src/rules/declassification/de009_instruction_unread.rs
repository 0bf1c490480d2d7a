//! DE009 instruction-unread.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE009",
    name: "instruction-unread",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Note, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.2",
    summary: "What stands behind the order's number can be read.",
    explanation: "No code, no date and no word of an event stands here: mostly a code of which a letter was \
        garbled. Words that speak of an event, and redactions, are left alone. The line has to be \
        compared with the source.",
    examples: examples!("DE009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order() else { return };
    if line.order.is_none() || line.places.date.is_some() || !matches!(line.code, None | Some(Code::Event)) {
        return;
    }
    let text = line.instruction();
    let says = |word: &str| word.len() >= 4 && word.bytes().any(|b| b"AEIOUYaeiouy".contains(&b));
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `N/A` without its stroke.
    let none = words().eq(["N", "A"]);
    if !none && words().next().is_some() && !words().any(says) {
        let printed = text.trim_matches(|c: char| !c.is_alphanumeric());
        found.at(line.instruction_span(), format!("{printed} is no instruction that can be read"));
    }
}
