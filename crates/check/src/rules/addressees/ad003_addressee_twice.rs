//! AD003 addressee-twice.

use super::addressees;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "AD003",
    name: "addressee-twice",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "derived",
    summary: "Each addressee stands once.",
    explanation: "The same post stands twice among the addressees, with the same office or with none. The \
        second line says nothing new, or one of the two was meant for another post.\n\nTwo missions in one \
        city, and two offices of one post, are two addressees. A readdressed telegram has two lists and is \
        left alone.",
    examples: examples!("AD003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if look.headings().iter().any(|heading| heading.readdressed) {
        return;
    }
    let mut posts: Vec<&str> = addressees(look).filter_map(|addressee| addressee.post.as_deref()).collect();
    posts.sort_unstable();
    if posts.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    let mut seen: HashSet<(&str, String)> = HashSet::new();
    for addressee in addressees(look).filter(|addressee| !addressee.collective) {
        let Some(post) = addressee.post.as_deref() else { continue };
        // The name by its letters: kind of mission, city and office in obliques.
        let name = addressee.name.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        if !seen.insert((post, name)) {
            found.at(addressee.span, format!("{} is an addressee already", addressee.name));
        }
    }
}
