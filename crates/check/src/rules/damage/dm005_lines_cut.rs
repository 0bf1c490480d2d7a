//! DM005 lines-cut.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::record::DamageKind;

pub(super) static RULE: Rule = Rule {
    code: "DM005",
    name: "lines-cut",
    family: Family::Damage,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 17",
    summary: "No line is cut off at the copy's right edge.",
    explanation: "Several lines end at the same column, in the middle of a word or sentence, and what follows begins something \
        else: a printer or a table cut off what stood beyond. Each such line is shown at its end. What is lost cannot be \
        restored from this copy; look for another one.\n\n\
        Only lines longer than 72 characters count, three of them at least, and only where few lines of the copy are longer. A \
        cut line that happens to end with a full stop is not noticed.",
    examples: examples!("DM005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for damage in look.record().damage.iter().filter(|damage| damage.kind == DamageKind::CutLine) {
        let Some(span) = damage.span else { continue };
        let line = look.telegram.text(span);
        let last = line.split_whitespace().next_back().unwrap_or_default();
        let end = span.end as usize;
        found.at(Span::new(end, end), format!("the line is cut off behind \"{last}\""));
    }
}
