//! DM002 quote-lost.

use crate::finding::Found;
use crate::look::Look;
use crate::repair::comma::ampersands_alone;
use crate::repair::{Proposal, Quotation};
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::Span;

pub(super) static RULE: Rule = Rule {
    code: "DM002",
    name: "quote-lost",
    family: Family::Damage,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::Unsafe,
    source: "telegram-format 17; markings-and-indexing 9.2",
    summary: "Quotation marks are not replaced by other signs.",
    explanation: "In the code set of some circuits `&` and `8` stand where quotation marks stood (`&quiet harbor8`), and gateways made commas of \
        single ones (`,quiet harbor,`). A pair is reported with what would mend it; a sign that has lost its partner, as a note \
        without. `AT&T`, `R&D` and `G8` are left alone.",
    examples: examples!("DM002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let mut open: Option<&Proposal> = None;
    for sign in look.proposals() {
        match sign.quotation {
            None => continue,
            Some(Quotation::Opens) => {
                open = Some(sign);
                continue;
            }
            Some(Quotation::Closes) => {}
        }
        let Some(first) = open.take().filter(|first| first.text == sign.text) else { continue };
        let printed = look.telegram.text(first.span.to(sign.span));
        let message =
            format!("`{}` and `{}` stand for quotation marks", first_sign(&printed), last_sign(&printed));
        let finding = found.at(first.span.to(sign.span), message);
        finding.edit(first.span, first.text.as_str()).edit(sign.span, sign.text.as_str());
    }
    for at in ampersands_alone(look) {
        let span = Span { start: at as u32, end: at as u32 + 1 };
        found
            .at(span, "`&` at the beginning of a word, as if for a quotation mark, and no `8` to close it")
            .note();
    }
}

fn first_sign(text: &str) -> &str {
    text.get(..1).unwrap_or_default()
}

fn last_sign(text: &str) -> &str {
    text.get(text.len().saturating_sub(1)..).unwrap_or_default()
}
