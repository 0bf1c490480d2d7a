//! AT003 original-classification.

use super::{in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "AT003",
    name: "original-classification",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The archive's original classification is the level of the classification line.",
    explanation: "`Original Classification` gives the level at which the telegram was sent. Here the classification line says \
        another one. In a few dozen records the archive took a word of the text, such as SECRETARY, for the level; what is \
        printed in the telegram counts.",
    examples: examples!("AT003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "Original Classification") else { return };
    let Some(class) = look.record().classification.as_ref().filter(|class| !class.span.is_empty()) else {
        return;
    };
    let (Some(own), Some(other)) = (class.level, look.registry.level(&beside.value)) else { return };
    if own.as_str() != other.name {
        let (own, other) = (own.as_str(), other.name);
        found.at(beside.span(look), format!("the archive says {other}, the classification line {own}"));
    }
}
