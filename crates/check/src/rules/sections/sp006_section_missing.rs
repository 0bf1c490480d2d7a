//! SP006 section-missing.

use super::{listed, parts};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "SP006",
    name: "section-missing",
    family: Family::Sections,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: true,
    fixable: Fixable::No,
    source: "ACP 127 s.208; telegram-format 7",
    summary: "All sections of a telegram are here.",
    explanation: "A long telegram is sent in sections, each with its heading and `SECTION 01 OF 03` behind the level. This record \
        holds several of them, and one or more are not among them. Ask the source for the missing ones; their text cannot be \
        restored from the others.\n\n\
        A section alone in its record is in order: the others lie elsewhere. So is one whose number cannot be read, \
        where it may be the one that is missed.",
    examples: examples!("SP006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(sections) = &look.record().sections else { return };
    let Some(of) = sections.of.filter(|_| sections.this.is_none() && sections.present.len() > 1) else {
        return;
    };
    let parts = parts(look);
    // Where the totals are wrong themselves nobody can tell what is missing.
    if parts.iter().any(|part| part.number > of || part.of.is_some_and(|total| total != of)) {
        return;
    }
    let missing: Vec<u16> = (1..=of.min(99)).filter(|number| !sections.present.contains(number)).collect();
    let unread = look.telegram.sections.iter().filter(|section| section.number.is_none()).count();
    let Some(&first) = missing.first().filter(|_| unread < missing.len()) else { return };
    let place = parts.iter().find(|part| part.number > first).or(parts.last());
    let span = place.map_or_else(|| look.place_of_heading(), |part| part.span);
    let message = match missing.len() {
        1 => format!("section {first} of {of} is not here"),
        _ => format!("sections {} of {of} are not here", listed(&missing)),
    };
    found.at(span, message);
}
