//! DE011 classifier-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::classified_by;
use chancery_telegram::syntax::Kind;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE011",
    name: "classifier-missing",
    family: Family::Declassification,
    eras: &[Era::from(Severity::Warning, date(1995, 10, 14))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 12958 s.1.7(a); 5 FAH-1 H-246",
    summary: "A classified telegram says who classified it.",
    explanation: "Since 14 October 1995 the heading of a classified telegram has a paragraph `Classified By` with \
        the name or position of the classifier and the reasons, or `Derived From` with the source. \
        Earlier telegrams have none, and 1978-82 the name stands in the order line. It is not asked for \
        where text is missing. Add the paragraph, if the copy has not lost it.",
    examples: examples!("DE011"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is_classified() || !look.is_whole() || !look.has_whole_heading() {
        return;
    }
    let in_text = |kind| look.lines(kind).any(|line| classified_by::looks_like(&look.telegram.line(line)));
    if look.record().classified_by.is_empty()
        && look.lines(Kind::ClassifiedBy).next().is_none()
        && !in_text(Kind::Text)
        && !in_text(Kind::Label)
    {
        found.at(look.place_of_heading(), "nobody is named who classified the telegram");
    }
}
