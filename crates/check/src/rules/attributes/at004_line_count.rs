//! AT004 line-count.

use super::{in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "AT004",
    name: "line-count",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The message has about as many lines as the archive counted.",
    explanation: "`Line Count` is the number of lines of the message as the archive stored it. This copy has far fewer, blank ones \
        counted: part of the message is missing here.\n\n\
        A few more or less are normal, and so is 0, where the text is lost. Nothing is said of copies that double their \
        blank lines.",
    examples: examples!("AT004"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(beside) = said(look, "Line Count") else { return };
    let Ok(counted) = beside.value.trim().parse::<usize>() else { return };
    let lines = look.telegram.lines();
    let mark = lines.iter().position(|line| line.kind == Kind::TextMark);
    let end = lines.iter().position(|line| line.kind == Kind::AttributesMark);
    let (Some(mark), Some(end)) = (mark, end.filter(|_| counted > 0)) else { return };
    // A heading in the middle of its line is that of a copy that keeps the layout, and doubles blank lines.
    if lines[mark].indent > 0 || end < mark {
        return;
    }
    let here = lines[mark + 1..end].iter().filter(|line| line.kind != Kind::Stamp).count();
    if here * 100 < counted * 85 {
        found.at(beside.span(look), format!("the archive counted {counted} lines; {here} are here"));
    }
}
