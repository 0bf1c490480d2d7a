//! DM007 line-twice.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::doubled::lines_again;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM007",
    name: "line-twice",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17; markings-and-indexing 9.5",
    summary: "A line of text stands once.",
    explanation: "A relay, a copyist or a page's end printed a line of text again, right behind the first. The second one can go. Lines of fewer than \
        twenty letters are left alone: lists and tables have equal ones.",
    examples: examples!("DM007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for again in lines_again(look) {
        found.at(again.span, "the line before says the same").edit(again.edit, "");
    }
}
