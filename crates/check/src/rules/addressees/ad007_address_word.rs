//! AD007 address-word.

use super::address_fields;
use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::slips::one_slip_of_bytes;

pub(super) static RULE: Rule = Rule {
    code: "AD007",
    name: "address-word",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 10.2",
    summary: "The words of an address are spelt as in the directory.",
    explanation: "AMEMBASSY, AMCONSUL, SECSTATE, USMISSION or WASHDC with one letter wrong, missing or too \
        many, or two letters changed about. The address is understood, but a search for the word does not \
        find it.\n\nOnly lines of `FM`, `TO` and `INFO` are looked at; the plural with S is a word too. The \
        edit mends the word.",
    examples: examples!("AD007"),
    check,
};

const WORDS: [&str; 5] = ["AMEMBASSY", "AMCONSUL", "SECSTATE", "USMISSION", "WASHDC"];

fn check(look: &Look<'_, '_>, found: &mut Found) {
    for lines in address_fields(look) {
        let field = look.telegram.field(lines);
        for (at, word) in words(field.as_str()) {
            let mut start = at;
            for part in word.split('/') {
                let is_sign = |byte: &u8| !byte.is_ascii_alphanumeric();
                let signs = part.bytes().take_while(is_sign).count();
                let end = part.len() - part.bytes().rev().take_while(is_sign).count();
                let name = part.get(signs..end).unwrap_or_default();
                let begin = start + signs;
                start += part.len() + 1;
                if !(5..=10).contains(&name.len()) || !name.is_ascii() {
                    continue;
                }
                let plural = |word: &str| name.strip_suffix('S') == Some(word);
                let slip = |word: &str| one_slip_of_bytes(word.as_bytes(), name.as_bytes());
                let right = WORDS.into_iter().find(|word| slip(word) && !plural(word));
                if let Some(right) = right {
                    let span = field.span(begin..begin + name.len());
                    found.at(span, format!("{name} stands for {right}")).edit(span, right);
                }
            }
        }
    }
}
