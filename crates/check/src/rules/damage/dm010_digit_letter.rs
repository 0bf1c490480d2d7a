//! DM010 digit-letter.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::confusion::{Misread, confusions};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "DM010",
    name: "digit-letter",
    family: Family::Damage,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 17; markings-and-indexing 9.6",
    summary: "Where a field has figures only, no letter stands among them, and no figure among the letters of a code.",
    explanation: "Optical reading and noise confuse O and 0, I and 1, S and 5, B and 8. It is mended only inside of fields whose grammar leaves one \
        reading: the date-time group, the station's line, numbers of telegrams, pages, sections and orders, dates of the executive \
        order line, the number of the first paragraph, TAGS. Prose, sums and names are left alone.",
    examples: examples!("DM010"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    for sign in confusions(look).iter().filter(|one| one.what == Misread::Sign) {
        found.at(sign.span, sign.reason.as_str()).edit(sign.span, sign.text.as_str());
    }
}
