//! TX005 security-line-level.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Level;

pub(super) static RULE: Rule = Rule {
    code: "TX005",
    name: "security-line-level",
    family: Family::Transmission,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 4.4 (ACP 127; JANAP 128)",
    summary: "The letter of the security warning is that of the level.",
    explanation: "U or E for unclassified, C for CONFIDENTIAL, S for SECRET, T for TOP SECRET. Stations \
        decide by this line over which circuits a telegram may go, readers by the class line how to handle \
        it: they must not differ.\n\nLIMITED OFFICIAL USE and sensitive telegrams have the letter of \
        unclassified ones.",
    examples: examples!("TX005"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for heading in look.headings() {
        let Some(security) = &heading.read.security else { continue };
        let (Some(letter), Some(level)) = (security.letter.as_deref(), heading.level()) else { continue };
        let fits = match level {
            Level::Restricted => letter == "R",
            Level::Confidential => letter == "C",
            Level::Secret => letter == "S",
            Level::TopSecret => letter == "T",
            _ => matches!(letter, "U" | "E"),
        };
        if fits {
            continue;
        }
        let letters = heading.security.as_ref().and_then(|field| {
            let (at, word) = crate::heading::words(field.as_str()).nth(1)?;
            Some(field.span(at..at + word.len()))
        });
        let span = letters.unwrap_or_else(|| look.place_of_heading());
        let message =
            format!("{} {letter} stands over a class line that says {}", security.signal, level.as_str());
        found.at(span, message);
    }
}
