//! DM013 redaction.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM013",
    name: "redaction",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: true,
    everywhere: true,
    fixable: Fixable::No,
    source: "telegram-format 17",
    summary: "A release took something out here.",
    explanation: "A run of X, black bars, `[...]` or an exemption such as `(b)(1)` stands where a release took out a name or \
        other words. Nothing is wrong with the telegram, and nothing is ever put in its place: neither the length nor the letters \
        around it tell what stood there. The message says how many characters stand there now.",
    examples: examples!("DM013"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for redaction in &look.record().redactions {
        let count = redaction.length;
        found.at(
            redaction.span,
            format!("something was taken out here; {count} characters stand in its place"),
        );
    }
}
