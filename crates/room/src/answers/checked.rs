//! A text that somebody pastes: read, checked, and what could be repaired. Nothing of it is kept.

use super::Named;
use crate::problem::Problem;
use chancery_check::repair::{self, Proposal};
use chancery_check::{Finding, FindingLine, Look, ProposalLine, Settings, look};
use chancery_telegram::record::{Attributes, Record};
use chancery_telegram::{DateHint, Options, Telegram};
use chancery_view::{Shown, View};
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
    looked_at(&Telegram::read(text, Attributes::default(), &options), &options, with)
}

/// Reads and checks a telegram of the archive as the reader sees it: its text, and what its source says beside it.
pub(crate) fn check_shown<T>(
    shown: &Shown<'_>,
    with: impl FnOnce(&Telegram<'_>, &[Finding], &[Proposal]) -> T,
) -> T {
    let options = Options { date: when(shown.record), ..Options::default() };
    let mut telegram = Telegram::read(shown.text, shown.record.attributes.clone(), &options);
    telegram.record.source = shown.record.source.clone();
    looked_at(&telegram, &options, with)
}

/// When a telegram was sent, as far as it is known: a source may have said so beside a text that does not.
fn when(record: &Record<'_>) -> Option<DateHint> {
    if let Some(at) = record.sent.as_ref().and_then(|sent| sent.at) {
        let date = at.date();
        return Some(DateHint {
            year: u16::try_from(date.year()).ok()?,
            month: u8::try_from(date.month()).ok(),
            day: u8::try_from(date.day()).ok(),
        });
    }
    Some(DateHint { year: record.mrn.as_ref()?.year?, month: None, day: None })
}

fn looked_at<T>(
    telegram: &Telegram<'_>,
    options: &Options<'_>,
    with: impl FnOnce(&Telegram<'_>, &[Finding], &[Proposal]) -> T,
) -> T {
    let looked = Look::new(telegram, options);
    let findings = look(&looked, &Settings::default());
    with(telegram, &findings, &repair::propose_wanted(&looked, |proposal| proposal.kind.mends_source()))
}

/// A telegram's text, as the reader sees it, read and checked, as JSON.
///
/// # Errors
/// That there is no such telegram or text.
pub(crate) fn findings(view: &View, name: &str, named: &Named) -> Result<Vec<u8>, Problem> {
    super::telegram::shown(view, name, named, |shown| {
        check_shown(shown, |telegram, findings, proposals| {
            serde_json::to_vec(&Checked::of(telegram, findings, proposals))
        })
    })?
    .map_err(|_| Problem::broke_down())
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
