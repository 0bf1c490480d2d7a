//! RF002 subject-long.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "RF002",
    name: "subject-long",
    family: Family::References,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.8",
    summary: "A subject is short: 250 characters at most.",
    explanation: "A subject of several lines is a paragraph, or the text of the telegram was run into it. Lists of \
        case names may be as long. Look whether a line end was lost behind the subject.",
    examples: examples!("RF002"),
    check,
};

const LONGEST: usize = 250;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(subject) = look.record().subject.as_deref() else { return };
    let length = subject.chars().count();
    if length > LONGEST {
        let place = look.subject_place().unwrap_or_else(|| look.place_of_heading());
        found.at(place, format!("the subject has {length} characters"));
    }
}
