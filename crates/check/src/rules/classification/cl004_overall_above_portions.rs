//! CL004 overall-above-portions.

use super::{MARKS_ALWAYS, level_span, overall};
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CL004",
    name: "overall-above-portions",
    family: Family::Classification,
    eras: &[Era::from(Severity::Warning, MARKS_ALWAYS)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "32 CFR 2001; E.O. 12958 s.1.8(e), E.O. 13526 s.1.7(e) for compilations",
    summary: "The level of the whole is that of its highest portion.",
    explanation: "Each paragraph is marked, and none of them as high as the telegram. Either a mark is too \
        low or the telegram is classified above what it says.\n\nParts can be classified higher together than \
        alone (compilation), so this is a warning. It is not asked where a section is missing, where \
        something was taken out of the copy, or where a mark covers the entire text.",
    examples: examples!("CL004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = overall(look) else { return };
    if !level.is_classified() || !look.is_whole() || !look.record().redactions.is_empty() {
        return;
    }
    // CL010 says where sections differ.
    if look.headings().iter().filter_map(crate::heading::Heading::level).any(|other| other != level) {
        return;
    }
    let mut numbered = look.numbered().peekable();
    if numbered.peek().is_none() || numbered.any(|block| block.mark.is_none()) {
        return;
    }
    let portions = portion::portions(look);
    let subject = portion::of_subject(look).map(|(level, ..)| level);
    let highest = portions.iter().map(|portion| portion.level).chain(subject).max_by_key(|&of| of.rank());
    let Some(highest) = highest.filter(|&highest| highest.rank() < level.rank()) else { return };
    if !portions.iter().any(|portion| portion.entire) {
        let message = format!(
            "the telegram is {}, and no portion is marked above {}",
            level.as_str(),
            highest.as_str()
        );
        found.at(level_span(look), message);
    }
}
