//! SP007 section-total.

use super::{Part, parts};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "SP007",
    name: "section-total",
    family: Family::Sections,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "ACP 127 s.208; telegram-format 7",
    summary: "All sections of a telegram name the same total, and none has a higher number than it.",
    explanation: "`SECTION 03 OF 02` cannot be, nor can one section be of two and the next of three. One of the figures is wrong, \
        and nobody can tell from them whether the telegram is complete. Compare the page lines, and the other sections.",
    examples: examples!("SP007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let parts = parts(look);
    let total = usual(parts);
    for part in parts {
        let Some(of) = part.of else { continue };
        let number = part.number;
        if number > of {
            found.at(part.span, format!("section {number} is said to be one of {of}"));
        } else if let Some(total) = total.filter(|&total| total != of) {
            found.at(part.span, format!("this section is one of {of}; others are of {total}"));
        }
    }
}

/// The total that most sections name; of two that are named as often, the first.
fn usual(parts: &[Part]) -> Option<u16> {
    let totals: Vec<u16> = parts.iter().filter_map(|part| part.of.filter(|&of| part.number <= of)).collect();
    let mut best: Option<(u16, usize)> = None;
    let mut sorted = totals.clone();
    sorted.sort_unstable();
    for run in sorted.chunk_by(|a, b| a == b) {
        let first = |total: u16| totals.iter().position(|&other| other == total);
        let better = best.is_none_or(|(total, count)| {
            run.len() > count || run.len() == count && first(run[0]) < first(total)
        });
        if better {
            best = Some((run[0], run.len()));
        }
    }
    best.map(|(total, _)| total)
}
