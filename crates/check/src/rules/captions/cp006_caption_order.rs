//! CP006 caption-order.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP006",
    name: "caption-order",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-442",
    summary: "NODIS, EXDIS and LIMDIS stand before NOFORN, ORCON and REL TO.",
    explanation: "Captions of distribution come first, the more restrictive before the other; controls of \
        dissemination follow. The order helps those who sort telegrams by the first caption; nothing is \
        lost by another. STADIS may stand before or behind, SIPDIS and information captions anywhere, \
        and what stands on the class line has its own place. In a telegram that is being written, put \
        them in order; a copy stays as it is.",
    examples: examples!("CP006"),
    check,
};

const ORDER: [&str; 6] = ["NODIS", "EXDIS", "LIMDIS", "NOFORN", "ORCON", "REL TO"];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if ORDER.iter().filter(|name| super::has(look, name)).count() < 2 {
        return;
    }
    let mut last: Option<(usize, usize)> = None;
    for caption in super::printed(look).iter().filter(|caption| !caption.beside) {
        let Some(rank) = ORDER.iter().position(|name| caption.name == *name) else { continue };
        match last {
            Some((section, before)) if section == caption.section && before > rank => {
                found.at(caption.span(), format!("{} stands behind {}", caption.name, ORDER[before]));
            }
            _ => last = Some((caption.section, rank)),
        }
    }
}
