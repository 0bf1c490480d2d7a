//! TG003 unknown-tag.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use crate::slips::one_slip;
use chancery_registry::TagKind as Kind;
use chancery_telegram::record::TagKind;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "TG003",
    name: "unknown-tag",
    family: Family::Tags,
    eras: &[Era::from(Severity::Note, date(1973, 3, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "registry of TAGS",
    summary: "A TAGS code is in one of the lists.",
    explanation: "The code is in no list of any time: mostly a letter is wrong, or two were swapped (`SNEV` for \
        SENV). No list is complete, so a code may be right and not known. Where just one known code of \
        the telegram's time is one slip away, it is proposed; a person decides.",
    examples: examples!("TG003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for tag in look.record().tags.iter().filter(|tag| super::is_code(tag)) {
        let printed = tag.text.to_ascii_uppercase();
        if tag.kind == Some(TagKind::Organization)
            || !look.registry.tag_entries(printed.as_bytes()).is_empty()
        {
            continue;
        }
        let mended = (tag.kind.is_some() && *tag.code != *printed).then(|| tag.code.to_string());
        match mended.or_else(|| near(look, &printed)) {
            Some(known) => {
                found
                    .at(tag.span, format!("{printed} is no code that is known; {known} is near"))
                    .edit(tag.span, known);
            }
            None => {
                found.at(tag.span, format!("{printed} is no code that is known"));
            }
        }
    }
}

/// The one subject or program of the telegram's time that is a slip away.
fn near(look: &Look<'_, '_>, printed: &str) -> Option<String> {
    let year = look.year().and_then(|year| u16::try_from(year).ok())?;
    // Two or three letters are near to too many.
    if printed.len() < 4 {
        return None;
    }
    let mut near = look.registry.tags().iter().filter(|entry| {
        entry.is_of(year)
            && matches!(entry.kind, Kind::Subject | Kind::Program)
            && one_slip(entry.code, printed)
    });
    let first = near.next()?;
    near.all(|other| other.code == first.code).then(|| first.code.to_owned())
}
