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

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.has_whole_heading()
        || look.record().subject.is_some()
        || look.lines(Kind::Subject).next().is_some()
    {
        return;
    }
    if look.labelled(Label::Subject).next().is_some() || look.has_label(b"SUBJ") || has_garbled_label(look) {
        return;
    }
    let finding = found.at(look.place_of_heading(), "the heading has no subject");
    if look.is(&[Dialect::Nara]) && look.is_unclassified() {
        finding.note();
    }
}

/// True where a line of the heading has a label that SUBJ or SUBJECT may have been: `XIBJ:`.
fn has_garbled_label(look: &Look<'_, '_>) -> bool {
    look.around_heading().iter().any(|line| {
        let bytes = look.bytes(line);
        let label = bytes
            .iter()
            .take(10)
            .position(|b| *b == b':')
            .and_then(|colon| std::str::from_utf8(&bytes[..colon]).ok());
        let near = |label: &str| {
            strsim::osa_distance(label, "SUBJ") <= 2 || strsim::osa_distance(label, "SUBJECT") <= 3
        };
        label
            .is_some_and(|label| !label.starts_with("TAG") && !label.starts_with("REF") && near(label.trim()))
    })
}
