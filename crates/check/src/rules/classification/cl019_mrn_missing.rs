//! CL019 mrn-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CL019",
    name: "mrn-missing",
    family: Family::Classification,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.1, 6.2",
    summary: "The class line bears the post and the number of the telegram.",
    explanation: "`UNCLAS PORT ALDER 000417`: without post and number nobody can cite the telegram or tell \
        its sections apart.\n\nFragments, SMART renderings and printed forms have the number elsewhere; \
        service messages have none. A number that is there and cannot be read is left alone.",
    examples: examples!("CL019"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    use Dialect::{Merged, Nara, Printed, Section, Teletype};
    if !look.is(&[Teletype, Section, Merged, Nara, Printed]) {
        return;
    }
    for heading in look.headings() {
        let Some((field, line)) = &heading.class else { continue };
        let Some(class) = &line.classification else { continue };
        let figures = |range: &std::ops::Range<usize>| {
            field.as_str()[range.clone()].bytes().any(|b| b.is_ascii_digit())
        };
        let unread = line.rest.as_ref().is_some_and(figures) || line.series.is_some();
        if line.mrn.is_none() && !line.service && !unread {
            found.at(class.span, format!("behind {} stands no post and number", class.text));
        }
    }
}
