//! AT010 tags-lack.

use super::{in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::TagKind;

pub(super) static RULE: Rule = Rule {
    code: "AT010",
    name: "tags-lack",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "source-formats 1.3",
    summary: "The archive's TAGS have each known code that is printed.",
    explanation: "The indexers kept the printed codes and added others. Here they left one out: a search of the archive by this \
        code does not find the telegram, or the code was misread on one side.\n\n\
        Codes that only the archive has are normal. Persons are not compared.",
    examples: examples!("AT010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "TAGS") else { return };
    let codes: Vec<&str> = beside.value.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    for tag in look.record().tags.iter().filter(|tag| !tag.span.is_empty()) {
        let known = tag.kind.is_some_and(|kind| kind != TagKind::Person);
        if known && !codes.contains(&tag.code.as_ref()) && !codes.contains(&tag.text.as_ref()) {
            found.at(tag.span, format!("the archive's TAGS lack {}", tag.code));
        }
    }
}
