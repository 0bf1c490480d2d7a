//! CL015 sbu-without-caption.

use super::{SBU_BEGINS, overall};
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::rules::captions;
use chancery_telegram::record::Level;
use chancery_telegram::syntax::Line;

pub(super) static RULE: Rule = Rule {
    code: "CL015",
    name: "sbu-without-caption",
    family: Family::Classification,
    eras: &[Era::from(Severity::Warning, SBU_BEGINS)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-1 H-246.2; the table of levels",
    summary: "A telegram with SBU portions says SENSITIVE in its heading.",
    explanation: "The class line of a sensitive telegram says `UNCLAS`; that it is sensitive is said by the \
        caption `SENSITIVE`, or by SBU on the class line or the banner. Without it the whole is handled as \
        plain unclassified.\n\nSaid once, at the first portion that is marked SBU. The reverse, a sensitive \
        telegram without marks, is normal.",
    examples: examples!("CL015"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if overall(look) != Some(Level::Unclassified) || !look.is_first_section() {
        return;
    }
    let portions = portion::portions(look);
    let Some(first) = portions.iter().find(|portion| portion.level == Level::Sbu) else { return };
    let captioned = ["SENSITIVE", "SBU", "FOUO"].iter().any(|name| captions::has(look, name));
    // A line of its own at the head of a page.
    let says =
        |line: &Line| matches!(look.bytes(line), b"SBU" | b"SENSITIVE" | b"SENSITIVE BUT UNCLASSIFIED");
    let banner = look.telegram.lines().iter().any(says);
    if !captioned && !banner {
        let message =
            format!("the portion is marked ({}), and the heading does not say SENSITIVE", first.mark);
        found.at(first.span, message);
    }
}
