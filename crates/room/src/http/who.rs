//! Says who asks, before any handler is reached. Where there are accounts, who has none gets to the login and no further.

use super::cookies::{self, SESSION};
use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Extensions, HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Puts the visitor into the request.
pub(super) async fn who(State(room): State<Arc<Room>>, mut request: Request, next: Next) -> Response {
    let visitor = match visitor(&room, request.headers()).await {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let Some(visitor) = visitor else { return log_in(&request) };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// Who asks; none where he has to log in.
async fn visitor(room: &Arc<Room>, headers: &HeaderMap) -> Result<Option<Visitor>, Problem> {
    if !room.settings().users {
        return Ok(Some(Visitor::alone(room.settings().reader)));
    }
    let now = Timestamp::now();
    if let Some(token) = bearer(headers)? {
        let found = room.people(move |people| people.token(&token, now)).await?;
        return match found {
            Some((user, scopes)) if scopes.read || scopes.import => {
                Ok(Some(Visitor::with_token(user, scopes)))
            }
            _ => Err(Problem::no_visitor().detail("the token is none, or has ended")),
        };
    }
    let Some(id) = cookies::get(headers, &SESSION, room.settings().https) else { return Ok(None) };
    let session = room.people(move |people| people.session(&id, now)).await?;
    Ok(session.map(|session| Visitor::logged_in(session.user, session.csrf)))
}

/// The token that a program sends (RFC 6750, section 2.1).
fn bearer(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(sent) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let sent = sent.to_str().ok().and_then(|sent| sent.split_once(' '));
    match sent {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim().to_owned())),
        _ => Err(Problem::no_visitor().detail("the header Authorization has no bearer token")),
    }
}

/// The address that asks. Of one that a proxy on this machine passes on it is the last that the proxy names: what stands before it
/// came from the asker.
pub(crate) fn origin(room: &Room, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    let near = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())?;
    if !room.settings().proxied || !near.is_loopback() {
        return Some(near);
    }
    let named = headers.get_all("x-forwarded-for").iter().next_back();
    let last = named.and_then(|named| named.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    Some(last.unwrap_or(near))
}

/// A page leads to the login and back; a program is told.
fn log_in(request: &Request) -> Response {
    let path = request.uri().path();
    let page = *request.method() == Method::GET && !path.starts_with("/api/") && !path.starts_with("/mcp");
    if !page {
        return Problem::no_visitor().into_response();
    }
    let back = request.uri().path_and_query().map_or("/", |path| path.as_str());
    Redirect::to(&format!("/login?back={}", crate::pages::encoded(back))).into_response()
}

#[cfg(test)]
mod tests {
    use super::bearer;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn tokens_are_found() {
        let with = |name: &'static str, value: &'static str| {
            HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
        };
        assert_eq!(bearer(&with("authorization", "bearer abc")).unwrap().as_deref(), Some("abc"));
        assert!(bearer(&with("authorization", "Basic abc")).is_err());
        assert_eq!(bearer(&HeaderMap::new()).unwrap(), None);
    }
}
