//! TG008 label-garbled.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::confusion::{Misread, confusions};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::{Kind, Line};

pub(super) static RULE: Rule = Rule {
    code: "TG008",
    name: "label-garbled",
    family: Family::Tags,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 6.7",
    summary: "The label of the TAGS is spelt TAGS.",
    explanation: "A letter of the label was lost or changed (`AGS:`, `TAG5`). The codes behind it, or its place below the order, show what it is. \
        The proposal puts the label right.",
    examples: examples!("TG008"),
    check,
};

/// `TAG`, `TAGE`, `TAG5`, `TGS`, `AGS`.
fn is_garbled(label: &str) -> bool {
    if !(3..=4).contains(&label.len()) {
        return false;
    }
    let label = label.to_ascii_uppercase();
    let long = label.starts_with("TAG") && label != "TAGS";
    long || matches!(label.as_str(), "TGS" | "AGS" | "TABS")
}

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let read =
        confusions(look).iter().filter(|one| one.what == Misread::Label && one.text.starts_with("TAGS"));
    for label in read {
        let printed = look.telegram.text(label.span);
        let finding = found.at(label.span, format!("{printed} is printed for TAGS"));
        if label.confidence > 0.0 {
            finding.edit(label.span, label.text.as_str());
        }
    }
    for line in lines(look) {
        let text = look.telegram.line(line);
        let label = &text[..super::label_length(&text)];
        let start = line.text().start;
        let place = Span { start, end: start + label.len() as u32 };
        if !confusions(look).iter().any(|one| one.span.start == start) {
            found.at(place, format!("{label} is printed for TAGS")).edit(place, "TAGS");
        }
    }
}

/// Lines of the heading that nobody took for TAGS, with such a label and nothing but codes behind it.
pub(super) fn lines<'l>(look: &'l Look<'_, '_>) -> impl Iterator<Item = &'l Line> {
    // The order's line goes on until the next label that is known.
    let other = |line: &Line| line.kind == Kind::Text || line.kind == Kind::ExecutiveOrder && !line.opens;
    look.around_heading().iter().filter(move |line| other(line)).filter(|line| {
        if !look.bytes(line).first().is_some_and(|first| b"TAta".contains(first)) {
            return false;
        }
        let text = look.telegram.line(line);
        let label = super::label_length(&text);
        let mut words = text[label..]
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .peekable();
        is_garbled(&text[..label])
            && words.peek().is_some()
            && words.all(|word| look.registry.tag(word).is_some())
    })
}
