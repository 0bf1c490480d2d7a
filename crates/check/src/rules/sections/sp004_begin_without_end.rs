//! SP004 begin-without-end.

use super::words::{Part, marks};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "SP004",
    name: "begin-without-end",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.11",
    summary: "What is opened with BEGIN or QUOTE is closed with END or UNQUOTE.",
    explanation: "`BEGIN SUMMARY`, `BEGIN TEXT`, `BEGIN QUOTE`, or `QUOTE` alone on its line opens a part of the text, and \
        nothing closes it: a reader cannot tell where the quoted document ends and the writer's own words go on. Add \
        `END SUMMARY`, `END TEXT` or `UNQUOTE` where it ends.\n\n\
        A heading `SUMMARY` without BEGIN needs no end. Nothing is said of a copy that is not whole.",
    examples: examples!("SP004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_whole() {
        return;
    }
    // From the end: what closes is there for the nearest that opens before it. A text may be closed with UNQUOTE.
    let (mut summaries, mut texts) = (0_u32, 0_u32);
    for mark in marks(look).iter().rev().filter(|mark| !mark.opens || !mark.inline) {
        let (open, end) = match mark.part {
            Part::Summary => (&mut summaries, "END SUMMARY"),
            Part::Text => (&mut texts, "END TEXT"),
            Part::Quote => (&mut texts, "UNQUOTE"),
        };
        if !mark.opens {
            *open += 1;
        } else if *open > 0 {
            *open -= 1;
        } else {
            let printed = look.telegram.text(mark.span);
            let printed: Vec<&str> = printed.split_whitespace().collect();
            found.at(mark.span, format!("no `{end}` follows this `{}`", printed.join(" ")));
        }
    }
}
