//! SP003 lone-number.

use super::number_of;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::BlockKind;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "SP003",
    name: "lone-number",
    family: Family::Sections,
    eras: &[Era::from(Severity::Note, date(1995, 1, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-246.2b",
    summary: "A single paragraph bears no number.",
    explanation: "The text is one paragraph, and it is numbered. The handbook numbers paragraphs where there is more than one. \
        Nothing is wrong with what the telegram says; a number alone can also mean that the rest of the text is lost.\n\n\
        Nothing is said of a copy that is not whole, of one that was released, in which paragraphs can be withheld, and of telegrams before \
        1995, where this was common.",
    examples: examples!("SP003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let body = &look.record().body;
    let [only] = &body[..] else { return };
    let told = look.is_whole() && !look.is_released();
    if told && only.kind == BlockKind::Paragraph && only.number == Some(1) {
        found.at(number_of(look, only), "the only paragraph of the text is numbered");
    }
}
