//! Logging in with an account elsewhere: the way there, and the way back.

use super::{Back, Login, from, not_in, stay};
use crate::asked::Asked;
use crate::http::cookies;
use crate::http::host::reached;
use crate::http::who::origin;
use crate::oidc::{Oidc, Unreachable, WITHIN};
use crate::pages::frame::{Frame, page};
use crate::pages::link;
use crate::problem::Problem;
use crate::room::Room;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use chancery_accounts::{Refused, network};
use serde::Deserialize;
use std::sync::Arc;

/// Where the issuer sends readers back to; it has to be known there.
const RETURN: &str = "/login/openid/back";

/// The longest way back that is kept for a reader who is away.
const LONGEST: usize = 4096;

/// What is said of each login that did not succeed: nothing of who has an account.
const REFUSED: &str = "the account elsewhere does not open this room";

/// Sends a reader to the issuer.
pub(super) async fn begin(
    State(room): State<Arc<Room>>,
    asked: Result<Asked<Back>, Problem>,
    request: Request,
) -> Response {
    let Some(oidc) = room.oidc() else { return Problem::nothing().into_response() };
    let Back { back } = asked.map(|Asked(back)| back).unwrap_or_default();
    let back = Some(link::back(&back)).filter(|back| back.len() <= LONGEST).unwrap_or("/").to_owned();
    let Some(address) = reached(room.settings(), request.uri(), request.headers()) else {
        return Problem::broke_down().into_response();
    };
    let from = origin(&room, request.headers(), request.extensions());
    let from = from.map_or_else(String::new, |from| network(from).to_string());
    match oidc.begin(format!("{address}{RETURN}"), back.clone(), from).await {
        Ok((there, kept)) => {
            let mut response = Redirect::to(&there).into_response();
            let seconds = i64::try_from(WITHIN.as_secs()).unwrap_or(0);
            let https = room.settings().https;
            cookies::set(response.headers_mut(), &cookies::BEGUN, &kept, seconds, https);
            response
        }
        Err(Unreachable) => away(&room, back),
    }
}

/// What the issuer sends along (RFC 6749, section 4.1.2; RFC 9207). What it says in words is not shown: anybody can write it into a link.
#[derive(Default, Deserialize)]
struct Told {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// A reader who is in. The session's cookie is not sent where another site led to, so that a page of this one leads on.
#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    frame: Frame,
    back: String,
}

/// Takes a reader in whom the issuer sends back.
pub(super) async fn finish(State(room): State<Arc<Room>>, request: Request) -> Response {
    let Some(oidc) = room.oidc() else { return Problem::nothing().into_response() };
    let https = room.settings().https;
    let kept = cookies::get(request.headers(), &cookies::BEGUN, https).unwrap_or_default();
    let mut response = answer(&room, oidc, request, &kept).await;
    cookies::set(response.headers_mut(), &cookies::BEGUN, "", 0, https);
    response
}

async fn answer(room: &Arc<Room>, oidc: &Oidc, request: Request, kept: &str) -> Response {
    let told = told(request.uri());
    let Some(begun) = oidc.begun(kept, &told.state) else {
        let late = "it took too long, or was begun in another place; begin again";
        let made = Login { wrong: Some(late.to_owned()), ..Login::new(room, "/".to_owned()) };
        return with_status(page(Frame::default(), Ok(made)), StatusCode::BAD_REQUEST);
    };
    let back = begun.back.clone();
    // Without a code the issuer refused, or the reader changed his mind: nobody failed at anything.
    let code = told.code.filter(|_| told.iss.as_deref().is_none_or(|from| oidc.is_it(from)));
    let Some(code) = code else {
        let said: String =
            told.error.unwrap_or_default().chars().take(64).filter(char::is_ascii_graphic).collect();
        let (iss, error) = (told.iss.as_deref().is_none_or(|from| oidc.is_it(from)), said.as_str());
        tracing::warn!(error, iss, "a reader came back from the issuer without being vouched for");
        let made = Login { wrong: Some(REFUSED.to_owned()), ..Login::new(room, back) };
        return with_status(page(Frame::default(), Ok(made)), StatusCode::FORBIDDEN);
    };
    let from = from(room, &request);
    // Who has to wait is not asked about either.
    if let Err(refused) = room.may_try(from.clone()).await {
        let wrong = Some(refused.to_string());
        return not_in(refused, Login { wrong, ..Login::new(room, back) });
    }
    let vouched = match oidc.vouched(begun, code).await {
        Ok(vouched) => vouched,
        Err(Unreachable) => return away(room, back),
    };
    match room.log_in_as(vouched, from).await {
        Ok(login) => {
            let mut response = page(Frame::default(), Ok(Welcome { frame: Frame::default(), back }));
            stay(room, &login, &mut response);
            response
        }
        Err(refused) => {
            let wrong = match &refused {
                Refused::Wrong => REFUSED.to_owned(),
                other => other.to_string(),
            };
            not_in(refused, Login { wrong: Some(wrong), ..Login::new(room, back) })
        }
    }
}

fn told(uri: &Uri) -> Told {
    axum::extract::Query::try_from_uri(uri).map(|axum::extract::Query(told)| told).unwrap_or_default()
}

/// The issuer cannot be asked; a password may do.
fn away(room: &Room, back: String) -> Response {
    let wrong = "the outside login cannot be reached now; try again in a while";
    let made = Login { wrong: Some(wrong.to_owned()), ..Login::new(room, back) };
    with_status(page(Frame::default(), Ok(made)), StatusCode::SERVICE_UNAVAILABLE)
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}
