//! CP002 caption-twice.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::doubled::captions_again;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP002",
    name: "caption-twice",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "5 FAH-2 H-440; telegram-format 6.4",
    summary: "A caption stands once in the heading of a section.",
    explanation: "A relay or a copyist printed the caption again. It says nothing new; the second one can go. In the headings \
        of two sections each caption is printed anew, which is in order.",
    examples: examples!("CP002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found) {
    for again in captions_again(look) {
        found.at(again.span, format!("{} stands here again", again.name)).edit(again.edit, "");
    }
}
