//! A reader's own folders of telegrams, with his notes. What a folder names is looked up each time as its reader may see it.

use super::frame::{Frame, page, problem_page};
use super::sent::Sent;
use super::{link, words};
use crate::answers::{self, Form, List, taken};
use crate::asked::{Asked, Path};
use crate::http::streamed;
use crate::problem::Problem;
use crate::room::{Deed, Room};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use chancery_accounts::{Accounts, ENTRIES, ENTRY_PAGE, Entry, Folder};
use chancery_exports::EXPORTS;
use chancery_view::View;
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

/// How many telegrams can be picked at once.
const PICKED: usize = 1000;

/// How many telegrams a page of a folder has.
const SHOWN: u64 = 200;

pub(super) fn router() -> Router<Arc<Room>> {
    Router::new()
        .route("/folders", get(folders).post(make))
        .route("/folders/add", post(add))
        .route("/folders/{id}", get(folder).post(change))
        .route("/folders/{id}/entries", post(change_entry))
        .route("/folders/{id}/take", get(take))
}

#[derive(Template)]
#[template(path = "folders.html")]
struct Folders {
    frame: Frame,
    folders: Vec<Folder>,
}

#[derive(Template)]
#[template(path = "folder.html")]
struct Opened {
    frame: Frame,
    folder: Folder,
    entries: Vec<Line>,
    from: u64,
    forms: Vec<(&'static str, &'static str)>,
    previous: Option<String>,
    next: Option<String>,
}

/// A telegram of a folder.
struct Line {
    key: String,
    link: Option<String>,
    subject: String,
    about: String,
    note: String,
    position: u64,
}

/// The titles of a visitor's folders, for a form that proposes them. None where there are no folders.
pub(super) async fn titles(room: &Arc<Room>, visitor: &Visitor) -> Vec<String> {
    let folders = room.own(visitor, |people, name| people.folders(name)).await.unwrap_or_default();
    folders.into_iter().map(|folder| folder.title).collect()
}

async fn folders(State(room): State<Arc<Room>>, visitor: Visitor) -> Response {
    let frame = Frame::of(&visitor);
    let folders = room.own(&visitor, |people, name| people.folders(name)).await;
    page(frame.clone(), folders.map(|folders| Folders { frame, folders }))
}

async fn make(State(room): State<Arc<Room>>, visitor: Visitor, sent: Result<Sent, Problem>) -> Response {
    changed(&room, &visitor, sent, |people, name, sent| {
        let folder = people.make_folder(name, sent.one("title"), sent.one("note"), Timestamp::now())?;
        Ok(format!("/folders/{}", folder.id))
    })
    .await
}

/// What a form wants is done by the accounts, which then say where to go.
async fn changed(
    room: &Arc<Room>,
    visitor: &Visitor,
    sent: Result<Sent, Problem>,
    work: impl FnOnce(&Accounts, &str, &Sent) -> chancery_accounts::Result<String> + Send + 'static,
) -> Response {
    let done = async {
        let sent = sent?;
        visitor.own_form(sent.one("csrf"))?;
        room.own(visitor, move |people, name| work(people, name, &sent)).await
    };
    match done.await {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(problem) => problem_page(Frame::of(visitor), problem),
    }
}

/// Puts telegrams into the folder of a title, which is made where there is none. `all` stands for all that a query finds.
async fn add(State(room): State<Arc<Room>>, visitor: Visitor, sent: Result<Sent, Problem>) -> Response {
    let done = async {
        let sent = sent?;
        visitor.own_form(sent.one("csrf"))?;
        let title = sent.one("folder").trim().to_owned();
        let query = sent.one("all").to_owned();
        let picked = sent.all("mrn");
        if picked.len() > PICKED {
            return Err(Problem::wrong(format!("at most {PICKED} telegrams are picked at once"))
                .help("take all that a query finds: the form has a box for it"));
        }
        // Only what he sees comes into a folder.
        let keys = room
            .look(&visitor, Deed::search(&query.clone()), move |view| {
                if query.is_empty() { seen(view, picked) } else { found(view, &query) }
            })
            .await?;
        if keys.is_empty() {
            return Err(Problem::wrong("no telegram was picked")
                .help("tick the boxes beside the hits, or the one for all of them"));
        }
        let back = link::back(sent.one("back")).to_owned();
        let kept = link::encoded(&title);
        let id = room
            .own(&visitor, move |people, name| {
                let folders = people.folders(name)?;
                let id = match folders.into_iter().find(|folder| folder.title == title) {
                    Some(folder) => folder.id,
                    None => people.make_folder(name, &title, "", Timestamp::now())?.id,
                };
                people.add_entries(name, id, &keys, Timestamp::now())?;
                Ok(id)
            })
            .await?;
        Ok(match &*back {
            "/" => format!("/folders/{id}"),
            back if back.contains('?') => format!("{back}&kept={kept}"),
            back => format!("{back}?kept={kept}"),
        })
    };
    match done.await {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(problem) => problem_page(Frame::of(&visitor), problem),
    }
}

/// Of telegrams that were picked by their whole numbers those that the reader sees.
fn seen(view: &View, picked: Vec<String>) -> Result<Vec<String>, Problem> {
    let mut keys = Vec::new();
    for key in picked {
        view.show(&key, None, |_| ())?;
        keys.push(key);
    }
    Ok(keys)
}

fn found(view: &View, query: &str) -> Result<Vec<String>, Problem> {
    let counted = answers::facets(view, query)?;
    if counted.total > ENTRIES as u64 {
        return Err(Problem::wrong(format!(
            "a folder holds at most {} telegrams",
            words::grouped(ENTRIES as u64)
        ))
        .help("make the query narrower"));
    }
    let mut keys = Vec::new();
    view.keys(&answers::everything(query), &mut |key| keys.push(key.to_owned()))?;
    Ok(keys)
}

/// Which part of a folder.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct From {
    #[serde(default)]
    from: u64,
}

async fn folder(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(id): Path<i64>,
    asked: Result<Asked<From>, Problem>,
) -> Response {
    let frame = Frame::of(&visitor);
    let own = frame.clone();
    let made = async {
        let Asked(From { from }) = asked?;
        let (folder, entries) = room
            .own(&visitor, move |people, name| {
                Ok((people.folder(name, id)?, people.entries(name, id, from, SHOWN as usize)?))
            })
            .await?;
        let entries = room.look(&visitor, Deed::Glance, move |view| {
            Ok(entries.into_iter().map(|entry| line(view, entry)).collect())
        });
        let page = |from: u64| format!("/folders/{id}?from={from}");
        Ok(Opened {
            frame: own,
            entries: entries.await?,
            forms: forms(),
            previous: (from > 0).then(|| page(from.saturating_sub(SHOWN))),
            next: (from.saturating_add(SHOWN) < folder.entries).then(|| page(from.saturating_add(SHOWN))),
            from,
            folder,
        })
    };
    page(frame, made.await)
}

/// What a folder can be taken along as.
fn forms() -> Vec<(&'static str, &'static str)> {
    let own = [("citations", "a list of citations"), ("html", "one page for reading and printing")];
    let others = EXPORTS.iter().filter(|export| !export.extension.is_empty() && export.id != "html");
    own.into_iter().chain(others.map(|export| (export.id, export.title))).collect()
}

fn line(view: &View, entry: Entry) -> Line {
    let shown = view.show(&entry.telegram, None, |shown| {
        let record = shown.record;
        let from = record.from.as_ref().and_then(|from| from.post.as_deref()).map(words::post);
        let sent = record.sent.as_ref().and_then(|sent| sent.at).map(|at| words::day(&at.to_string()));
        let about: Vec<String> = from.into_iter().chain(sent).collect();
        (record.title().map(str::to_owned), about.join(" · "))
    });
    let (link, subject, about) = match shown {
        Ok((subject, about)) => {
            let link = link::telegram(&entry.telegram);
            (Some(link), subject.unwrap_or_else(|| entry.telegram.clone()), about)
        }
        Err(_) => (None, entry.telegram.clone(), "not in this archive".to_owned()),
    };
    Line { key: entry.telegram, link, subject, about, note: entry.note, position: entry.position + 1 }
}

async fn change(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(id): Path<i64>,
    sent: Result<Sent, Problem>,
) -> Response {
    changed(&room, &visitor, sent, move |people, name, sent| {
        if sent.one("do") == "remove" {
            people.remove_folder(name, id)?;
            return Ok("/folders".to_owned());
        }
        people.set_folder(name, id, Some(sent.one("title")), Some(sent.one("note")), Timestamp::now())?;
        Ok(format!("/folders/{id}"))
    })
    .await
}

async fn change_entry(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(id): Path<i64>,
    sent: Result<Sent, Problem>,
) -> Response {
    changed(&room, &visitor, sent, move |people, name, sent| {
        let (key, now) = (sent.one("mrn"), Timestamp::now());
        let place = sent.one("position").parse::<u64>().unwrap_or(1);
        match sent.one("do") {
            "remove" => drop(people.take_out(name, id, &[key], now)?),
            "up" => people.move_entry(name, id, key, place.saturating_sub(2), now)?,
            "down" => people.move_entry(name, id, key, place, now)?,
            _ => {}
        }
        // What was typed is kept, whichever button was pressed.
        if sent.one("do") != "remove" {
            people.note_entry(name, id, key, sent.one("note"), now)?;
        }
        let from = sent.one("from").parse::<u64>().unwrap_or(0);
        Ok(format!("/folders/{id}?from={from}"))
    })
    .await
}

/// In which form.
#[derive(Clone, Debug, Deserialize)]
struct As {
    to: String,
}

async fn take(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    Path(id): Path<i64>,
    asked: Result<Asked<As>, Problem>,
) -> Response {
    let made = async {
        let Asked(As { to }) = asked?;
        let form = Form::by_id(&to)?;
        let list = room
            .own(&visitor, move |people, name| {
                let folder = people.folder(name, id)?;
                let mut entries = Vec::new();
                while (entries.len() as u64) < folder.entries {
                    let some = people.entries(name, id, entries.len() as u64, ENTRY_PAGE)?;
                    if some.is_empty() {
                        break;
                    }
                    entries.extend(some.into_iter().map(|entry| (entry.telegram, entry.note)));
                }
                Ok(List { title: folder.title, note: folder.note, entries })
            })
            .await?;
        let deed = Deed::export(&to, &format!("folder {}", list.title));
        let (media_type, ending) = form.file();
        let name = format!("folder-{id}.{ending}");
        let work = move |view: &View, out| taken(view, &list, form, out);
        streamed(&room, &visitor, deed, (media_type, &name), work).await
    };
    match made.await {
        Ok(response) => response,
        Err(problem) => problem_page(Frame::of(&visitor), problem),
    }
}
