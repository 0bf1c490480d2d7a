//! What the rules say of a text, and what could be repaired: as a part of a page.

use super::words::Coded;
use crate::answers::LIKELY;
use askama::Template;
use chancery_check::repair::Proposal;
use chancery_check::{Finding, Severity};
use chancery_telegram::{Span, Telegram};

/// The findings and the repairs.
#[derive(Template)]
#[template(path = "findings.html")]
pub(super) struct Said {
    /// False where nothing of a telegram was recognised.
    recognised: bool,
    findings: Vec<Found>,
    repairs: Vec<Repair>,
    /// True where repairs can be switched on, by buttons of the form `switches`.
    switches: bool,
}

impl Said {
    pub(super) fn of(telegram: &Telegram<'_>, findings: &[Finding], proposals: &[Proposal]) -> Said {
        Said {
            recognised: telegram.is_recognised(),
            findings: findings.iter().map(|finding| found(telegram, finding)).collect(),
            repairs: proposals.iter().map(|proposal| repair(telegram, proposal)).collect(),
            switches: false,
        }
    }

    /// The same, where each repair can be switched; `on` tells of each whether it is.
    pub(super) fn with_switches(
        telegram: &Telegram<'_>,
        findings: &[Finding],
        proposals: &[Proposal],
        on: &[bool],
    ) -> Said {
        let mut said = Said { switches: true, ..Said::of(telegram, findings, proposals) };
        for (repair, on) in said.repairs.iter_mut().zip(on) {
            repair.on = *on;
        }
        said
    }
}

/// A finding, with its line.
struct Found {
    code: &'static str,
    word: &'static str,
    class: &'static str,
    message: Coded,
    rule: Coded,
    line: usize,
    before: String,
    here: String,
    behind: String,
}

/// What could be repaired.
struct Repair {
    kind: &'static str,
    line: usize,
    /// Where it is, in bytes: its name in the form.
    place: u32,
    old: String,
    new: String,
    why: Coded,
    likely: bool,
    on: bool,
}

/// The number of the line on which a byte stands, counted from 1, and the line's place.
fn line_of(telegram: &Telegram<'_>, at: u32) -> (usize, Span) {
    let lines = telegram.lines();
    let index = lines.partition_point(|line| line.end <= at).min(lines.len().saturating_sub(1));
    (index + 1, lines.get(index).map(|line| line.span()).unwrap_or_default())
}

/// The longest stretch of a line that is shown before and behind a place, in bytes.
const AROUND: u32 = 90;

fn found(telegram: &Telegram<'_>, finding: &Finding) -> Found {
    let (number, line) = line_of(telegram, finding.span.start);
    let end = line.end.max(finding.span.end);
    let text = |from: u32, to: u32| {
        let text = telegram.text(Span::new(from as usize, to as usize));
        text.trim_end_matches(['\n', '\r']).to_owned()
    };
    let from = line.start.max(finding.span.start.saturating_sub(AROUND));
    let to = end.min(finding.span.end.saturating_add(AROUND));
    let (word, class) = match finding.severity {
        _ if finding.rule.fact => ("fact", "fact"),
        Severity::Error => ("error", "error"),
        Severity::Warning => ("warning", "warning"),
        Severity::Note => ("note", "note"),
    };
    Found {
        code: finding.rule.code,
        word,
        class,
        message: Coded::of(&finding.message),
        rule: Coded::of(&format!("{} ({})", finding.rule.summary, finding.rule.source)),
        line: number,
        before: text(from, finding.span.start),
        here: text(finding.span.start, finding.span.end),
        behind: text(finding.span.end, to),
    }
}

fn repair(telegram: &Telegram<'_>, proposal: &Proposal) -> Repair {
    Repair {
        kind: proposal.kind.as_str(),
        line: line_of(telegram, proposal.span.start).0,
        place: proposal.span.start,
        old: visible(&telegram.text(proposal.span)),
        new: visible(&proposal.text),
        why: Coded::of(&proposal.reason),
        likely: proposal.confidence >= LIKELY,
        on: false,
    }
}

/// A text without what nobody sees around it; where it is nothing else, signs for it.
fn visible(text: &str) -> String {
    let seen = text.trim();
    if !seen.is_empty() {
        return seen.to_owned();
    }
    let sign = |c| match c {
        '\n' => Some('↵'),
        '\r' => None,
        _ => Some('␣'),
    };
    text.chars().filter_map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn blanks_alone_are_shown() {
        for (text, shown) in [("-", "-"), (" word\n", "word"), ("\r\n", "↵"), ("  ", "␣␣"), ("", "")] {
            assert_eq!(visible(text), shown);
        }
    }
}
