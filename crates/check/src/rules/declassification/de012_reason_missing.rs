//! DE012 reason-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE012",
    name: "reason-missing",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1995, 10, 14))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 12958 s.1.7(a)(5)",
    summary: "The classifier gives the reasons.",
    explanation: "Behind the name stand the reasons, `1.4 (B) AND (D)`, by section and letter of the order. \
        Without them the classification is not justified. A derived marking has its reasons in its \
        source, and a reason that is printed but garbled is left to other rules. Add the reasons.",
    examples: examples!("DE012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found) {
    if !look.is_classified() {
        return;
    }
    for paragraph in super::paragraphs(look) {
        let named = paragraph.read && !paragraph.reasons;
        if !named {
            continue;
        }
        let upper = paragraph.reach().to_ascii_uppercase();
        if !["REASON", "1.3", "1.4", "1.5", "1.6", "DERIVED"].iter().any(|word| upper.contains(word)) {
            let text = paragraph.text();
            found.at(paragraph.field.span(0..text.len()), "the classifier gives no reason");
        }
    }
}
