//! TX010 info-above-action.

use super::{prosigns, rank};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TX010",
    name: "info-above-action",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 15 (ACP 127)",
    summary: "Information addressees have no higher precedence than action addressees.",
    explanation: "Of two prosigns the first is for action, the second for information: `O R`. Information may \
        be lower, never higher. The two were changed about, or one of them is garbled.",
    examples: examples!("TX010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some((_, line)) = &heading.date_time else { continue };
        let (Some(action), Some(info)) = (line.precedence, line.info_precedence) else { continue };
        if rank(info) > rank(action) {
            let span = prosigns(heading).unwrap_or(line.sent.span);
            let message =
                format!("action goes as {}, and information above it as {}", action.as_str(), info.as_str());
            found.at(span, message);
        }
    }
}
