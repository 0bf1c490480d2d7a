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
        source. Add the reasons, or put right what is printed in their place.",
    examples: examples!("DE012"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_classified() {
        return;
    }
    for paragraph in super::paragraphs(look) {
        let named = paragraph.read && !paragraph.reasons;
        if !named {
            continue;
        }
        let upper = paragraph.reach().to_ascii_uppercase();
        if upper.contains("DERIVED") {
            continue;
        }
        let printed = ["REASON", "1.3", "1.4", "1.5", "1.6"].iter().any(|word| upper.contains(word));
        let what = if printed {
            "no reason of the classifier can be read"
        } else {
            "the classifier gives no reason"
        };
        found.at(paragraph.field.span(0..paragraph.text().len()), what);
    }
}
