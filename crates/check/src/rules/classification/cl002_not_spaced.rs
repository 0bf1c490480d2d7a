//! CL002 not-spaced.

use crate::finding::Found;
use crate::look::Dialect;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::record::Level;
use jiff::civil::date;

pub(super) static RULE: Rule = Rule {
    code: "CL002",
    name: "not-spaced",
    family: Family::Classification,
    eras: &[Era::from(Severity::Note, date(1980, 1, 1))],
    fact: false,
    everywhere: false,
    fixable: Fixable::Safe,
    source: "telegram-format 6.2 (ACP 127)",
    summary: "CONFIDENTIAL, SECRET and TOP SECRET are letter-spaced on the class line.",
    explanation: "The class line spaces the letters of a classified level, with two blanks between words, so \
        that nobody overlooks it: `S E C R E T`, `T O P S E C R E T`. `UNCLAS` is printed plain.\n\nOlder \
        copies, printed copies and SMART renderings print the level plain; they are left alone, and so are \
        page banners. The edit spaces the letters.",
    examples: examples!("CL002"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.is(&[Dialect::Teletype, Dialect::Section, Dialect::Merged]) {
        return;
    }
    for heading in look.headings() {
        let Some((_, line)) = &heading.class else { continue };
        let Some(class) = &line.classification else { continue };
        let spaced = match class.level {
            Some(Level::Confidential) => "C O N F I D E N T I A L",
            Some(Level::Secret) => "S E C R E T",
            Some(Level::TopSecret) => "T O P  S E C R E T",
            _ => continue,
        };
        let level = class.level.map_or("", Level::as_str);
        if class.text == level {
            let message = format!("{level} is not letter-spaced on the class line");
            found.at(class.span, message).edit(class.span, spaced);
        }
    }
}
