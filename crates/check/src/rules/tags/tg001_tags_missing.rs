//! TG001 tags-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::labels::Label;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TG001",
    name: "tags-missing",
    family: Family::Tags,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-210",
    summary: "The heading has a TAGS line.",
    explanation: "Since March 1973 each telegram bears codes for its subjects, countries and persons, by which it \
        is distributed and filed. Without them it lies where nobody looks for it. It is not asked for \
        where the heading is not whole, nor in later sections. Press texts and forms of other agencies \
        among the unclassified telegrams of 1973-79 often have none, which is a note.",
    examples: examples!("TG001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.has_whole_heading()
        || !look.record().tags.is_empty()
        || super::has_line(look)
        || look.has_label(b"TAGS")
    {
        return;
    }
    if look.labelled(Label::Tags).next().is_some() || super::tg008_label_garbled::lines(look).next().is_some()
    {
        return;
    }
    let finding = found.at(look.place_of_heading(), "the heading has no TAGS line");
    if look.is(&[Dialect::Nara]) && look.is_unclassified() {
        finding.note();
    }
}
