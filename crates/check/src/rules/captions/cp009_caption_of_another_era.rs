//! CP009 caption-of-another-era.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use jiff::ToSpan;
use jiff::civil::Date;

pub(super) static RULE: Rule = Rule {
    code: "CP009",
    name: "caption-of-another-era",
    family: Family::Captions,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "registry of captions (years)",
    summary: "A caption was in use when the telegram was sent.",
    explanation: "Captions came and went: SIPDIS is of the 2000s, SENSITIVE of the years since 1995, the index \
        words of the archive files of the 1970s. One from another time points to a wrong date, to a copy \
        that was put together from two telegrams, or to a word that only looks like a caption. A year \
        before and after the known years is allowed.",
    examples: examples!("CP009"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some((first, last)) = look.sent_between() else { return };
    for caption in super::printed(look) {
        let Some(known) = look.registry.caption(&caption.name) else { continue };
        let day = |day: Option<&str>| day.and_then(|day| day.parse::<Date>().ok());
        let early = day(known.valid_from).filter(|from| last.saturating_add(1.year()) < *from);
        let late = day(known.valid_to).filter(|to| first.saturating_sub(1.year()) > *to);
        if let Some(from) = early {
            found.at(
                caption.span(),
                format!(
                    "{} is in use since {}, and this was sent in {}",
                    caption.name,
                    from.year(),
                    last.year()
                ),
            );
        } else if let Some(to) = late {
            found.at(
                caption.span(),
                format!(
                    "{} was in use until {}, and this was sent in {}",
                    caption.name,
                    to.year(),
                    first.year()
                ),
            );
        }
    }
}
