//! Rules and repairs, asked about any bytes.

use chancery_check::repair::{Change, Proposal, apply, carry_out, propose, take_back};
use chancery_check::{Finding, FindingLine, Look, ProposalLine, Settings, look};
use chancery_telegram::record::Attributes;
use chancery_telegram::{DateHint, Options, Span, Telegram};

/// The days on which a telegram without a date is said to be sent: those of different orders, and none.
const DAYS: [Option<(u16, u8, u8)>; 4] =
    [None, Some((1975, 3, 12)), Some((1984, 2, 29)), Some((2007, 3, 12))];

/// Any bytes are asked all rules: what is found lies in them, in order. Repairs do not overlap and touch no redaction; carried
/// out, and taken back by what a log says of them, they give the bytes back.
pub fn check(src: &[u8]) {
    let day = DAYS[src.len() % DAYS.len()];
    let date = day.map(|(year, month, day)| DateHint { year, month: Some(month), day: Some(day) });
    let options = Options { date, ..Options::default() };
    let telegram = Telegram::read(src, Attributes::default(), &options);
    let asked = Look::new(&telegram, &options);
    findings(&telegram, &look(&asked, &Settings::default()));
    let proposals = propose(&asked);
    repairs(&telegram, &proposals);
    taken_back(src, &proposals);
}

fn findings(telegram: &Telegram<'_>, findings: &[Finding]) {
    let all = Span::new(0, telegram.source().len());
    let mut last = 0;
    for finding in findings {
        let Finding { rule, span, message, edits, .. } = finding;
        inside(*span, all, rule.code);
        assert!(span.start >= last, "{rule:?} is out of order");
        last = span.start;
        assert!(!message.trim().is_empty(), "{rule:?} says nothing");
        for edit in edits {
            inside(edit.span, all, rule.code);
        }
        let line = serde_json::to_string(&FindingLine::of(finding, &telegram.record));
        assert!(line.is_ok_and(|line| !line.contains('\n')), "{rule:?} is no line of JSON");
    }
}

fn repairs(telegram: &Telegram<'_>, proposals: &[Proposal]) {
    let all = Span::new(0, telegram.source().len());
    let mut last = 0;
    for proposal in proposals {
        let Proposal { kind, span, reason, confidence, .. } = proposal;
        inside(*span, all, kind.as_str());
        assert!(span.start >= last, "{proposal:?} overlaps the one before it");
        last = span.end;
        assert!((0.0..=1.0).contains(confidence), "{proposal:?} is sure by {confidence}");
        assert!(!reason.trim().is_empty(), "{proposal:?} has no reason");
        for redaction in &telegram.record.redactions {
            let apart = redaction.span.end <= span.start || span.end <= redaction.span.start;
            assert!(apart, "{proposal:?} touches the redaction at {:?}", redaction.span);
        }
        let line = serde_json::to_string(&ProposalLine::of(proposal, telegram));
        assert!(line.is_ok_and(|line| !line.contains('\n')), "{proposal:?} is no line of JSON");
    }
}

/// As `--in-place` and `--undo` do it, for a telegram that stands in the middle of a file.
fn taken_back(src: &[u8], proposals: &[Proposal]) {
    let repaired = apply(src, proposals);
    let changes: Vec<Change> = proposals.iter().map(|proposal| Change::of(proposal, src, 3)).collect();
    let log = serde_json::to_string(&changes).expect("changes are JSON");
    let changes: Vec<Change> = serde_json::from_str(&log).expect("the log is read again");
    let file = [b"...", src, b"NNNN"].concat();
    let after = carry_out(&file, &changes).expect("the changes fit");
    assert!(
        after == [b"...", &repaired[..], b"NNNN"].concat(),
        "the file is repaired otherwise than the text"
    );
    assert!(take_back(&after, &changes).expect("they fit again") == file, "the file does not come back");
}

fn inside(span: Span, all: Span, what: &str) {
    assert!(span.start <= span.end && all.holds(span), "{what}: {span:?} is not inside {all:?}");
}
