//! A page on which one pastes a telegram and sees it read, checked and repaired. Nothing is kept.

use super::frame::{Frame, page, problem_page};
use super::said::Said;
use super::sent::Sent;
use super::telegram::body::flat;
use super::telegram::heading::classifier;
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
use chancery_check::Finding;
use chancery_check::repair::Proposal;
use chancery_telegram::Telegram;
use chancery_telegram::record::Record;
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
    said: Said,
    /// The text with the likely repairs carried out, where there are any.
    repaired: Option<String>,
    read: Read,
}

/// A telegram as it is read: its heading's facts, and its text.
#[derive(Template)]
#[template(path = "read.html")]
pub(super) struct Read {
    facts: Vec<(&'static str, String)>,
    body: Vec<Block>,
    signature: Vec<String>,
}

impl Read {
    pub(super) fn of(record: &Record<'_>) -> Read {
        Read {
            facts: facts(record),
            body: body::body(record),
            signature: record.signature.iter().map(ToString::to_string).collect(),
        }
    }
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
    let likely = proposals.iter().any(|proposal| proposal.confidence >= LIKELY);
    Seen {
        said: Said::of(telegram, findings, proposals),
        repaired: likely.then(|| answers::repaired(telegram, proposals)),
        read: Read::of(&telegram.record),
    }
}

/// The labels of what a heading says, in their order.
pub(super) const FACTS: [&str; 11] = [
    "Number",
    "Sent",
    "From",
    "To",
    "Information",
    "Level",
    "Classified by",
    "TAGS",
    "Captions",
    "References",
    "Subject",
];

/// What the heading of a telegram says, for a person, each with one of the [labels](FACTS), in their order.
pub(super) fn facts(record: &Record<'_>) -> Vec<(&'static str, String)> {
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
    let mut list = |label, all: Vec<String>, between: &str| {
        fact(label, (!all.is_empty()).then(|| all.join(between)));
    };
    list("Classified by", record.classified_by.iter().map(classifier).collect(), "; ");
    list("TAGS", record.tags.iter().map(|tag| tag.code.to_string()).collect(), ", ");
    list("Captions", record.captions.iter().map(ToString::to_string).collect(), ", ");
    list("References", record.references.iter().map(|reference| flat(&reference.text)).collect(), "; ");
    fact("Subject", record.subject.as_ref().map(ToString::to_string));
    facts
}
