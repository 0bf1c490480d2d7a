//! AT006 subject.

use super::{in_the_files_of_1973_79, said, squeezed};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "AT006",
    name: "subject",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The archive's subject begins as the printed one does.",
    explanation: "The indexers keyed the subject from the telegram. Here the two differ from their beginning, beyond a misprint or \
        two: a line of the subject may be lost on one side, or the attributes belong to another telegram.\n\n\
        Only the first twenty letters and figures are compared; the archive often took in a line too many, or cut the \
        subject off.",
    examples: examples!("AT006"),
    check,
};

/// How many letters are compared, how many of them may differ, and how few tell nothing.
const COMPARED: usize = 20;
const DIFFERENT: usize = 3;
const FEWEST: usize = 8;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "Subject") else { return };
    let Some(own) = look.record().subject.as_deref().filter(|_| look.lines(Kind::Subject).next().is_some())
    else {
        return;
    };
    if own == &*beside.value {
        return;
    }
    let (mut mine, mut theirs) = (squeezed(own), squeezed(&beside.value));
    let length = mine.len().min(theirs.len()).min(COMPARED);
    mine.truncate(length);
    theirs.truncate(length);
    if length >= FEWEST && mine != theirs && strsim::osa_distance(&mine, &theirs) > DIFFERENT {
        let short: String = own.chars().take(40).collect();
        found.at(
            beside.span(look),
            format!("the archive has another subject than the telegram, which begins \"{short}\""),
        );
    }
}
