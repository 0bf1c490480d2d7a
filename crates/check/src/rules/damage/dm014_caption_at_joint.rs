//! DM014 caption-at-joint.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::syntax::{Kind, Line};

pub(super) static RULE: Rule = Rule {
    code: "DM014",
    name: "caption-at-joint",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 7, 17",
    summary: "No caption stands between two lines of a paragraph.",
    explanation: "A caption such as `SIPDIS` stands inside a paragraph. It belonged to the heading of a later section; the headings \
        were taken out when the sections were put together, and this line was left. It says nothing new about the telegram, \
        and it marks where a section began.\n\n\
        A caption below the classification line of a section is in its place.",
    examples: examples!("DM014"),
    check,
};

/// How near above a classification line makes a heading of a caption.
const HEADING: usize = 5;

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let lines = look.telegram.lines();
    let blank = |line: &Line| line.kind == Kind::Blank;
    for (index, line) in lines.iter().enumerate() {
        let Some(name) = caption(look, line) else { continue };
        let above = lines[..index].iter().rev().take(HEADING);
        if above.into_iter().any(|line| matches!(line.kind, Kind::Classification | Kind::Banner)) {
            continue;
        }
        // Blank lines beside it were put in by copies; a run of them would be looked at again for each caption.
        let before = lines[..index].iter().rev().take(HEADING).find(|line| !blank(line));
        let behind = lines[index + 1..].iter().take(HEADING).find(|line| !blank(line));
        let (Some(before), Some(behind)) = (before, behind) else { continue };
        if before.kind == Kind::Text
            && behind.kind == Kind::Text
            && goes_on(look.bytes(before), look.bytes(behind))
        {
            found.at(line.text(), format!("{name} stands inside a paragraph, where a section began"));
        }
    }
}

/// The caption alone on a line, of those that are put on telegrams to limit who gets them.
fn caption(look: &Look<'_, '_>, line: &Line) -> Option<&'static str> {
    const CAPTIONS: [&str; 8] =
        ["SIPDIS", "NODIS", "EXDIS", "LIMDIS", "STADIS", "NOFORN", "SENSITIVE", "ORCON"];
    if !matches!(line.kind, Kind::Caption | Kind::Banner | Kind::Text) || line.text().len() > 24 {
        return None;
    }
    let text = look.bytes(line);
    if !text.first().is_some_and(u8::is_ascii_uppercase) {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    if !look.registry.may_begin_caption(text) {
        return None;
    }
    let caption = look.registry.caption(text)?;
    CAPTIONS.into_iter().find(|name| *name == caption.caption)
}

/// Does `behind` go on with the sentence that `before` leaves open?
fn goes_on(before: &[u8], behind: &[u8]) -> bool {
    let ended = matches!(before.last(), Some(b'.' | b'?' | b'!' | b':' | b';' | b'"' | b')'));
    let begins = behind.first().is_some_and(u8::is_ascii_digit)
        && behind.iter().take(4).any(|b| matches!(b, b'.' | b')'));
    !ended && !begins && !behind.starts_with(b"-")
}
