//! AT007 from.

use super::{in_the_files_of_1973_79, said, squeezed};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "AT007",
    name: "from",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The archive's sender is that of the FM line.",
    explanation: "`From` names the post without its kind: `LA PAZ` for `FM AMEMBASSY LA PAZ`. Here the two name different posts. \
        What is printed in the telegram counts, unless it is garbled.\n\n\
        The letters `OR-P` and the like behind the name are those of the office of origin, which belong to the executive order \
        line.",
    examples: examples!("AT007"),
    check,
};

/// No name of a post is longer.
const LONGEST: usize = 64;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "From") else { return };
    let Some(from) = look.record().from.as_ref().filter(|from| !from.span.is_empty()) else { return };
    let name = match beside.value.rsplit_once(" OR-") {
        Some((name, letters)) if letters.len() <= 4 => name.trim(),
        _ => beside.value.trim(),
    };
    let known = look.registry.post_named(name).map(|post| post.code);
    if known.is_some() && known == from.post.as_deref() {
        return;
    }
    let (theirs, mine) = (squeezed(name), squeezed(&from.name));
    // A garbled name is near the other at its end: the kind of mission stands before it.
    let tail = &mine[mine.len().saturating_sub(theirs.len())..];
    let near = || theirs.len() <= LONGEST && strsim::osa_distance(tail, &theirs) <= 2;
    if theirs.is_empty() || mine.contains(&theirs) || near() {
        return;
    }
    found.at(beside.span(look), format!("the archive says {name}, the telegram FM {}", from.name));
}
