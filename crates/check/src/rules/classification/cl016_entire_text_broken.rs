//! CL016 entire-text-broken.

use super::MARKS_ASKED;
use crate::finding::Found;
use crate::look::Look;
use crate::portion;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Level;

pub(super) static RULE: Rule = Rule {
    code: "CL016",
    name: "entire-text-broken",
    family: Family::Classification,
    eras: &[Era::from(Severity::Warning, MARKS_ASKED)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 1.3",
    summary: "Where a mark covers the entire text, no portion has another one.",
    explanation: "`C - ENTIRE TEXT` gives all paragraphs one level. A portion with another level contradicts \
        it: one of the two is wrong.\n\nA mark of the same level only says it again and is left alone. So is \
        a last paragraph that is unclassified: who cleared the text, or a page on the web.",
    examples: examples!("CL016"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let portions = portion::portions(look);
    let Some(entire) = portions.iter().find(|portion| portion.entire) else { return };
    let last = look.numbered().filter_map(|block| block.number).last();
    for portion in portions.iter().filter(|portion| !portion.entire && portion.level != entire.level) {
        let closing =
            portion.number.is_some() && portion.number == last && portion.level == Level::Unclassified;
        if !closing {
            let message = format!(
                "({}) stands where the entire text is marked {}",
                portion.mark,
                entire.level.as_str()
            );
            found.at(portion.span, message);
        }
    }
}
