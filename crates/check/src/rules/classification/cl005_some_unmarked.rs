//! CL005 some-unmarked.

use super::{BEFORE_12958, MARKS_ALWAYS, MARKS_ASKED, overall};
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CL005",
    name: "some-unmarked",
    family: Family::Classification,
    eras: &[
        Era::from(Severity::Warning, MARKS_ALWAYS),
        Era::between(Severity::Note, MARKS_ASKED, BEFORE_12958),
    ],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 12065 s.1-504, E.O. 12356 s.1.5(b), E.O. 12958 s.1.7(c), E.O. 13526 s.1.6(c); 5 FAH-1 H-246.2c",
    summary: "A classified telegram that marks its paragraphs marks all of them.",
    explanation: "Most paragraphs bear a mark and this one does not. The text without a mark is held at the \
        level of the whole, so nothing is given away, but nobody can tell what the writer meant.\n\nNot asked \
        of unclassified telegrams, where a mark covers the entire text, where fewer than half of the \
        paragraphs are marked (CL006 looks at those without any), and of paragraphs that were taken out \
        whole. A bracket that cannot be read as a mark is left to CL007. Marks that are absent are never \
        filled in.",
    examples: examples!("CL005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = overall(look).filter(|&level| level.is_classified()) else { return };
    let all = look.numbered().count();
    let marked = look.numbered().filter(|block| block.mark.is_some()).count();
    if marked == 0 || marked == all || marked * 2 < all {
        return;
    }
    if portion::portions(look).iter().any(|portion| portion.entire) {
        return;
    }
    for block in portion::unmarked(look) {
        let number = block.number.unwrap_or(0);
        let message = format!(
            "paragraph {number} has no mark; {marked} of the {all} paragraphs of this {} telegram have one",
            level.as_str()
        );
        found.at(portion::number_span(look, block), message);
    }
}
