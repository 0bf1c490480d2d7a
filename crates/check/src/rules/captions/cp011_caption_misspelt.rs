//! CP011 caption-misspelt.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP011",
    name: "caption-misspelt",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "registry of captions",
    summary: "A caption is spelt as it is registered.",
    explanation: "One letter is wrong, missing or too many, or a slip stands here that is known from other \
        telegrams. The reader understands it; a program that looks for the word does not. Spaced letters \
        (`N O D I S`), other wordings (`NO FOREIGN DISSEM`) and a row of strokes behind the word are no \
        slips. The caption meant is put in its place.",
    examples: examples!("CP011"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for caption in super::printed(look) {
        if caption.text() == caption.name || !caption.is_alone() {
            continue;
        }
        let (printed, name) = (super::letters(caption.text()), super::letters(&caption.name));
        if printed == name {
            continue;
        }
        let slips = strsim::osa_distance(&printed, &name);
        let listed = look.registry.caption(caption.text()).is_some_and(|known| known.caption == caption.name);
        if slips == 1 && (name.len() >= 6 || listed) || slips == 2 && listed {
            let message = format!("{} is spelt {}", caption.text(), caption.name);
            found.at(caption.span(), message).edit(caption.span(), caption.name.clone());
        }
    }
    for line in super::unknown_below_class(look) {
        let text = look.telegram.line(line);
        if let Some(known) = super::near(look, &text) {
            let message = format!("{text} is spelt {}", known.caption);
            found.at(line.text(), message).edit(line.text(), known.caption);
        }
    }
}
