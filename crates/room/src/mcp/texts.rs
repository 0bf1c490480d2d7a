//! What tools give of texts that are sent along: checked, repaired, written. Long texts come a part at a time.

use super::page::Page;
use super::shorten::{MOST, Shorten, fit};
use crate::answers::{Drafted, Mended, To, WrittenDraft};
use crate::problem::Problem;
use chancery_check::repair::Proposal;
use chancery_check::{Finding, FindingLine, ProposalLine};
use chancery_telegram::Telegram;
use chancery_telegram::record::Record;
use chancery_write::ProblemLine;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The most bytes of a text in an answer, as JSON writes them.
const PART: usize = 12_000;

/// A text that is checked, without what would make it too long.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TextChecked<'t> {
    /// False where nothing of a telegram was recognised in the text: that nothing is found says nothing of it then.
    recognised: bool,
    /// The record that it is read to; left out where it would be too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'t Record<'t>>,
    /// What the rules find, in the order of the text; where it would be too long the last ones are left out.
    findings: Vec<FindingLine<'t>>,
    /// How many findings there are.
    found: usize,
    /// What could be repaired, in the order of the text; where it would be too long the last ones are left out.
    repairs: Vec<ProposalLine<'t>>,
    /// How many repairs there are.
    proposed: usize,
}

impl<'t> TextChecked<'t> {
    pub(super) fn of(
        telegram: &'t Telegram<'t>,
        findings: &'t [Finding],
        proposals: &'t [Proposal],
    ) -> TextChecked<'t> {
        let record = &telegram.record;
        fit(TextChecked {
            recognised: telegram.is_recognised(),
            record: Some(record),
            findings: findings.iter().take(FEW).map(|finding| FindingLine::of(finding, record)).collect(),
            found: findings.len(),
            repairs: proposals
                .iter()
                .take(FEW)
                .map(|proposal| ProposalLine::of(proposal, telegram))
                .collect(),
            proposed: proposals.len(),
        })
    }
}

/// More objects than fit are not made.
const FEW: usize = MOST / 100;

impl Shorten for TextChecked<'_> {
    fn shorten(&mut self) -> bool {
        let more_repairs = self.repairs.len() >= self.findings.len();
        self.record.take().is_some()
            || if more_repairs { shorter(&mut self.repairs) } else { shorter(&mut self.findings) }
    }
}

/// Leaves out the last quarter of a list; false where there is nothing in it.
fn shorter<T>(list: &mut Vec<T>) -> bool {
    let some = !list.is_empty();
    list.truncate(list.len() * 3 / 4);
    some
}

/// A text with its repairs, without what would make it too long.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TextMended<'t> {
    /// What could be repaired, in the order of the text; where it would be too long the last ones are left out.
    repairs: Vec<ProposalLine<'t>>,
    /// How many repairs there are.
    proposed: usize,
    /// How many of them are carried out in `text`.
    applied: usize,
    /// The text with these repairs carried out, or its part from `offset` on.
    text: String,
    /// Where the next part begins, if there is one: call again with the same arguments and this `offset`.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

impl<'t> TextMended<'t> {
    pub(super) fn of(mended: Mended<'t>, offset: usize) -> Result<TextMended<'t>, Problem> {
        let part = Page::at_most(PART, mended.text.as_bytes(), offset)?;
        let (proposed, applied, mut repairs) = (mended.proposed, mended.applied, mended.repairs);
        repairs.truncate(FEW);
        Ok(fit(TextMended { repairs, proposed, applied, next: part.next(), text: part.text }))
    }
}

impl Shorten for TextMended<'_> {
    fn shorten(&mut self) -> bool {
        shorter(&mut self.repairs)
    }
}

/// A telegram that was made of a draft, without what would make it too long.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DraftWritten<'d> {
    /// The form.
    to: To,
    /// Whether it can be sent: it is written, and no finding is an error.
    good: bool,
    /// The telegram, or its part from `offset` on. With errors it is not to be sent; without it something is missing that no telegram is
    /// without.
    #[serde(skip_serializing_if = "Option::is_none")]
    telegram: Option<String>,
    /// Where the next part begins, if there is one: call again with the same arguments and this `offset`.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
    /// What is wrong with the draft, at its own lines, in their order; where it would be too long the last ones are left out.
    findings: Vec<ProblemLine<'d>>,
    /// How many findings there are.
    found: usize,
}

impl<'d> DraftWritten<'d> {
    pub(super) fn of(
        source: &'d str,
        to: To,
        drafted: &'d Drafted,
        offset: usize,
    ) -> Result<DraftWritten<'d>, Problem> {
        let WrittenDraft { good, telegram, mut findings, found, .. } = WrittenDraft::of(source, to, drafted);
        findings.truncate(FEW);
        let part = telegram.map(|telegram| Page::at_most(PART, telegram.as_bytes(), offset)).transpose()?;
        let next = part.as_ref().and_then(Page::next);
        Ok(fit(DraftWritten { to, good, telegram: part.map(|part| part.text), next, findings, found }))
    }
}

impl Shorten for DraftWritten<'_> {
    fn shorten(&mut self) -> bool {
        shorter(&mut self.findings)
    }
}

/// An object that lives no longer than what it is made of, as it is sent.
pub(super) fn sent(object: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(object).map_err(|_| Problem::broke_down())
}
