//! DE017 name-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::order::Code;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "DE017",
    name: "name-missing",
    family: Family::Declassification,
    eras: &[Era::between(Severity::Note, date(1978, 12, 1), date(1982, 7, 31))],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "E.O. 12065 s.1-501",
    summary: "Under order 12065 the line names the classifier in brackets.",
    explanation: "From December 1978 to July 1982 the order line bears the name of the one who classified the \
        telegram: `GDS 3/12/85 (ROWAN, R.)`. The name may stand on the next line, with a bracket \
        missing. Copies leave it out now and then; compare with the source.",
    examples: examples!("DE017"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(line) = look.order().filter(|line| line.order == Some(12065)) else { return };
    if !matches!(line.code, Some(Code::Gds | Code::Rds)) {
        return;
    }
    let behind = line.places.date.as_ref().map(|(date, _)| date.end);
    let behind = behind.or(line.places.words.as_ref().map(|words| words.end)).unwrap_or_default();
    let rest = line.field.as_str().get(behind..).unwrap_or_default();
    let name = rest.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 2 && word != "OR");
    if !name && !rest.contains(['(', '[', ')']) {
        let place = line.date_span().unwrap_or_else(|| line.instruction_span());
        found.at(line.instruction_span().to(place), "the line names no classifier");
    }
}
