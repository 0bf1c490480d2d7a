//! RF009 copy-note-in-subject.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "RF009",
    name: "copy-note-in-subject",
    family: Family::References,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 11.3",
    summary: "The note of a corrected copy stands outside the subject.",
    explanation: "A copy that was sent again bears `C O R R E C T E D  C O P Y`, and the relay printed it into the \
        subject. The record leaves it out of the subject already; the original keeps it. The proposal \
        takes it out of a text that is to be used further.",
    examples: examples!("RF009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for (_, lines) in look.fields(Kind::Subject) {
        let field = look.telegram.field(lines);
        let text = field.as_str();
        let words = ["C O R R E C T E D", "CORRECTED COPY"];
        // Nearly all subjects have neither.
        let find = |words: &str| {
            memchr::memchr_iter(b'C', text.as_bytes()).find(|&at| text[at..].starts_with(words))
        };
        let Some(start) = words.into_iter().find_map(find) else { continue };
        let rest = &text[start..];
        let Some(end) = ["C O P Y", "COPY"].iter().find_map(|word| Some(rest.find(word)? + word.len()))
        else {
            continue;
        };
        let end = start + end;
        let place = field.span(start..end);
        let open = text[..start].trim_end_matches([' ', '-', '/']);
        let from = open.strip_suffix('(').map_or(open.len(), |open| open.trim_end().len());
        let closed = open.ends_with('(') && text[end..].starts_with(')');
        let finding = found.at(place, format!("{} is no part of the subject", &text[start..end]));
        if open.ends_with(|c: char| c.is_alphanumeric()) || closed {
            finding.edit(field.span(from..end + usize::from(closed)), "");
        }
    }
}
