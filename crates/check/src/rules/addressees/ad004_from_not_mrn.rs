//! AD004 from-not-mrn.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use strsim::osa_distance;

pub(super) static RULE: Rule = Rule {
    code: "AD004",
    name: "from-not-mrn",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 9.3",
    summary: "The sender is the post of the number.",
    explanation: "A telegram is numbered by the post that sends it. Sender and number name two posts: one of \
        the lines belongs to another telegram, or is garbled.\n\nAliases, the first six letters of a name, \
        and names that differ in two letters or fewer count as one post; so do a mission and the city whose \
        name it bears. Numbers of a travelling party (SECTO) and readdressed telegrams are left alone.",
    examples: examples!("AD004"),
    check,
};

/// No name of a post is longer.
const LONGEST: usize = 64;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    let (Some(from), Some(mrn)) = (&record.from, &record.mrn) else { return };
    let Some(sender) = from.post.as_deref() else { return };
    let own = mrn.post.as_ref();
    let party = ["SECTO", "TOSEC", "DEPTO", "TODEP", "DELTO", "TODEL", "TASTO", "TRETO"];
    let readdressed = look.headings().iter().any(|heading| heading.readdressed);
    if readdressed || party.contains(&own) || mrn.span.is_empty() || from.span.is_empty() {
        return;
    }
    // Of names that share much one is cut, misspelt, or says the mission besides the city.
    let cut = own.len().min(6);
    let same = sender == own
        || sender.contains(own)
        || own.contains(sender)
        || sender.get(..cut) == own.get(..cut)
        || own.len() <= LONGEST && own.len().abs_diff(sender.len()) <= 2 && osa_distance(sender, own) <= 2
        || successor(look, sender) == successor(look, own);
    if !same {
        found.at(mrn.span, format!("the number is {}, the sender {}", mrn.text, from.name));
    }
}

/// The post that a post became, itself where it still is the same.
fn successor<'a>(look: &Look<'a, '_>, code: &'a str) -> &'a str {
    look.registry.post(code).and_then(|post| post.successor).unwrap_or(code)
}
