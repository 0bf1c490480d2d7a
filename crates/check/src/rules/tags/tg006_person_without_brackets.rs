//! TG006 person-without-brackets.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::TagKind;

pub(super) static RULE: Rule = Rule {
    code: "TG006",
    name: "person-without-brackets",
    family: Family::Tags,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "telegram-format 6.7",
    summary: "A person among the TAGS stands in brackets.",
    explanation: "Behind a code of travel or biography stands the person in brackets, surname first: `OVIP \
        (WEAVER, ANN)`. Without brackets the comma looks like one between codes, and the name is filed \
        as two codes. The proposal sets the brackets; a person decides where the name ends.",
    examples: examples!("TG006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(list) = super::place(look) else { return };
    let persons = look.record().tags.iter().filter(|tag| tag.kind == Some(TagKind::Person));
    for tag in persons.filter(|tag| !tag.span.is_empty() && tag.text.contains(',')) {
        let before = &look.source()[list.start as usize..tag.span.start as usize];
        let open = before.iter().rposition(|b| matches!(b, b'(' | b'['));
        let close = before.iter().rposition(|b| matches!(b, b')' | b']'));
        if open.is_none() || open < close {
            let finding = found.at(tag.span, format!("{} stands without brackets", tag.text));
            finding.edit(tag.span, format!("({})", tag.text));
        }
    }
}
