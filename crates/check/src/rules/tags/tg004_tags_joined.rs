//! TG004 tags-joined.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TG004",
    name: "tags-joined",
    family: Family::Tags,
    eras: &[Era::from(Severity::Note, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 6.7",
    summary: "TAGS are divided by commas.",
    explanation: "The blanks or commas between the codes were lost, and several stand as one word. There is only \
        one way to divide it into codes of its time; that is how the reader takes it, and what the \
        proposal puts in. A word that can be divided in two ways is left alone.",
    examples: examples!("TG004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let tags: Vec<_> = look.record().tags.iter().filter(|tag| super::is_code(tag)).collect();
    for run in tags.chunk_by(|one, next| one.span.end == next.span.start).filter(|run| run.len() > 1) {
        let span = run[0].span.to(run[run.len() - 1].span);
        let divided = run.iter().map(|tag| tag.text.as_ref()).collect::<Vec<_>>().join(", ");
        found.at(span, format!("{} are run together", divided)).edit(span, divided);
    }
}
