//! What the rules say of the copy that is shown, and the copy with repairs that are switched on.
//!
//! All of it comes from the very bytes that the original beside it shows this reader: what he does not see has no part in it.

use crate::answers;
use crate::answers::LIKELY;
use crate::pages::said::Said;
use chancery_check::repair::{Kind, Proposal};
use chancery_telegram::{Span, Telegram};

/// The part of the page.
pub(super) struct Checked {
    pub(super) said: Said,
    /// The kinds of repairs that are proposed here.
    pub(super) kinds: Vec<Switch>,
    /// The copy with those that are switched on.
    pub(super) changes: Option<Vec<Change>>,
}

/// A kind of repairs, to be switched on.
pub(super) struct Switch {
    pub(super) name: &'static str,
    pub(super) on: bool,
}

/// A stretch of the copy, what stands there instead, and why. Without a reason nothing is changed.
pub(super) struct Change {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) why: Option<String>,
}

/// Checks what is shown; `repair` is `all` that are likely, or a kind.
pub(super) fn checked(original: &[u8], repair: Option<&str>) -> Checked {
    answers::check(original, None, |telegram, findings, proposals| {
        let proposed = |kind: &Kind| proposals.iter().any(|proposal| proposal.kind == *kind);
        let kinds = Kind::ALL.into_iter().filter(proposed).map(Kind::as_str);
        let chosen = repair.filter(|repair| !repair.is_empty());
        Checked {
            said: Said::of(telegram, findings, proposals),
            kinds: kinds.map(|name| Switch { name, on: chosen == Some(name) }).collect(),
            changes: chosen.map(|chosen| changes(telegram, proposals, chosen)),
        }
    })
}

fn changes(telegram: &Telegram<'_>, proposals: &[Proposal], chosen: &str) -> Vec<Change> {
    let text = |from: u32, to: u32| telegram.text(Span { start: from, end: to }).into_owned();
    let wanted = |proposal: &&Proposal| match chosen {
        "all" => proposal.confidence >= LIKELY,
        kind => proposal.kind.as_str() == kind,
    };
    let mut changes = Vec::new();
    let mut at = 0;
    for proposal in proposals.iter().filter(wanted) {
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
