//! DE006 date-on-unclassified.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE006",
    name: "date-on-unclassified",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.1",
    summary: "An unclassified telegram has no day on which its marking ends.",
    explanation: "A date or a schedule (`GDS`, `DECL: 03/12/2017`) belongs to a classified telegram. On an \
        unclassified one either the class line or the order line is wrong; if the class line is, the \
        text is less protected than was meant. `N/A` or nothing is in order.",
    examples: examples!("DE006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_unclassified() {
        return;
    }
    let Some(line) = look.order() else { return };
    let place = match line.code {
        Some(Code::NotApplicable | Code::Event) => return,
        Some(_) => line.instruction_span(),
        None => match line.date_span().filter(|_| line.date.is_some()) {
            Some(place) => place,
            None => return,
        },
    };
    let printed = look.telegram.text(place);
    found.at(place, format!("{printed} stands on a telegram that is not classified"));
}
