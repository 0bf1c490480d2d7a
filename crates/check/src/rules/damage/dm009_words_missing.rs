//! DM009 words-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::DamageKind;

pub(super) static RULE: Rule = Rule {
    code: "DM009",
    name: "words-missing",
    family: Family::Damage,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived",
    summary: "A sentence ends before a list begins.",
    explanation: "A sentence breaks off, and the first item of a list follows on the same line: `the mayor --Opening the pier`, \
        with further items on the lines below. The end of the sentence is lost, and perhaps more. How much cannot be told; look \
        for another copy.\n\n\
        Dashes inside a sentence are left alone, and so is a sentence that its list goes on with: one that ends in a word such \
        as `to`, `of` or `that`.",
    examples: examples!("DM009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for damage in look.record().damage.iter().filter(|damage| damage.kind == DamageKind::MissingText) {
        // Characters that a conversion lost have a length.
        let Some(span) = damage.span.filter(|span| span.is_empty()) else { continue };
        let before = look.source()[..span.start as usize].trim_ascii_end();
        let length = before.iter().rev().take_while(|b| !b.is_ascii_whitespace()).count();
        let last = String::from_utf8_lossy(&before[before.len() - length..]);
        found.at(
            span,
            format!("the sentence breaks off behind \"{last}\", and a list begins: words are missing"),
        );
    }
}
