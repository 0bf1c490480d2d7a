//! RF005 reftel-without-list.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::labels::Label;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "RF005",
    name: "reftel-without-list",
    family: Family::References,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.9",
    summary: "A telegram that speaks of a reference has a line of references.",
    explanation: "The text says REFTEL or `REF A`, and the heading has no REF line. The copy may have lost it, or \
        the writer forgot it, and nobody can tell which telegram is meant. It is not asked for where the \
        heading is not whole.",
    examples: examples!("RF005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.record().references.is_empty() {
        return;
    }
    let cited = super::cited::all(look).iter().find(|cited| cited.letter.is_none_or(|l| l == b'A'));
    let Some(cited) = cited else { return };
    if !look.has_whole_heading()
        || look.lines(Kind::Reference).next().is_some()
        || look.labelled(Label::Reference).next().is_some()
        || has_line(look)
    {
        return;
    }
    found.at(cited.span, "a reference is spoken of, and the heading has no line of references");
}

/// True where a line that was not taken for one begins as references do.
fn has_line(look: &Look<'_, '_>) -> bool {
    let begins = |line: &chancery_telegram::syntax::Line| {
        let bytes = look.bytes(line);
        bytes.starts_with(b"REF") && bytes.iter().any(u8::is_ascii_digit)
    };
    let in_subject = look
        .fields(Kind::Subject)
        .any(|(_, lines)| look.telegram.field(lines).as_str().to_ascii_uppercase().contains("REF"));
    in_subject || look.telegram.lines().iter().take(120).any(begins)
}
