//! CL010 sections-disagree.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Level;

pub(super) static RULE: Rule = Rule {
    code: "CL010",
    name: "sections-disagree",
    family: Family::Classification,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 7 (ACP 127 s.208)",
    summary: "All sections of a telegram have one level.",
    explanation: "Each section repeats the heading of the telegram, and with it the level. Where they differ, \
        a part of the text may be handled below its level, or sections of two telegrams were put \
        together.\n\nA level with letters wrong is not compared. Compare the numbers and dates of the \
        sections first.",
    examples: examples!("CL010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let mut first: Option<Level> = None;
    for heading in look.headings() {
        let Some((_, line)) = &heading.class else { continue };
        let Some(class) = &line.classification else { continue };
        let Some(level) = class.level.filter(|&level| is_plain(&class.text, level)) else { continue };
        match first {
            None => first = Some(level),
            Some(first) if first != level => {
                let message = format!("this section is {}, the first one {}", level.as_str(), first.as_str());
                found.at(class.span, message);
            }
            Some(_) => {}
        }
    }
}

/// True where the level is printed without a letter wrong.
fn is_plain(printed: &str, level: Level) -> bool {
    let letters = |text: &str| text.bytes().filter(|b| *b != b' ').collect::<Vec<u8>>();
    let printed = letters(printed);
    printed == letters(level.as_str()) || level == Level::Unclassified && printed == b"UNCLAS"
}
