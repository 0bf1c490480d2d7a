//! Logging in and out.

mod elsewhere;

use super::frame::{Frame, page};
use super::link;
use crate::asked::Asked;
use crate::http::cookies;
use crate::http::who::origin;
use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{DefaultBodyLimit, Form, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{RequestExt, Router};
use chancery_accounts::{ABSOLUTE_END, Refused};
use serde::Deserialize;
use std::sync::Arc;

/// The most bytes of a form with name and password: whoever sends it is not known yet.
const FORM: usize = 64 * 1024;

/// The paths that can be reached without having logged in.
pub(crate) fn outside() -> Router<Arc<Room>> {
    Router::new()
        .route("/login", get(ask).post(log_in).layer(DefaultBodyLimit::max(FORM)))
        .route("/login/openid", get(elsewhere::begin))
        .route("/login/openid/back", get(elsewhere::finish))
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
    /// By what a person knows those who vouch for accounts elsewhere.
    elsewhere: Option<String>,
}

impl Login {
    fn new(room: &Room, back: String) -> Login {
        let elsewhere = room.oidc().map(|oidc| oidc.host().to_owned());
        Login { frame: Frame::default(), back, name: String::new(), wrong: None, elsewhere }
    }

    /// The link that begins a login with an account elsewhere.
    fn link(&self) -> String {
        format!("/login/openid?back={}", link::encoded(&self.back))
    }
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
    page(Frame::default(), Ok(Login::new(&room, back)))
}

async fn log_in(State(room): State<Arc<Room>>, request: Request) -> Response {
    let from = from(&room, &request);
    let Ok(Form(sent)) = request.extract::<Form<Sent>, _>().await else {
        return page(Frame::default(), Err::<Login, _>(Problem::wrong("name and password are asked for")));
    };
    let back = link::back(&sent.back).to_owned();
    match room.log_in(sent.name.clone(), sent.password, from).await {
        Ok(login) => {
            let mut response = Redirect::to(&back).into_response();
            stay(&room, &login, &mut response);
            response
        }
        Err(refused) => {
            let wrong = refused.to_string();
            not_in(refused, Login { name: sent.name, wrong: Some(wrong), ..Login::new(&room, back) })
        }
    }
}

/// From where somebody logs in.
fn from(room: &Room, request: &Request) -> String {
    let from = origin(room, request.headers(), request.extensions());
    from.map_or_else(|| "unknown".to_owned(), |from| from.to_string())
}

/// The session of a login, for the browser to keep.
fn stay(room: &Room, login: &chancery_accounts::Login, response: &mut Response) {
    let (id, https) = (login.session.reveal(), room.settings().https);
    cookies::set(response.headers_mut(), &cookies::SESSION, id, ABSOLUTE_END.as_secs(), https);
}

/// The page of a login that was refused.
fn not_in(refused: Refused, made: Login) -> Response {
    let (status, wait) = match &refused {
        Refused::Wrong => (StatusCode::FORBIDDEN, None),
        Refused::Wait(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(*seconds)),
        Refused::Failed(error) => {
            tracing::error!(%error, "the accounts cannot be used");
            (StatusCode::INTERNAL_SERVER_ERROR, None)
        }
    };
    let made = match refused {
        Refused::Failed(_) => Login { wrong: Some("the accounts cannot be used now".to_owned()), ..made },
        _ => made,
    };
    let mut response = page(Frame::default(), Ok(made));
    *response.status_mut() = status;
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
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
    if let Some(id) = cookies::get(&headers, &cookies::SESSION, https)
        && let Err(problem) = room.people(move |people| people.logout(&id)).await
    {
        return super::problem_page(Frame::of(&visitor), problem);
    }
    let mut response = Redirect::to("/login").into_response();
    cookies::set(response.headers_mut(), &cookies::SESSION, "", 0, https);
    response
}
