//! RF001 subject-missing.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::labels::Label;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "RF001",
    name: "subject-missing",
    family: Family::References,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 6.1",
    summary: "The heading has a subject.",
    explanation: "Whoever reads a list of telegrams reads subjects. It is not asked for where the heading is not \
        whole, nor in later sections; `SUBJ:` is as good as `SUBJECT:`. Press texts and forms of other \
        agencies among the unclassified telegrams of 1973-79 often have none, which is a note.",
    examples: examples!("RF001"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found) {
    if !look.has_whole_heading()
        || look.record().subject.is_some()
        || look.lines(Kind::Subject).next().is_some()
    {
        return;
    }
    if look.labelled(Label::Subject).next().is_some() {
        return;
    }
    let finding = found.at(look.place_of_heading(), "the heading has no subject");
    if look.is(&[Dialect::Nara]) && look.level().is_some_and(|level| Look::rank(level) <= 1) {
        finding.note();
    }
}
