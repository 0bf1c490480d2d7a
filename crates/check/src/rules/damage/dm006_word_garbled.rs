//! DM006 word-garbled.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::confusion::{Misread, confusions};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM006",
    name: "word-garbled",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17; markings-and-indexing 9.7",
    summary: "The words of the heading are printed as they are spelled.",
    explanation: "A level, the word SECTION, a label (FM, TO, INFO, E.O., SUBJECT, Classified By and the like) or the name of the sender's post stands \
        one or two letters beside the word that belongs there: `COMFIDENTIAL`, `INFP`. At one letter's distance there is a proposal; at two a person should look at the original. The label TAGS has \
        a rule of its own (TG008).",
    examples: examples!("DM006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let words = confusions(look).iter().filter(|one| {
        one.what == Misread::Word || one.what == Misread::Label && !one.text.starts_with("TAGS")
    });
    for word in words {
        let finding = found.at(word.span, word.reason.as_str());
        if word.confidence > 0.0 {
            finding.edit(word.span, word.text.as_str());
        }
    }
}
