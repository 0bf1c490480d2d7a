//! DE001 order-line-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::labels::Label;
use chancery_telegram::syntax::Kind;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE001",
    name: "order-line-missing",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-210; telegram-format 6.1",
    summary: "The heading has an executive order line.",
    explanation: "Since March 1973 each telegram says below its captions under which order it is marked, `N/A` \
        where it is not classified. Without the line nobody knows when the marking ends. It is not asked \
        for where the heading itself is not whole, nor in later sections; a garbled label (`EMO. 11652`) \
        counts. Press texts and forms of other agencies among the unclassified telegrams of 1973-79 \
        often have none, which is a note.",
    examples: examples!("DE001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.has_whole_heading() || look.record().executive_order.is_some() || look.order().is_some() {
        return;
    }
    let labelled = look.labelled(Label::ExecutiveOrder).next().is_some();
    if labelled || look.lines(Kind::ExecutiveOrder).next().is_some() || has_garbled_line(look) {
        return;
    }
    let finding = found.at(look.place_of_heading(), "the heading has no executive order line");
    if look.is(&[Dialect::Nara]) && look.is_unclassified() {
        finding.note();
    }
}

/// True where a line begins with E, up to five signs, and the five figures of an order.
fn has_garbled_line(look: &Look<'_, '_>) -> bool {
    look.around_heading().iter().any(|line| {
        let Some(rest) = look.bytes(line).strip_prefix(b"E") else { return false };
        let windows = rest.get(..rest.len().min(10)).unwrap_or_default().windows(5);
        windows.take(6).any(|number| number.iter().all(u8::is_ascii_digit))
    })
}
