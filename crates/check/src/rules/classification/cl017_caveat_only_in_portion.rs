//! CL017 caveat-only-in-portion.

use super::MARKS_ASKED;
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::rules::captions;

pub(super) static RULE: Rule = Rule {
    code: "CL017",
    name: "caveat-only-in-portion",
    family: Family::Classification,
    eras: &[Era::from(Severity::Warning, MARKS_ASKED)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 1.3 (32 CFR 2001)",
    summary: "A caveat of a portion stands in the heading too.",
    explanation: "`2. (S/NF)` says that a paragraph is not for foreign nationals. The telegram as a whole is \
        handled by its heading, which does not say so: `NOFORN` is missing on the class line and among the \
        captions.\n\nAsked of NOFORN, ORCON and REL, once each. Put the caveat into the heading, or take it \
        from the mark; only the writer can tell.",
    examples: examples!("CL017"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_first_section() || look.record().classification.is_none() {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for portion in portion::portions(look) {
        for caveat in &portion.caveats {
            let name = match caveat.as_ref() {
                "NOFORN" => "NOFORN",
                "ORCON" => "ORCON",
                other
                    if other.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("REL"))
                        && other != "RELIDO" =>
                {
                    "REL TO"
                }
                _ => continue,
            };
            if !told.contains(&name) && !captions::has(look, name) {
                told.push(name);
                let message =
                    format!("({}) makes this portion {name}, and the heading does not", portion.mark);
                found.at(portion.span, message);
            }
        }
    }
}
