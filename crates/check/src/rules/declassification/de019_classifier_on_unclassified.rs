//! DE019 classifier-on-unclassified.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE019",
    name: "classifier-on-unclassified",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Note, date(1995, 1, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 3",
    summary: "An unclassified telegram has no classifier.",
    explanation: "Somebody is named who classified a telegram that is not classified. Either the class line is \
        wrong, and the text less protected than was meant, or the paragraph was left over from another \
        telegram. The stamp of a later release (`Classified by DAS, A/GIS ...`) is no such paragraph.",
    examples: examples!("DE019"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_unclassified() {
        return;
    }
    for paragraph in super::paragraphs(look).iter().filter(|paragraph| paragraph.read) {
        let text = paragraph.text();
        found.at(paragraph.field.span(0..text.len()), "the telegram is not classified, and has a classifier");
    }
}
