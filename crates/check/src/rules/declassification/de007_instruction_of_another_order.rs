//! DE007 instruction-of-another-order.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE007",
    name: "instruction-of-another-order",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 2.1, 2.2",
    summary: "The instruction is one that its order knows.",
    explanation: "GDS ended in July 1982, RDS is of order 12065 alone, OADR of 12356, X1 to X8 of 12958 and not in \
        use since September 2003. An instruction that the order does not know leaves open when the \
        marking ends. `XDS` and `XGDS` under 12065 are met in the sense of RDS and are a note; the two \
        months of overlap between orders are allowed.",
    examples: examples!("DE007"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order() else { return };
    let (Some(code), Some(order)) = (line.code, line.order) else { return };
    let knows = match (order, code) {
        (_, Code::NotApplicable | Code::Event | Code::Review) | (10501 | 10964, _) => true,
        (11652, Code::Gds | Code::Ads | Code::Xgds) => true,
        (12065, Code::Gds | Code::Rds) => true,
        (12356, Code::Oadr) => true,
        (12958 | 13142 | 13292, Code::Exempt) => !look.sent_from(date(2004, 1, 1)),
        (12958 | 13142 | 13292 | 13526, Code::Exempt25 | Code::Exempt50) => true,
        (11652 | 12065 | 12356 | 12958 | 13142 | 13292 | 13526, _) => false,
        // An order that is none: DE002 and DE015.
        _ => true,
    };
    if knows {
        return;
    }
    let place = line.instruction_span();
    let late = code == Code::Exempt && matches!(order, 12958 | 13142 | 13292);
    let finding = if late {
        found.at(place, format!("{} is not in use since September 2003", line.words))
    } else {
        found.at(place, format!("{} is no instruction of E.O. {order}", line.words))
    };
    if order == 12065 && matches!(code, Code::Xds | Code::Xgds) {
        finding.note();
    }
}
