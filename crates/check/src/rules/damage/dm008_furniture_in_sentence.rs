//! DM008 furniture-in-sentence.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::DamageKind;

pub(super) static RULE: Rule = Rule {
    code: "DM008",
    name: "furniture-in-sentence",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: true,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.2, 17",
    summary: "Page lines, levels and stamps stand between the lines of a sentence.",
    explanation: "The page of the original ended in the middle of a sentence, and this copy keeps what was printed there: the level, \
        the page line, a stamp of the release. Nothing is wrong. The text is read without it, and the sentence goes on; the \
        original keeps it.",
    examples: examples!("DM008"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for damage in look.record().damage.iter().filter(|damage| damage.kind == DamageKind::PageBreakInText) {
        let Some(span) = damage.span else { continue };
        let text = look.telegram.text(span);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let (first, more) = (lines.next().unwrap_or_default(), lines.count());
        let words: Vec<&str> = first.split_whitespace().collect();
        let words = words.join(" ");
        let message = match more {
            0 => format!("\"{words}\" stands between two lines of a sentence"),
            1 => format!("\"{words}\" and one more line of the page stand between two lines of a sentence"),
            _ => {
                format!("\"{words}\" and {more} more lines of the page stand between two lines of a sentence")
            }
        };
        found.at(span, message);
    }
}
