//! TG007 tag-of-another-era.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TG007",
    name: "tag-of-another-era",
    family: Family::Tags,
    eras: &[Era::from(Severity::Note, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "registry of TAGS (years)",
    summary: "A TAGS code belongs to the scheme of its time.",
    explanation: "The lists of codes were changed about 1980 and again after 2010: codes came, went, and changed \
        their sense; a code of the second list holds on where the third does not replace it. A code of \
        another time points to a wrong date or a copy put together from two telegrams; mostly the list is \
        not complete. From 1980 to 1999 codes of both lists are met, and \
        both are in order.",
    examples: examples!("TG007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((first, last)) = look.sent_between() else { return };
    let year = |year: i16| u16::try_from(year).unwrap_or_default();
    let (first, last) = (year(first.year()), year(last.year()));
    for tag in look.record().tags.iter().filter(|tag| super::is_code(tag)) {
        let entries = look.registry.tag_entries(tag.code.as_bytes());
        let holds = |entry: &chancery_registry::TagEntry| (first..=last).any(|year| entry.is_met(year));
        if let Some(known) = entries.first()
            && !entries.iter().any(holds)
        {
            found.at(
                tag.span,
                format!("{} is a code of the {} list, and this was sent in {first}", tag.code, known.scheme),
            );
        }
    }
}
