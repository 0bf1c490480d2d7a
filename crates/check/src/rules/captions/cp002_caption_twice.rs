//! CP002 caption-twice.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::caption;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "CP002",
    name: "caption-twice",
    family: Family::Captions,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "5 FAH-2 H-440; telegram-format 6.4",
    summary: "A caption stands once in the heading of a section.",
    explanation: "A relay or a copyist printed the caption again. It says nothing new; the second one can go. In the headings \
        of two sections each caption is printed anew, which is in order.",
    examples: examples!("CP002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found) {
    for section in &look.telegram.sections {
        let mut seen: Vec<&str> = Vec::new();
        for field in look.telegram.section_fields(section).filter(|field| field.kind == Kind::Caption) {
            let text = look.telegram.field(&field);
            let read = caption::read(text.as_str(), &look.context()).unwrap_or_default();
            for (name, range) in read {
                if seen.contains(&name) {
                    let line = look.telegram.lines()[field.lines.clone()].iter().fold(
                        None,
                        |all: Option<chancery_telegram::Span>, line| {
                            Some(all.map_or(line.span(), |all| all.to(line.span())))
                        },
                    );
                    let whole = text.as_str().trim() == &text.as_str()[range.clone()];
                    let finding = found.at(text.span(range.clone()), format!("{name} stands here again"));
                    finding.edit(line.filter(|_| whole).unwrap_or(text.span(range)), "");
                }
                seen.push(name);
            }
        }
    }
}
