//! TX001 routing-digraph-form.

use crate::finding::Found;
use crate::heading::words;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "TX001",
    name: "routing-digraph-form",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.2 (5 FAH-2 H-321.2; ACP 127)",
    summary: "Format line 2 begins with one precedence letter, doubled.",
    explanation: "`ZZ`, `OO`, `PP`, `RR`, or `YY` on the Defense network: the highest precedence of all \
        addressees. Two different letters are a garble, or the two prosigns of format line 5 were put \
        there.\n\nThe 43-position header of the Defense network is another form and is left alone.",
    examples: examples!("TX001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some(field) = &heading.routing else { continue };
        let Some((at, word)) = words(field.as_str()).next() else { continue };
        // The first word of the other form is eight letters long.
        if word.len() < 8 && !matches!(word, "ZZ" | "OO" | "PP" | "RR" | "YY") {
            found.at(
                field.span(at..at + word.len()),
                format!("format line 2 begins with {word}, not with a doubled letter"),
            );
        }
    }
}
