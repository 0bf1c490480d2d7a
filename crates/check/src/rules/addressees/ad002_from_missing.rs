//! AD002 from-missing.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "AD002",
    name: "from-missing",
    family: Family::Addressees,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.6 (ACP 127; 5 FAH-2 H-230)",
    summary: "The sender stands between the date-time group and the addressees.",
    explanation: "The date-time group is followed by `FM` and the post that sends. Here the addressees follow \
        at once. The post can be told from the class line's number; the line itself is not filled in.",
    examples: examples!("AD002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let group = look.lines(Kind::DateTime).next();
    let to = look.lines(Kind::To).chain(look.lines(Kind::Info)).min_by_key(|line| line.start);
    let missing = look.record().from.is_none() && look.lines(Kind::From).next().is_none();
    if let (Some(group), Some(to)) = (group, to)
        && missing
        && group.start < to.start
    {
        let at = to.text().start as usize;
        let message =
            format!("no FM stands between `{}` and `{}`", look.telegram.line(group), look.telegram.line(to));
        found.at(Span::new(at, at), message);
    }
}
