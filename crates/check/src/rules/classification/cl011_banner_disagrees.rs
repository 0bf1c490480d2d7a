//! CL011 banner-disagrees.

use super::overall;
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};
use chancery_telegram::fields::classification;
use chancery_telegram::record::Level;
use chancery_telegram::syntax::Kind;

pub(super) static RULE: Rule = Rule {
    code: "CL011",
    name: "banner-disagrees",
    family: Family::Classification,
    eras: &[Era::always(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "markings-and-indexing 1.2",
    summary: "The banner of the pages is the level of the telegram.",
    explanation: "The level stands plain at the head and foot of each page. It differs from that of the class \
        line, and the copy does not say that it was released.\n\n`UNCLASSIFIED` is the banner after a \
        release, and a copy with a release stamp or with the attributes of one says nothing of the level as \
        sent: both are left alone. Each level that differs is named once.",
    examples: examples!("CL011"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    if !look.telegram.has(Kind::Banner) || look.is_released() {
        return;
    }
    let Some(level) = overall(look) else { return };
    let mut told: Vec<Level> = Vec::new();
    for line in look.lines(Kind::Banner) {
        let field = look.telegram.part(line.text());
        let Some(class) = classification::read(&field, &look.context()).and_then(|line| line.classification)
        else {
            continue;
        };
        let Some(banner) = class.level else { continue };
        let plain = class.text == banner.as_str();
        let same = banner == level
            || banner == Level::Unclassified
            || banner == Level::Sbu && level == Level::Unclassified
            // TOP is lost in scans, and no telegram of that level exists but on paper.
            || banner == Level::Secret && level == Level::TopSecret
            || told.contains(&banner);
        if !same && plain {
            told.push(banner);
            let message = format!("the page says {}, the class line {}", banner.as_str(), level.as_str());
            found.at(class.span, message);
        }
    }
}
