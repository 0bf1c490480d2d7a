//! A text that somebody pastes: read, checked, and what could be repaired. Nothing of it is kept.

use super::Named;
use crate::problem::Problem;
use chancery_check::repair::{self, Proposal};
use chancery_check::{Finding, FindingLine, Look, ProposalLine, Settings, look};
use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{DateHint, Options, Telegram};
use chancery_view::View;
use schemars::JsonSchema;
use serde::Serialize;

/// What is said of a text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Checked<'t> {
    /// False where nothing of a telegram was recognised in the text: that nothing is found says nothing of it then.
    recognised: bool,
    /// The record that it is read to.
    record: &'t Record<'t>,
    /// What the rules find, in the order of the text.
    findings: Vec<FindingLine<'t>>,
    /// What could be repaired, in the order of the text.
    repairs: Vec<ProposalLine<'t>>,
}

impl<'t> Checked<'t> {
    pub(crate) fn of(
        telegram: &'t Telegram<'t>,
        findings: &'t [Finding],
        proposals: &'t [Proposal],
    ) -> Checked<'t> {
        Checked {
            recognised: telegram.is_recognised(),
            record: &telegram.record,
            findings: findings.iter().map(|finding| FindingLine::of(finding, &telegram.record)).collect(),
            repairs: proposals.iter().map(|proposal| ProposalLine::of(proposal, telegram)).collect(),
        }
    }
}

/// Reads and checks a text, and gives it, what was found and what could be repaired to `with`.
pub(crate) fn check<T>(
    text: &[u8],
    date: Option<DateHint>,
    with: impl FnOnce(&Telegram<'_>, &[Finding], &[Proposal]) -> T,
) -> T {
    let options = Options { date, ..Options::default() };
    let telegram = Telegram::read(text, Attributes::default(), &options);
    let looked = Look::new(&telegram, &options);
    let findings = look(&looked, &Settings::default());
    with(&telegram, &findings, &repair::propose_wanted(&looked, |proposal| proposal.kind.mends_source()))
}

/// A telegram's original, as the reader sees it, read and checked, as JSON.
///
/// # Errors
/// That there is no such telegram or text.
pub(crate) fn findings(view: &View, name: &str, named: &Named) -> Result<Vec<u8>, Problem> {
    let original = super::original(view, name, named)?;
    check(&original, None, |telegram, findings, proposals| {
        serde_json::to_vec(&Checked::of(telegram, findings, proposals)).map_err(|_| Problem::broke_down())
    })
}

/// The text, as it is read, with the repairs carried out that are likely enough.
pub(crate) fn repaired(telegram: &Telegram<'_>, proposals: &[Proposal]) -> String {
    repair::apply_text(telegram, proposals.iter().filter(|proposal| proposal.confidence >= LIKELY))
}

/// From this confidence on a repair is likely (markings-and-indexing 9).
pub(crate) const LIKELY: f64 = 0.9;

/// Reads the date that a text without one was sent on; nothing where none is given.
pub(crate) fn date(word: &str) -> Result<Option<DateHint>, Problem> {
    match word.trim() {
        "" => Ok(None),
        word => word
            .parse()
            .map(Some)
            .map_err(|error: chancery_telegram::DateHintError| Problem::wrong(error.to_string())),
    }
}
