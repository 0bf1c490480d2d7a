//! CP003 two-channels.

use crate::finding::Found;
use crate::look::Look;
use crate::rule::{Era, Family, Fixable, Rule, Severity, examples};

pub(super) static RULE: Rule = Rule {
    code: "CP003",
    name: "two-channels",
    family: Family::Captions,
    eras: &[Era::always(Severity::Error)],
    fact: false,
    everywhere: false,
    fixable: Fixable::No,
    source: "5 FAH-2 H-250",
    summary: "A telegram bears one channel caption at most.",
    explanation: "A channel caption says by which closed way a telegram goes, and who alone opens it: ROGER for \
        intelligence and research, MED for the doctors, DISSENT for policy planning. Two of them \
        contradict each other, and the telegram reaches neither. Send two telegrams, or keep the one \
        channel that was meant.",
    examples: examples!("CP003"),
    check,
};

fn check(look: &Look<'_, '_>, found: &mut Found<'_>) {
    let is_channel =
        |name: &str| look.registry.caption(name).is_some_and(|caption| caption.kind == "channel");
    if look.record().captions.iter().filter(|name| is_channel(name)).count() < 2 {
        return;
    }
    let printed = super::printed(look);
    let mut channels = printed.iter().filter(|caption| is_channel(&caption.name));
    let Some(first) = channels.next() else { return };
    for second in channels.filter(|second| second.name != first.name) {
        found.at(second.span(), format!("{} stands beside {}", second.name, first.name));
    }
}
