//! A page on which a draft is written: what is to be said of it at its own lines, and the telegram beside it. Nothing is kept.

mod asking;
mod offers;
mod problems;

use super::check::Read;
use super::frame::{Frame, page, problem_page};
use super::sent::Sent;
use crate::answers::{self, Drafted, To};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use asking::{Asking, Doing};
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use chancery_telegram::Telegram;
use chancery_telegram::record::Attributes;
use chancery_view::View;
use offers::Offers;
use problems::Problems;
use std::sync::Arc;

pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/write", get(empty).post(write)).route("/write/look", post(look))
}

#[derive(Template)]
#[template(path = "write.html")]
struct Page {
    frame: Frame,
    draft: String,
    word: String,
    /// The forms: name, words, and whether it is the chosen one.
    forms: Vec<(&'static str, &'static str, bool)>,
    seen: Option<Seen>,
}

/// What is said of the draft: a part of the page, which the script asks for anew while one types.
#[derive(Template)]
#[template(path = "written.html")]
struct Seen {
    /// The draft with an offer put in, and where that ends, in the units that scripts count in.
    taken: Option<(String, usize)>,
    offers: Offers,
    problems: Problems,
    to: To,
    /// Whether it can be sent.
    good: bool,
    /// Somebody wanted to take it along, and it is not to be sent.
    refused: bool,
    lines: Option<String>,
    /// As a reader will see it.
    read: Option<Read>,
}

async fn empty(visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    let draft = chancery_write::skeleton(answers::now());
    page(
        frame.clone(),
        Ok(Page { frame, draft, word: String::new(), forms: forms(To::default()), seen: None }),
    )
}

fn forms(chosen: To) -> Vec<(&'static str, &'static str, bool)> {
    To::ALL.into_iter().map(|to| (to.name(), to.title(), to == chosen)).collect()
}

/// What a form comes to: a page, or a file to take along.
enum Made {
    Seen(String, Box<Seen>),
    File(String),
}

async fn write(State(room): State<Arc<Room>>, visitor: Visitor, sent: Result<Sent, Problem>) -> Response {
    let frame = Frame::of(&visitor);
    let asking = match sent.map(Asking::of) {
        Ok(asking) => asking,
        Err(problem) => return problem_page(frame, problem),
    };
    let (to, word) = (asking.to, asking.word.clone());
    match made(&room, &visitor, asking).await {
        Ok(Made::Seen(draft, seen)) => {
            page(frame.clone(), Ok(Page { frame, draft, word, forms: forms(to), seen: Some(*seen) }))
        }
        Ok(Made::File(text)) => file(text, to),
        Err(problem) => problem_page(frame, problem),
    }
}

/// As [`write`], without the page around it: for the script.
async fn look(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    sent: Result<Sent, Problem>,
) -> Result<Response, Problem> {
    let asking = Asking::of(sent?);
    match made(&room, &visitor, asking).await? {
        Made::Seen(_, seen) => Ok(Html(seen.render().map_err(|_| Problem::broke_down())?).into_response()),
        Made::File(_) => Err(Problem::wrong("this gives no files").help("send the form to `/write`")),
    }
}

async fn made(room: &Arc<Room>, visitor: &Visitor, asking: Asking) -> Result<Made, Problem> {
    // Who asks for what like telegrams have searches them. All else tells no more than suggestions do: the level of a telegram that
    // he names and may see.
    let searched = (asking.doing == Doing::Like).then(|| asking.like()).flatten();
    let deed = searched.map_or(Deed::Glance, |query| Deed::search(&query));
    room.look(visitor, deed, move |view| asking.made(view)).await
}

impl Asking {
    fn made(self, view: &View) -> Result<Made, Problem> {
        if self.doing == Doing::TakeDraft {
            return Ok(Made::File(self.draft));
        }
        let source = &self.draft;
        let wanted = self.doing == Doing::Take;
        // The page of a telegram is made only where it is taken along: here it is read.
        let to = if self.to == To::Html && !wanted { To::Teletype } else { self.to };
        let (draft, drafted) = answers::drafted_for(view, source, to)?;
        if wanted && drafted.is_good() {
            return Ok(Made::File(drafted.text.unwrap_or_default()));
        }
        let offers = Offers::of(&self, view, &draft);
        let problems = Problems::of(source, &drafted.problems);
        let units = |caret| chancery_write::Places::of(source).at(caret).units;
        let taken = self.caret.map(|caret| (source.clone(), units(caret)));
        let good = drafted.is_good();
        let (lines, read) = shown(self.to, drafted);
        let seen = Seen { taken, offers, problems, to: self.to, good, refused: wanted, lines, read };
        Ok(Made::Seen(self.draft, Box::new(seen)))
    }
}

/// The telegram as lines; a page of it as it is read.
fn shown(to: To, drafted: Drafted) -> (Option<String>, Option<Read>) {
    match (to, drafted.lines) {
        (To::Html, Some(lines)) => {
            let telegram = Telegram::read(lines.as_bytes(), Attributes::default(), &Default::default());
            (None, Some(Read::of(&telegram.record)))
        }
        _ => (drafted.text, None),
    }
}

/// A file to take along.
fn file(text: String, to: To) -> Response {
    let (end, media_type) = to.file();
    let name = if to == To::Markdown { "draft" } else { "telegram" };
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{end}\"")),
    ];
    (headers, text).into_response()
}
