//! AD001 no-addressee.

use super::addressees;
use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "AD001",
    name: "no-addressee",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.7 (ACP 127)",
    summary: "A telegram has an action or an information addressee.",
    explanation: "Below the sender stands to whom the telegram goes: `TO`, or `INFO` alone. A heading with a \
        date-time group or a sender and neither of the two has lost lines.\n\nSMART renderings say it in \
        labelled fields, and a copy that ends before its class line is left to the rules of damage. Look in \
        another copy; nothing is filled in.",
    examples: examples!("AD001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let labelled = look.is(&[Dialect::Smart, Dialect::Legacy, Dialect::Form]);
    if labelled || addressees(look).next().is_some() || record.classification.is_none() {
        return;
    }
    let printed = look.lines(Kind::To).chain(look.lines(Kind::Info)).next();
    // `FM` and a name that is none of a post may be noise of an optical reading.
    let sender = record.from.as_ref().is_some_and(|from| from.post.is_some() || from.routing.is_some());
    let head = look.lines(Kind::From).last().filter(|_| sender);
    let group = look.lines(Kind::DateTime).last().filter(|_| record.mrn.is_some());
    let Some(line) = head.or(group) else { return };
    if printed.is_none() {
        found.at(line.text(), format!("neither TO nor INFO stands below `{}`", look.telegram.line(line)));
    }
}
