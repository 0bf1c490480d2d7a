//! What the rules say of the copy that is shown, and the copy with repairs that are switched on.
//!
//! All of it comes from the very bytes that the original beside it shows this reader, and from what its source says beside them as far
//! as he sees that: what he does not see has no part in it.

use crate::answers;
use crate::answers::LIKELY;
use crate::pages::said::Said;
use chancery_check::repair::{Kind, Proposal};
use chancery_telegram::{Span, Telegram};
use chancery_view::Shown;
use std::collections::BTreeSet;

/// The part of the page.
pub(super) struct Checked {
    pub(super) said: Said,
    /// Which repairs can be switched on at once; none where none are proposed.
    pub(super) switches: Vec<Switch>,
    /// The copy with those that are switched on.
    pub(super) changes: Option<Vec<Change>>,
}

/// Repairs that can be switched on.
pub(super) struct Switch {
    /// How the page's address names them.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) on: bool,
}

/// A stretch of the copy, what stands there instead, and why. Without a reason nothing is changed.
pub(super) struct Change {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) why: Option<String>,
}

/// Checks what is shown. `repair` names the repairs that are on: `all` that are likely, a kind, or the places of some, between commas;
/// `turn` is the place of one that is then switched.
pub(super) fn checked(shown: &Shown<'_>, repair: &str, turn: Option<u32>) -> Checked {
    answers::check_shown(shown, |telegram, findings, proposals| {
        let places: BTreeSet<u32> = repair.split(',').filter_map(|place| place.parse().ok()).collect();
        let on: Vec<bool> = proposals
            .iter()
            .map(|proposal| {
                let named = match repair {
                    "all" => proposal.confidence >= LIKELY,
                    _ => proposal.kind.as_str() == repair || places.contains(&proposal.span.start),
                };
                named != (turn == Some(proposal.span.start))
            })
            .collect();
        Checked {
            said: Said::with_switches(telegram, findings, proposals, &on),
            switches: switches(proposals, repair, &on, turn.is_some() || !places.is_empty()),
            changes: on.contains(&true).then(|| changes(telegram, proposals, &on)),
        }
    })
}

fn switches(proposals: &[Proposal], repair: &str, on: &[bool], each: bool) -> Vec<Switch> {
    if proposals.is_empty() {
        return Vec::new();
    }
    let switch =
        |name: &str, label: String| Switch { name: name.to_owned(), label, on: !each && repair == name };
    let mut switches = vec![switch("", "none".to_owned()), switch("all", "all that are likely".to_owned())];
    let proposed = |kind: &Kind| proposals.iter().any(|proposal| proposal.kind == *kind);
    let kinds = Kind::ALL.into_iter().filter(proposed).map(Kind::as_str);
    switches.extend(kinds.map(|kind| switch(kind, format!("only {kind}"))));
    if each {
        let chosen = proposals.iter().zip(on).filter(|(_, on)| **on).map(|(proposal, _)| proposal.span.start);
        let chosen: Vec<String> = chosen.map(|place| place.to_string()).collect();
        let label = format!("those that I chose ({})", chosen.len());
        switches.push(Switch { name: chosen.join(","), label, on: true });
    }
    switches
}

fn changes(telegram: &Telegram<'_>, proposals: &[Proposal], on: &[bool]) -> Vec<Change> {
    let text = |from: u32, to: u32| telegram.text(Span { start: from, end: to }).into_owned();
    let mut changes = Vec::new();
    let mut at = 0;
    for (proposal, _) in proposals.iter().zip(on).filter(|(_, on)| **on) {
        let span = proposal.span;
        changes.push(Change { old: text(at, span.start), new: String::new(), why: None });
        let why = format!("{}: {}", proposal.kind.as_str(), proposal.reason);
        changes.push(Change { old: text(span.start, span.end), new: proposal.text.clone(), why: Some(why) });
        at = span.end;
    }
    let end = telegram.source().len() as u32;
    changes.push(Change { old: text(at.min(end), end), new: String::new(), why: None });
    changes
}

#[cfg(test)]
mod tests {
    use super::Checked;
    use chancery_telegram::record::Record;
    use chancery_view::Shown;

    const TEXT: &[u8] =
        b"UNCLAS PORT ALDER 000417\nSUBJECT: LIGHTS\n\n1. Iran,s and Syria,s lights aren,t out.\n";

    fn checked(text: &[u8], repair: &str, turn: Option<u32>) -> Checked {
        let (key, record) = ("07PORTALDER417", &Record::default());
        let shown = Shown { key, record, original: text, text, variant: 1, variants: 1, collections: &[] };
        super::checked(&shown, repair, turn)
    }

    fn repaired(checked: &Checked) -> String {
        let changes = checked.changes.iter().flatten();
        changes.map(|change| if change.why.is_some() { &*change.new } else { &*change.old }).collect()
    }

    #[test]
    fn repairs_are_switched_at_once_or_each() {
        let none = checked(TEXT, "", None);
        assert!(none.changes.is_none() && none.switches[0].on);
        let all = checked(TEXT, "all", None);
        assert!(repaired(&all).contains("Iran's and Syria's lights aren't"));
        // One of them is taken back, then another; then the first is carried out again.
        let place = |word: &str| TEXT.windows(word.len()).position(|w| w == word.as_bytes()).unwrap() as u32;
        let turned =
            |name: &str, word: &str| checked(TEXT, name, Some(place(word) + word.find(',').unwrap() as u32));
        let mut name = "all".to_owned();
        for (word, then) in [
            ("Iran,s", "Iran,s and Syria's lights aren't"),
            ("aren,t", "Iran,s and Syria's lights aren,t"),
            ("Iran,s", "Iran's and Syria's lights aren,t"),
        ] {
            let page = turned(&name, word);
            assert!(repaired(&page).contains(then), "{word}: {}", repaired(&page));
            let chosen = page.switches.last().unwrap();
            assert!(chosen.on, "{}", chosen.label);
            name = chosen.name.clone();
        }
        assert_eq!(checked(TEXT, &name, None).switches.last().unwrap().label, "those that I chose (2)");
    }
}
