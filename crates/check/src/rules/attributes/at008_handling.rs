//! AT008 handling.

use super::{beside, in_the_files_of_1973_79, said};
use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "AT008",
    name: "handling",
    family: Family::Attributes,
    eras: &[in_the_files_of_1973_79(Severity::Note)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "telegram-format 12.5",
    summary: "The archive's handling restrictions are the captions of the heading.",
    explanation: "`Original Handling Restrictions` repeats EXDIS, NODIS, LIMDIS, STADIS and NOFORN from the telegram. Here one of \
        them stands in one place alone: a caption line may be lost or garbled in the text, or the archive missed it.\n\n\
        Other captions are not compared.",
    examples: examples!("AT008"),
    check,
};

const COMPARED: [&str; 5] = ["EXDIS", "NODIS", "LIMDIS", "STADIS", "NOFORN"];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    const KEY: &str = "Original Handling Restrictions";
    let record = look.record();
    let class = record.classification.iter().flat_map(|class| &class.caveats);
    // `n/a` against a heading without captions: most telegrams are so.
    if record.captions.iter().chain(class).next().is_none() && said(look, KEY).is_none() {
        return;
    }
    let Some(beside) = beside(look, KEY) else { return };
    let Some(class) = record.classification.as_ref().filter(|class| !class.span.is_empty()) else { return };
    for name in COMPARED {
        let kept = beside.value.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == name);
        let printed = record
            .captions
            .iter()
            .chain(&class.caveats)
            .any(|caption| caption.split([' ', '/']).any(|word| word == name));
        if kept && !printed {
            found.at(beside.span(look), format!("the archive has {name}; the heading does not"));
        } else if printed && !kept {
            found.at(beside.span(look), format!("the heading has {name}; the archive does not"));
        }
    }
}
