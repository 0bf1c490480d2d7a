//! CP001 unknown-caption.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP001",
    name: "unknown-caption",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-440; registry of captions",
    summary: "Words alone below the class line are a caption that is known.",
    explanation: "Between the class line and the executive order line stand captions, each on its line. This one \
        is in no list. It may be a local word, a slip that went too far to be recognized, or a line of \
        text that was torn off. Pass lines, headings and captions that are one letter off are left to \
        other rules. Look whether another caption was meant.",
    examples: examples!("CP001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for line in super::unknown_below_class(look) {
        let text = look.telegram.line(line);
        if super::near(look, &text).is_none() {
            found.at(line.text(), format!("{text} is no caption that is known"));
        }
    }
}
