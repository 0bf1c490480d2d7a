//! Two texts of a telegram, word by word.

use super::super::frame::{Frame, page, problem_page};
use super::super::link;
use crate::answers::{self, Two};
use crate::asked::{Asked, Path};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chancery_view::Word;
use std::sync::Arc;

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
    let look = room.look(&visitor, Deed::telegram(&mrn), move |view| {
        let diff = answers::diff(view, &mrn, Two { one, two })?;
        let key = diff.mrn;
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
