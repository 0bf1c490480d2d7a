//! TX009 end-mark-inside.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "TX009",
    name: "end-mark-inside",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 5 (ACP 127)",
    summary: "NNNN stands at the end of a message and nowhere else.",
    explanation: "Text of the same section goes on behind the mark. Either two messages were run together, or \
        the mark came in with a garble; a machine that reads the circuit drops what follows.\n\nAttributes, \
        stamps, page lines, notes of the relay and the heading of a next section behind the mark are normal.",
    examples: examples!("TX009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let lines = look.telegram.lines();
    let Some(first) = lines.iter().position(|line| line.kind == Kind::End) else { return };
    let mut end = None;
    for line in &lines[first..] {
        let text = look.bytes(line);
        match line.kind {
            Kind::End if text.starts_with(b"NNNN") && text.len() == 4 => end = Some(line),
            Kind::Text | Kind::Trailer if end.is_some() && is_text(text) => {
                if let Some(end) = end.take() {
                    let next = look.telegram.line(line);
                    let begins: String = next.chars().take(32).collect();
                    found.at(
                        end.text(),
                        format!("text goes on behind {}: `{begins}`", look.telegram.line(end)),
                    );
                }
            }
            kind if kind.is_furniture() => {}
            // A heading, attributes, a footer: another part of the copy.
            _ => end = None,
        }
    }
}

/// True for a line of words: no note of the relay, no row of signs.
fn is_text(line: &[u8]) -> bool {
    let words = line.split(u8::is_ascii_whitespace);
    let words = words.filter(|word| word.iter().filter(|b| b.is_ascii_alphabetic()).count() > 1).count();
    // A paragraph by its number, or as many words as no stamp of a page has.
    let numbered = line.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let numbered = numbered > 0 && line.get(numbered) == Some(&b'.') && words > 1;
    (words > 3 || numbered)
        && !line.starts_with(b"NOTE")
        && !line.starts_with(b"***")
        && !line.starts_with(b"<<")
}
