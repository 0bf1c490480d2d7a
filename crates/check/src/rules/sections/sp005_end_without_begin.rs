//! SP005 end-without-begin.

use super::words::{Part, marks};
use crate::finding::Found;
use crate::look::{Dialect, Look};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "SP005",
    name: "end-without-begin",
    family: Family::Sections,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.11",
    summary: "What is closed with END or UNQUOTE was opened before.",
    explanation: "`END TEXT`, `END SUMMARY` or `UNQUOTE` stands here, and nothing before it in the telegram says TEXT, SUMMARY or \
        QUOTE: where that part begins cannot be told. Perhaps lines are lost from this copy.\n\n\
        Any use of the word before it, or a quotation mark, is taken for the opening, since drafters open such parts in many \
        ways. Nothing is said \
        of a fragment, or of a later section alone.",
    examples: examples!("SP005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if look.is(&[Dialect::Fragment]) || !look.is_first_section() {
        return;
    }
    for mark in marks(look).iter().filter(|mark| !mark.opens && !mark.named_before) {
        let word = match mark.part {
            Part::Summary => "SUMMARY",
            Part::Text if look.telegram.text(mark.span).to_ascii_uppercase().ends_with("TEXT") => "TEXT",
            // `END NOTE` may end a note of any kind.
            Part::Text => continue,
            Part::Quote => "QUOTE",
        };
        let printed = look.telegram.text(mark.span);
        let printed: Vec<&str> = printed.split_whitespace().collect();
        found.at(
            mark.span,
            format!("`{}` closes what nothing opens: no `{word}` stands before it", printed.join(" ")),
        );
    }
}
