//! DM019 text-lost.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::DamageKind;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "DM019",
    name: "text-lost",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: true,
    everywhere: true,
    fixable: Fixable::No,
    source: "source-formats 1.4",
    summary: "The text of this telegram does not survive.",
    explanation: "Of some telegrams of 1973-79 the archive has the attributes alone: the text could not be read when the files were \
        converted, or stands on paper or microfilm. This is a real telegram, known by its number, date, subject and \
        addressees. Nothing of its text can be restored from this record.",
    examples: examples!("DM019"),
    check,
};

const WORDS: [&[u8]; 2] = [b"ERROR READING TEXT", b"EXPAND ERROR"];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.record().damage.iter().any(|damage| damage.kind == DamageKind::TextLost) {
        return;
    }
    let lines = look.telegram.lines();
    let says = |word: &[u8]| lines.iter().find(|line| memchr::memmem::find(look.bytes(line), word).is_some());
    if let Some(line) = WORDS.into_iter().find_map(says) {
        found.at(
            line.text(),
            format!("the text is lost: \"{}\" stands in its place", look.telegram.line(line)),
        );
        return;
    }
    let locator = look.lines(Kind::Attribute).find(|line| look.bytes(line).starts_with(b"Locator:"));
    match locator {
        Some(line) => {
            let text = look.telegram.line(line);
            let value = text.strip_prefix("Locator:").unwrap_or_default().trim();
            found.at(line.text(), format!("the text is lost; the archive's locator says \"{value}\""));
        }
        None => {
            found.at(
                look.place_of_heading(),
                "the text is lost; what is known stands in the source's attributes",
            );
        }
    }
}
