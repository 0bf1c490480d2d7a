//! CL006 none-marked.

use super::{BEFORE_12958, MARKS_ALWAYS, MARKS_ASKED, level_span, overall};
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CL006",
    name: "none-marked",
    family: Family::Classification,
    eras: &[
        Era::from(Severity::Warning, MARKS_ALWAYS),
        Era::between(Severity::Note, MARKS_ASKED, BEFORE_12958),
    ],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 12065 s.1-504, E.O. 12356 s.1.5(b), E.O. 12958 s.1.7(c), E.O. 13526 s.1.6(c)",
    summary: "A classified telegram marks its portions, or its entire text.",
    explanation: "Since 1 December 1978 each portion of a classified telegram says its level: `2. (C)`, or \
        one mark says it for all: `C - ENTIRE TEXT`. Without any, all of it is held at the level of the \
        whole, the unclassified parts too.\n\nA bracket that cannot be read as a mark is left to CL007. Marks \
        that are absent are never filled in: only the writer knows them.",
    examples: examples!("CL006"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(level) = overall(look).filter(|&level| level.is_classified()) else { return };
    if !look.is_whole() || !portion::portions(look).is_empty() {
        return;
    }
    let unread = look.numbered().any(|block| portion::unread_mark(look, block).is_some());
    // Without numbers the one paragraph is the portion; a text that is nothing but redactions says nothing of marks.
    let plain = look.numbered().next().is_none()
        && look.record().redactions.is_empty()
        && look.record().body.iter().any(|block| block.text.len() > 60);
    if !unread && (plain || portion::unmarked(look).next().is_some()) {
        found.at(
            level_span(look),
            format!("the telegram is {}, and none of its portions is marked", level.as_str()),
        );
    }
}
