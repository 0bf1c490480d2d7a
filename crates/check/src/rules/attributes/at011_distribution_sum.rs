//! AT011 distribution-sum.

use super::in_the_files_of_1973_79;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::distribution;
use chancery_telegram::syntax::Kind;
use std::borrow::Cow;

pub(super) static RULE: Rule = Rule {
    code: "AT011",
    name: "distribution-sum",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.3",
    summary: "The number behind the oblique is the sum of all copies of the distribution.",
    explanation: "`/034 W` closes the list of offices: the sum of their copies, ACTION or ORIGIN included. Here it is another number, so \
        that an office is lost or a figure garbled.\n\n\
        Nothing is said where a code of the list cannot be read.",
    examples: examples!("AT011"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for (_, lines) in look.fields(Kind::Distribution) {
        let field = look.telegram.field(lines);
        let text = field.as_str();
        // That of the first section is read already.
        let known =
            look.record().distribution.as_ref().filter(|known| known.span == field.span(0..text.len()));
        let Some(read) = known.map(Cow::Borrowed).or_else(|| distribution::read(&field).map(Cow::Owned))
        else {
            continue;
        };
        let sum = distribution::sum(&read);
        let Some(total) = read.total.filter(|&total| total != sum) else { continue };
        let Some(at) = text.rfind('/') else { continue };
        let offices = [&read.action, &read.info, &read.origin];
        let legible = offices.iter().all(|list| list.iter().all(|office| office.copies.is_some()));
        let count: usize = offices.iter().map(|list| list.len()).sum();
        if legible && count == codes(&text[..at]) {
            let end =
                at + text[at..].find(|c: char| c != '/' && !c.is_ascii_digit()).unwrap_or(text.len() - at);
            found.at(field.span(at..end), format!("the copies add up to {sum}, not to {total}"));
        }
    }
}

/// How many words are codes of offices, or what is left of them.
fn codes(list: &str) -> usize {
    list.split_whitespace()
        .filter(|word| !matches!(word.trim_end_matches(':'), "ACTION" | "ORIGIN" | "INFO"))
        .count()
}
