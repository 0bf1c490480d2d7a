//! Bringing telegrams in: files are dropped, and the page shows how far it is.

use super::frame::{Frame, page, problem_page};
use crate::asked::Path;
use crate::intake::{Job, Jobs, State, file_name};
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

/// The most files of one import.
const FILES: usize = 10_000;

/// The most bytes of a field that is not a file.
const SHORT: usize = 4096;

/// The page.
pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/import", get(ask)).route("/import/{id}", get(job))
}

/// Where files are sent to: larger than anything else.
pub(crate) fn large() -> Router<Arc<Room>> {
    Router::new().route("/import", post(take)).layer(DefaultBodyLimit::disable())
}

#[derive(Template)]
#[template(path = "import.html")]
struct Asked {
    frame: Frame,
    jobs: Vec<Job>,
}

#[derive(Template)]
#[template(path = "job.html")]
struct Shown {
    frame: Frame,
    job: Job,
    ended: bool,
}

/// The imports of the room, for one who may.
pub(crate) fn allowed<'r>(room: &'r Room, visitor: &Visitor) -> Result<&'r Arc<Jobs>, Problem> {
    let jobs = room.jobs().filter(|_| visitor.may_import());
    jobs.ok_or_else(|| {
        Problem::not_allowed("you may not import here")
            .help("whoever runs this room can allow it: `chancery user set NAME --import true`")
    })
}

async fn ask(Shared(room): Shared<Arc<Room>>, visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    let made = allowed(&room, &visitor).map(|jobs| Asked { frame: frame.clone(), jobs: jobs.of(&visitor) });
    page(frame, made)
}

async fn job(Shared(room): Shared<Arc<Room>>, visitor: Visitor, Path(id): Path<u64>) -> Response {
    let frame = Frame::of(&visitor);
    let made = allowed(&room, &visitor).and_then(|jobs| jobs.one(&visitor, id)).map(|job| Shown {
        frame: frame.clone(),
        ended: matches!(job.state, State::Done | State::Failed),
        job,
    });
    page(frame, made)
}

async fn take(
    Shared(room): Shared<Arc<Room>>,
    visitor: Visitor,
    sent: Result<Multipart, MultipartRejection>,
) -> Response {
    let made = match sent {
        Ok(sent) => taken(&room, &visitor, sent).await,
        Err(_) => Err(Problem::wrong("what was sent is no form with files")
            .help("choose the files on the page, or send one to `/api/v1/import`")),
    };
    match made {
        Ok(job) => Redirect::to(&format!("/import/{}", job.id)).into_response(),
        Err(problem) => problem_page(Frame::of(&visitor), problem),
    }
}

async fn taken(room: &Arc<Room>, visitor: &Visitor, mut sent: Multipart) -> Result<Job, Problem> {
    let jobs = allowed(room, visitor)?;
    let folder = jobs.folder().await?;
    let broken = |error: MultipartError| Problem::wrong(error.body_text());
    let (mut files, mut collection) = (Vec::new(), None);
    let mut own = false;
    let mut may = false;
    while let Some(field) = sent.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "csrf" => {
                visitor.own_form(&short(field).await?)?;
                own = true;
            }
            "collection" if !may => {
                let name = short(field).await?;
                collection = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            }
            "collection" => {
                return Err(Problem::wrong(
                    "the field `collection` stands behind the files: nothing was imported",
                )
                .help("send it before the first file, as the page does"));
            }
            // The form's own fields stand before its files.
            "files" if !own => return Err(Problem::foreign()),
            "files" => {
                if !may {
                    room.may_bring(visitor, collection.as_deref()).await?;
                    may = true;
                }
                let name = field.file_name().unwrap_or_default().to_owned();
                if files.len() == FILES {
                    return Err(Problem::wrong(format!("at most {FILES} files are sent at once"))
                        .help("put them into a zip or 7z file, or send them in several imports"));
                }
                if !name.is_empty() {
                    kept(field, &folder.path().join(file_name(&name, files.len() + 1))).await?;
                    files.push(name);
                }
            }
            _ => {}
        }
    }
    if files.is_empty() {
        return Err(Problem::wrong("no file was chosen").help("choose one or more, then import"));
    }
    room.note(visitor, &Deed::Noted("import", files.join(", ")))?;
    jobs.begin(visitor, folder, files, collection)
}

/// A field that is not a file.
async fn short(mut field: Field<'_>) -> Result<String, Problem> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| Problem::wrong(error.body_text()))? {
        text.extend_from_slice(&piece);
        if text.len() > SHORT {
            return Err(Problem::wrong(format!("a field of the form has at most {SHORT} bytes")));
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Writes a file that is sent.
async fn kept(mut field: Field<'_>, path: &std::path::Path) -> Result<(), Problem> {
    let full = |error: std::io::Error| {
        tracing::error!(%error, "a file cannot be taken in");
        Problem::broke_down().help("the disk of the archive may be full")
    };
    let mut file = File::create(path).await.map_err(full)?;
    while let Some(piece) = field.chunk().await.map_err(|error| Problem::wrong(error.body_text()))? {
        file.write_all(&piece).await.map_err(full)?;
    }
    file.flush().await.map_err(full)
}
