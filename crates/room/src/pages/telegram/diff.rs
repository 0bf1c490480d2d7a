//! Two texts of a telegram, word by word.

use super::super::frame::{Frame, page, problem_page};
use super::super::link;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chancery_view::Word;
use serde::Deserialize;
use std::sync::Arc;

/// Which two.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Two {
    #[serde(default = "first")]
    one: usize,
    #[serde(default = "second")]
    two: usize,
}

fn first() -> usize {
    1
}

fn second() -> usize {
    2
}

#[derive(Template)]
#[template(path = "diff.html")]
struct Compared {
    frame: Frame,
    key: String,
    link: String,
    one: usize,
    two: usize,
    words: Vec<Words>,
}

/// A run of words.
struct Words {
    class: &'static str,
    meaning: &'static str,
    text: String,
}

pub(super) async fn diff(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(mrn): Path<String>,
    asked: Result<Asked<Two>, Problem>,
) -> Response {
    let frame = Frame::of(&visitor);
    let Two { one, two } = match asked {
        Ok(Asked(two)) => two,
        Err(problem) => return problem_page(frame, problem),
    };
    let own = frame.clone();
    let look = room.look(&visitor, move |view| {
        let key = view.resolve(&mrn, None)?;
        let diff = view.diff(&key, one, two)?;
        let words = diff.words.into_iter().map(|(word, text)| words(word, text)).collect();
        Ok(Compared { frame: own, link: link::telegram(&key), key, one, two, words })
    });
    page(frame, look.await)
}

fn words(word: Word, text: String) -> Words {
    let (class, meaning) = match word {
        Word::Same => ("same", ""),
        Word::Out => ("out", "only in the one"),
        Word::In => ("in", "only in the other"),
        Word::Redacted => ("redacted", "taken out in the other"),
        Word::Restored => ("restored", "taken out in the one"),
    };
    Words { class, meaning, text }
}
