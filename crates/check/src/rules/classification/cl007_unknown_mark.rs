//! CL007 unknown-mark.

use super::MARKS_ASKED;
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::slips::one_slip;

pub(super) static RULE: Rule = Rule {
    code: "CL007",
    name: "unknown-mark",
    family: Family::Classification,
    eras: &[Era::from(Severity::Warning, MARKS_ASKED)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "markings-and-indexing 1.3 (5 FAH-1 H-246.2c)",
    summary: "What stands where a mark stands is a mark.",
    explanation: "A short bracket behind the paragraph's number that looks like a mark and is none: `(SUB)` \
        for `(SBU)`. The paragraph then has no mark that a reader or a program can use.\n\nAsked only where \
        other paragraphs are marked. Brackets that are words of the text, an abbreviation (`(UN)`), or an \
        item (`(A)`) are left alone. The edit proposes the nearest level; a person decides.",
    examples: examples!("CL007"),
    check,
};

/// The levels of marks that have three letters or more.
const LONG: [&str; 7] = ["SBU", "LOU", "SECRET", "CONFIDENTIAL", "UNCLAS", "UNCLASSIFIED", "TOP SECRET"];
/// The levels of one or two letters with a letter doubled or two changed about.
const SHORT: [(&str, &str); 5] = [("CC", "C"), ("SS", "S"), ("UU", "U"), ("ST", "TS"), ("TTS", "TS")];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.numbered().any(|block| block.mark.is_some()) {
        return;
    }
    for block in look.numbered() {
        let Some(span) = portion::unread_mark(look, block) else { continue };
        let printed = look.telegram.text(span);
        let head = printed.split(['/', '-', ',']).next().unwrap_or_default().trim();
        if look.registry.abbreviation(head).next().is_some() {
            continue;
        }
        let short = SHORT.iter().find(|(wrong, _)| *wrong == head).map(|&(_, level)| level);
        let level = short.or_else(|| {
            let mut near = LONG.into_iter().filter(|level| one_slip(level, head) && head.len() > 2);
            near.next().filter(|_| near.next().is_none())
        });
        // `(S/NOFRN)`: the level is right, what follows it is not.
        let caveat = printed.contains('/') && matches!(head, "C" | "S" | "TS" | "U" | "SBU" | "LOU");
        let number = block.number.unwrap_or(0);
        if let Some(level) = level {
            let at = span.start as usize + printed.find(head).unwrap_or(0);
            let place = chancery_telegram::Span::new(at, at + head.len());
            let message = format!("({printed}) behind number {number} is no mark; {level} is near to it");
            found.at(span, message).edit(place, level);
        } else if caveat {
            found.at(
                span,
                format!("({printed}) behind number {number} is a level with a caveat that is none"),
            );
        }
    }
}
