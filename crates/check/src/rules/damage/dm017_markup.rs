//! DM017 markup.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "DM017",
    name: "markup",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17",
    summary: "No markup of a web page stands in the text.",
    explanation: "The copy comes from a web page or a wiki: `<a href`, `<br>`, `</p>`, `[[...]]`. Tags can go; double brackets may be somebody's note and \
        are only reported. Addresses in angle brackets are in order.",
    examples: examples!("DM017"),
    check,
};

/// The tags that copies were seen with, in small letters.
const TAGS: [&str; 6] = ["<a href", "</a>", "<br", "<p>", "</p>", "</font"];

/// The longest tag or pair of brackets that is looked for, in bytes.
const LONGEST: usize = 300;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if memchr::memchr2(b'<', b'[', look.source()).is_none() {
        return;
    }
    for line in look.lines(Kind::Text).chain(look.lines(Kind::Subject)) {
        let text = look.bytes(line);
        let start = line.text().start as usize;
        let mut behind = 0;
        for at in memchr::memchr2_iter(b'<', b'[', text) {
            if at < behind {
                continue;
            }
            let rest = &text[at..text.len().min(at + LONGEST)];
            let tag = TAGS.iter().any(|tag| {
                rest.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag.as_bytes()))
            });
            let close: &[u8] = if tag { b">" } else { b"]]" };
            if !tag && !rest.starts_with(b"[[") {
                continue;
            }
            let Some(end) = memchr::memmem::find(rest, close).map(|end| end + close.len()) else { continue };
            behind = at + end;
            let span = Span { start: (start + at) as u32, end: (start + behind) as u32 };
            let finding = found.at(span, format!("`{}` is markup", look.telegram.text(span)));
            if tag {
                finding.edit(span, "");
            }
        }
    }
}
