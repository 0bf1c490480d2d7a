//! DE013 reason-section.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE013",
    name: "reason-section",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1995, 10, 14))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 3; E.O. 12958 s.1.5, as amended s.1.4",
    summary: "The reasons are of the section that had them when the telegram was sent.",
    explanation: "The reasons stood in section 1.5 of order 12958 until 24 March 2003, and stand in 1.4 since; by \
        habit 1.5 is met until the end of 2004. Sections 1.3 and 1.6 have none: 1.6X1 is an exemption \
        and belongs in the order line. The letters mean the same in both. Compare the date of sending, \
        then the number.",
    examples: examples!("DE013"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_classified() {
        return;
    }
    for paragraph in super::paragraphs(look).iter().filter(|paragraph| paragraph.read) {
        let text = paragraph.reach();
        let mut told = [false; 10];
        for super::Reasons { digit, place, .. } in super::reasons(text) {
            let message = match digit {
                b'5' if look.sent_from(date(2005, 1, 1)) => {
                    "the reasons stand in section 1.4 since 2003, not in 1.5"
                }
                b'4' if look.sent_until(date(2003, 3, 24)) => {
                    "the reasons stood in section 1.5 then, not in 1.4"
                }
                b'3' => "section 1.3 has no reasons",
                b'6' => "section 1.6 has no reasons, but exemptions",
                _ => continue,
            };
            if !std::mem::replace(&mut told[usize::from(digit - b'0')], true) {
                found.at(paragraph.field.span(place), message);
            }
        }
    }
}
