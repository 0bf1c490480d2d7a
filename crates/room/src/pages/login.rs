//! Logging in and out.

use super::frame::{Frame, page};
use super::link;
use crate::asked::Asked;
use crate::http::who::{COOKIE, SAFE_COOKIE, origin, session};
use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{Form, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{RequestExt, Router};
use chancery_accounts::{ABSOLUTE_END, Refused};
use serde::Deserialize;
use std::sync::Arc;

/// The paths that can be reached without having logged in.
pub(crate) fn outside() -> Router<Arc<Room>> {
    Router::new().route("/login", get(ask).post(log_in))
}

/// The way out.
pub(super) fn router() -> Router<Arc<Room>> {
    Router::new().route("/logout", post(log_out))
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login {
    frame: Frame,
    back: String,
    name: String,
    wrong: Option<String>,
}

/// Where to go afterwards.
#[derive(Clone, Debug, Default, Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// What is sent.
#[derive(Deserialize)]
struct Sent {
    name: String,
    password: String,
    #[serde(default)]
    back: String,
}

async fn ask(State(room): State<Arc<Room>>, asked: Result<Asked<Back>, Problem>) -> Response {
    if !room.settings().users {
        return Redirect::to("/").into_response();
    }
    let Back { back } = asked.map(|Asked(back)| back).unwrap_or_default();
    let made = Login { frame: Frame::default(), back, name: String::new(), wrong: None };
    page(Frame::default(), Ok(made))
}

async fn log_in(State(room): State<Arc<Room>>, request: Request) -> Response {
    let from = origin(&room, request.headers(), request.extensions());
    let from = from.map_or_else(|| "unknown".to_owned(), |from| from.to_string());
    let Ok(Form(sent)) = request.extract::<Form<Sent>, _>().await else {
        return page(Frame::default(), Err::<Login, _>(Problem::wrong("name and password are asked for")));
    };
    let (https, back) = (room.settings().https, link::back(&sent.back).to_owned());
    match room.log_in(sent.name.clone(), sent.password, from).await {
        Ok(login) => {
            let mut response = Redirect::to(&back).into_response();
            set_cookie(response.headers_mut(), login.session.reveal(), ABSOLUTE_END.as_secs(), https);
            response
        }
        Err(refused) => {
            let (status, wait) = match &refused {
                Refused::Wrong => (StatusCode::FORBIDDEN, None),
                Refused::Wait(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(*seconds)),
                Refused::Failed(error) => {
                    tracing::error!(%error, "the accounts cannot be used");
                    (StatusCode::INTERNAL_SERVER_ERROR, None)
                }
            };
            let wrong = match &refused {
                Refused::Failed(_) => "the accounts cannot be used now".to_owned(),
                refused => refused.to_string(),
            };
            let made = Login { frame: Frame::default(), back, name: sent.name, wrong: Some(wrong) };
            let mut response = page(Frame::default(), Ok(made));
            *response.status_mut() = status;
            if let Some(seconds) = wait {
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
    }
}

/// What the button sends.
#[derive(Deserialize)]
struct Out {
    #[serde(default)]
    csrf: String,
}

async fn log_out(
    State(room): State<Arc<Room>>,
    visitor: Visitor,
    headers: HeaderMap,
    Form(Out { csrf }): Form<Out>,
) -> Response {
    if let Err(problem) = visitor.own_form(&csrf) {
        return super::problem_page(Frame::of(&visitor), problem);
    }
    let https = room.settings().https;
    if let Some(id) = session(&headers, https)
        && let Err(problem) = room.people(move |people| people.logout(&id)).await
    {
        return super::problem_page(Frame::of(&visitor), problem);
    }
    let mut response = Redirect::to("/login").into_response();
    set_cookie(response.headers_mut(), "", 0, https);
    response
}

/// A cookie that no script reads and no other site sends.
fn set_cookie(headers: &mut HeaderMap, id: &str, seconds: i64, https: bool) {
    let (name, secure) = if https { (SAFE_COOKIE, "; Secure") } else { (COOKIE, "") };
    let cookie = format!("{name}={id}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}
