//! DM015 spaced-line.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::spaced::spaced_out;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM015",
    name: "spaced-line",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17; markings-and-indexing 9.7",
    summary: "Letters are spaced out in the classification line only.",
    explanation: "Six or more single letters in a row in a line of the text: a heading was typed as the classification line is. It is mended where each \
        word is known from other telegrams. The error prosign (`E E E E`) and `CORRECTED COPY` are left alone.",
    examples: examples!("DM015"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for spaced in spaced_out(look) {
        let printed = look.telegram.text(spaced.span);
        let finding = found.at(spaced.span, format!("`{printed}` is spaced out"));
        if let Some(words) = &spaced.words {
            finding.edit(spaced.span, words.as_str());
        }
    }
}
