//! A page on which one pastes a telegram and sees it read, checked and repaired. Nothing is kept.

use super::frame::{Frame, page, problem_page};
use super::sent::Sent;
use super::telegram::{Block, Part, Piece, body};
use crate::answers::{self, LIKELY};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use chancery_check::repair::Proposal;
use chancery_check::{Finding, Severity};
use chancery_telegram::{Span, Telegram};
use std::sync::Arc;

pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/check", get(empty).post(check))
}

#[derive(Template)]
#[template(path = "check.html")]
struct Page {
    frame: Frame,
    text: String,
    date: String,
    seen: Option<Seen>,
}

/// What is said of the text.
struct Seen {
    facts: Vec<(&'static str, String)>,
    findings: Vec<Found>,
    repairs: Vec<Repair>,
    /// The text with the likely repairs carried out, where there are any.
    repaired: Option<String>,
    read: Read,
}

#[derive(Template)]
#[template(path = "read.html")]
struct Read {
    body: Vec<Block>,
    signature: Vec<String>,
}

/// A finding, with its line.
struct Found {
    code: &'static str,
    word: &'static str,
    class: &'static str,
    message: String,
    rule: String,
    line: usize,
    before: String,
    here: String,
    behind: String,
}

/// What could be repaired.
struct Repair {
    kind: &'static str,
    line: usize,
    old: String,
    new: String,
    why: String,
    likely: bool,
}

async fn empty(visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    page(frame.clone(), Ok(Page { frame, text: String::new(), date: String::new(), seen: None }))
}

async fn check(State(room): State<Arc<Room>>, visitor: Visitor, sent: Result<Sent, Problem>) -> Response {
    let frame = Frame::of(&visitor);
    let sent = match sent {
        Ok(sent) => sent,
        Err(problem) => return problem_page(frame, problem),
    };
    let (text, given) = (sent.one("text").to_owned(), sent.one("date").to_owned());
    let date = match answers::date(&given) {
        Ok(date) => date,
        Err(problem) => return problem_page(frame, problem),
    };
    let own = frame.clone();
    let made = room
        .look(&visitor, Deed::Glance, move |_| {
            let seen = (!text.trim().is_empty()).then(|| answers::check(text.as_bytes(), date, seen));
            Ok(Page { frame: own, text, date: given, seen })
        })
        .await;
    page(frame, made)
}

fn seen(telegram: &Telegram<'_>, findings: &[Finding], proposals: &[Proposal]) -> Seen {
    let record = &telegram.record;
    let mut facts = Vec::new();
    let mut fact = |label, value: Option<String>| facts.extend(value.map(|value| (label, value)));
    let number = record.mrn.as_ref();
    fact("Number", number.map(|mrn| mrn.canonical.clone().unwrap_or_else(|| mrn.text.to_string())));
    let sent = record.sent.as_ref();
    fact(
        "Sent",
        sent.map(|sent| {
            sent.at.map_or_else(|| sent.text.to_string(), |at| super::words::day(&at.to_string()))
        }),
    );
    fact("From", record.from.as_ref().map(|from| from.name.to_string()));
    let names = |list: &[chancery_telegram::record::Addressee<'_>]| {
        (!list.is_empty()).then(|| list.iter().map(|one| one.name.as_ref()).collect::<Vec<_>>().join(", "))
    };
    fact("To", names(&record.to));
    fact("Information", names(&record.info));
    let level = record.classification.as_ref().and_then(|class| class.level);
    fact("Level", level.map(|level| level.as_str().to_owned()));
    let tags: Vec<&str> = record.tags.iter().map(|tag| tag.code.as_ref()).collect();
    fact("TAGS", (!tags.is_empty()).then(|| tags.join(", ")));
    fact("Subject", record.subject.as_ref().map(ToString::to_string));
    let likely = proposals.iter().any(|proposal| proposal.confidence >= LIKELY);
    Seen {
        facts,
        findings: findings.iter().map(|finding| found(telegram, finding)).collect(),
        repairs: proposals.iter().map(|proposal| repair(telegram, proposal)).collect(),
        repaired: likely
            .then(|| String::from_utf8_lossy(&answers::repaired(telegram, proposals)).into_owned()),
        read: Read {
            body: body::body(record),
            signature: record.signature.iter().map(ToString::to_string).collect(),
        },
    }
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
        message: finding.message.clone(),
        rule: format!("{} ({})", finding.rule.summary, finding.rule.source),
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
        old: telegram.text(proposal.span).trim().to_owned(),
        new: proposal.text.trim().to_owned(),
        why: proposal.reason.clone(),
        likely: proposal.confidence >= LIKELY,
    }
}
