//! CP005 channel-with-caption.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP005",
    name: "channel-with-caption",
    family: Family::Captions,
    eras: &[Era::always(Severity::Warning)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-442.1",
    summary: "AGREMENT CHANNEL and DIRGEN CHANNEL stand alone.",
    explanation: "The two channels restrict a telegram by themselves to the few who deal with appointments. \
        Another restricting caption beside them (NODIS, EXDIS, NOFORN) adds nothing and may send the \
        telegram another way. SIPDIS and information captions are left alone; a second channel is for \
        CP003. Take the other caption out.",
    examples: examples!("CP005"),
    check,
};

const CHANNELS: [&str; 2] = ["AGREMENT CHANNEL", "DIRGEN CHANNEL"];

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let Some(channel) = CHANNELS.into_iter().find(|name| super::has(look, name)) else { return };
    for caption in super::printed(look) {
        let other = look.registry.caption(&caption.name);
        if other.is_some_and(|other| super::restricts(other) && other.kind != "channel") {
            found.at(caption.span(), format!("{} stands beside {channel}, which stands alone", caption.name));
        }
    }
}
