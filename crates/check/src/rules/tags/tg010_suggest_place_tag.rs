//! TG010 suggest-place-tag.

use super::countries::{self, Named};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TG010",
    name: "suggest-place-tag",
    family: Family::Tags,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "registry of TAGS (countries)",
    summary: "A country that the subject names is among the TAGS.",
    explanation: "The subject names a country, by name or adjective, and its code is not there: `RUSSIAN \
        COUNTERPART` without RS in 2006. Where the telegram goes to a post in that country, or comes \
        from one, the message says so. It is a suggestion: the words of a subject do not decide where a \
        telegram belongs. Words that may be something else (the river, the state, a person's name) are \
        left alone.",
    examples: examples!("TG010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let (Some(place), Some(year)) =
        (super::place(look), look.year().and_then(|year| u16::try_from(year).ok()))
    else {
        return;
    };
    let record = look.record();
    // A code that is not known may be the one.
    if record.tags.iter().any(|tag| tag.kind.is_none()) {
        return;
    }
    let Some(subject) = super::subject_words(look) else { return };
    let mut told: Vec<&str> = Vec::new();
    for Named { words, code, countries } in countries::named(subject, year, look.registry) {
        let is_there = record.tags.iter().any(|tag| {
            look.registry
                .tag_entries(tag.code.as_bytes())
                .iter()
                .any(|entry| entry.iso3166.is_some_and(|iso| countries.contains(&iso)))
        });
        if is_there || told.contains(&code) {
            continue;
        }
        told.push(code);
        let posts = record.to.iter().chain(&record.info).chain(&record.from);
        let there = posts
            .filter_map(|post| look.registry.post(post.post.as_deref()?))
            .find(|post| post.country.is_some_and(|iso| countries.contains(&iso)));
        let why = there.map_or(String::new(), |post| format!(" and {} is in the heading", post.name));
        found.at(place, format!("the subject names {words}{why}, and {code} is not among the TAGS"));
    }
}
