//! AD009 xmt-alone.

use super::addressees;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "AD009",
    name: "xmt-alone",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.8 (ACP 127; 5 FAH-2 H-321.9)",
    summary: "XMT stands behind a collective address.",
    explanation: "`XMT` exempts a post from the collective address before it; it does not mean to transmit. \
        Without a collective there is nothing to exempt from, and the post may have been meant as an \
        addressee.\n\nWhere an address that the tables do not know stands before it, that may be the \
        collective, and nothing is said.",
    examples: examples!("AD009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.lines(Kind::Exempt).next() else { return };
    let before = addressees(look).filter(|addressee| addressee.span.start < line.start);
    let mut before = before.peekable();
    let plain = before.peek().is_some()
        && before.all(|addressee| {
            let known = addressee.post.is_some()
                || look.registry.addressee(&addressee.name).is_some_and(|known| !known.is_collective());
            known && !addressee.collective
        });
    if plain {
        let message = format!("no collective address stands before `{}`", look.telegram.line(line));
        found.at(line.text(), message);
    }
}
