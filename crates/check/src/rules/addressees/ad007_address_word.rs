//! AD007 address-word.

use super::address_fields;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::slips::one_slip_of_bytes;
use chancery_telegram::fields::labels::Label;

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

/// What is left of WASHDC when a letter is missing.
const SHORTEST: usize = 5;

/// The letters with which the words begin, and those with which they end: a bit for each.
const ENDS: (u32, u32) = {
    let (mut first, mut last, mut at) = (0, 0, 0);
    while at < WORDS.len() {
        let word = WORDS[at].as_bytes();
        first |= 1 << (word[0] & 31);
        last |= 1 << (word[word.len() - 1] & 31);
        at += 1;
    }
    (first, last)
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let labelled =
        [Label::From, Label::Action, Label::Info].into_iter().flat_map(|label| look.labelled(label));
    for lines in address_fields(look).chain(labelled) {
        let field = look.telegram.field(lines);
        let text = field.as_str().as_bytes();
        let mut at = 0;
        for word in text.split(|byte| byte.is_ascii_whitespace() || *byte == b'/') {
            let start = at;
            at += word.len() + 1;
            if word.len() < SHORTEST {
                continue;
            }
            let signs = word.iter().take_while(|byte| is_sign(byte)).count();
            let behind = word[signs..].iter().rev().take_while(|byte| is_sign(byte)).count();
            let name = signs..word.len() - behind;
            if let Some(right) = meant(&word[name.clone()]) {
                let span = field.span(start + name.start..start + name.end);
                let printed = &field.as_str()[start + name.start..start + name.end];
                found.at(span, format!("{printed} stands for {right}")).edit(span, right);
            }
        }
    }
}

fn is_sign(byte: &u8) -> bool {
    !byte.is_ascii_alphanumeric()
}

/// The word of which a printed one is a misprint.
fn meant(name: &[u8]) -> Option<&'static str> {
    let [first, .., last] = name else { return None };
    let near = ENDS.0 >> (first & 31) | ENDS.1 >> (last & 31);
    if near & 1 == 0 || !(SHORTEST..=10).contains(&name.len()) || !name.is_ascii() {
        return None;
    }
    WORDS.into_iter().find(|word| {
        let word = word.as_bytes();
        // One slip leaves the first letter or the last.
        let near = word.first() == Some(first) || word.last() == Some(last);
        near && one_slip_of_bytes(word, name) && name.strip_suffix(b"S") != Some(word)
    })
}
