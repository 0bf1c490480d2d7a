//! TG005 tag-twice.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::tags;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "TG005",
    name: "tag-twice",
    family: Family::Tags,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "markings-and-indexing 8.7",
    summary: "A TAGS code stands once.",
    explanation: "The second one says nothing new and can go. A code of travel may stand before each of several \
        persons (`OVIP (ROWAN, ROBIN), OVIP (WEAVER, ANN)`): that is in order.",
    examples: examples!("TG005"),
    check,
};

/// So many codes are looked for in the text first; where there are more the list is read at once.
const MOST: usize = 16;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let record = look.record();
    if record.tags.is_empty() {
        return;
    }
    let Some((_, lines)) = look.fields(Kind::Tags).next() else { return };
    let field = look.telegram.field(lines);
    let label = super::label_length(field.as_str());
    let value = field.part(label..field.as_str().len());
    let codes: Vec<&str> =
        record.tags.iter().filter(|tag| super::is_code(tag)).map(|tag| tag.text.as_ref()).collect();
    if codes.len() <= MOST {
        // Of each code a bit, from the first time on.
        let mut met = 0_u32;
        let mut words = value.as_str().split(|c: char| !c.is_ascii_alphanumeric());
        let again = words.any(|word| {
            let bit = codes.iter().position(|code| *code == word).map_or(0, |at| 1 << at);
            let again = met & bit != 0;
            met |= bit;
            again
        });
        if !again {
            return;
        }
    }
    let text = &value.as_str()[..tags::read(&value, &look.context()).end];
    let mut seen: Vec<&str> = Vec::new();
    let (mut at, mut depth, mut behind) = (0, 0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let word = rest.bytes().take_while(|b| b.is_ascii_alphanumeric()).count();
        if word == 0 {
            let sign = rest.chars().next().unwrap_or(' ');
            match sign {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            at += sign.len_utf8();
            continue;
        }
        let token = &rest[..word];
        let named = rest[word..].trim_start().starts_with(['(', '[']);
        if depth == 0 && codes.contains(&token) && !named {
            if seen.contains(&token) {
                let finding = found.at(value.span(at..at + word), format!("{token} stands here again"));
                finding.edit(value.span(behind..at + word), "");
            } else {
                seen.push(token);
            }
        }
        at += word;
        behind = at;
    }
}
