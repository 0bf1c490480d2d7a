//! CP004 excluded-pair.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP004",
    name: "excluded-pair",
    family: Family::Captions,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "registry of captions; 5 FAH-2 H-440",
    summary: "Captions that exclude each other do not stand in one telegram.",
    explanation: "NODIS, EXDIS and LIMDIS are three widths of the same door: the narrowest says all. NOFORN \
        forbids what REL TO allows. INFORM ALL STATE EMPLOYEES is for everybody, and goes with no \
        caption that restricts. SIPDIS with NODIS is a note only: the one asks for a wider network, the \
        other forbids it. Keep the caption that was meant.",
    examples: examples!("CP004"),
    check,
};

/// The pairs, the one that says all first.
const PAIRS: [(&str, &str); 5] =
    [("NODIS", "EXDIS"), ("NODIS", "LIMDIS"), ("EXDIS", "LIMDIS"), ("NOFORN", "REL TO"), ("NODIS", "SIPDIS")];

const ALL: &str = "INFORM ALL STATE EMPLOYEES";

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let pair = PAIRS.iter().find(|(one, other)| super::has(look, one) && super::has(look, other));
    if pair.is_none() && !super::has(look, ALL) {
        return;
    }
    let printed = super::printed(look);
    for (one, other) in PAIRS {
        let first = printed.iter().find(|caption| caption.name == one || caption.name == other);
        let second = first.and_then(|first| {
            let rest = if first.name == one { other } else { one };
            Some((first, printed.iter().find(|caption| caption.name == rest)?))
        });
        let Some((first, second)) = second else { continue };
        let finding =
            found.at(second.span(), format!("{} and {} exclude each other", first.name, second.name));
        if other == "SIPDIS" {
            finding.note();
        }
    }
    if printed.iter().any(|caption| caption.name == ALL) {
        let other =
            printed.iter().find(|caption| look.registry.caption(&caption.name).is_some_and(super::restricts));
        if let Some(other) = other {
            found.at(other.span(), format!("{} restricts a telegram that is to {ALL}", other.name));
        }
    }
}
