//! Requests that another site makes through a reader's browser are refused: those to a foreign name (DNS rebinding), and those that
//! change something and come from elsewhere.

use crate::problem::Problem;
use crate::room::Room;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// Lets pass what is asked of this room by its own pages, or by programs.
pub(super) async fn guard(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    // Two names are for two rooms, whichever of them a proxy looked at (RFC 9112, section 3.2).
    if request.headers().get_all(header::HOST).iter().nth(1).is_some() {
        return Problem::wrong("the request names its host twice").into_response();
    }
    let uri_host = request.uri().authority().map(|authority| authority.as_str());
    let host = uri_host.or_else(|| text(request.headers(), "host")).map(str::to_owned);
    let Some(host) = host.filter(|host| is_ours(host, &room.settings().hosts)) else {
        let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "/problems/host", "This is another room")
            .help("ask by the address that the room said it listens on; `--host NAME` adds a name");
        return problem.into_response();
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && is_foreign(request.headers(), &host) {
        return Problem::foreign().into_response();
    }
    next.run(request).await
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// A name of this machine, or one that was given. Ports do not count: whoever reached this one, asked for it.
fn is_ours(host: &str, names: &[String]) -> bool {
    let name = without_port(host);
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        || names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

/// True where a browser says that a page of another site sent this.
fn is_foreign(headers: &HeaderMap, host: &str) -> bool {
    if let Some(site) = text(headers, "sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match text(headers, header::ORIGIN.as_str()) {
        Some(origin) => {
            origin.split_once("://").map(|(_, rest)| rest).is_none_or(|rest| !rest.eq_ignore_ascii_case(host))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_foreign, is_ours};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn names_of_this_machine_are_ours() {
        let given = ["archive.example.org".to_owned()];
        for host in [
            "localhost",
            "LOCALHOST:7904",
            "127.0.0.1:7904",
            "[::1]:7904",
            "[::1]",
            "archive.example.org:443",
        ] {
            assert!(is_ours(host, &given), "{host}");
        }
        for host in
            ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7904", "10.0.0.1", "", ":7904"]
        {
            assert!(!is_ours(host, &given), "{host}");
        }
    }

    #[test]
    fn what_another_site_sends_is_foreign() {
        let with = |name: &'static str, value: &'static str| {
            HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
        };
        let host = "localhost:7904";
        assert!(!is_foreign(&HeaderMap::new(), host));
        assert!(!is_foreign(&with("origin", "http://localhost:7904"), host));
        assert!(is_foreign(&with("origin", "http://localhost:7905"), host));
        assert!(is_foreign(&with("origin", "null"), host));
        assert!(is_foreign(&with("sec-fetch-site", "cross-site"), host));
        assert!(is_foreign(&with("sec-fetch-site", "same-site"), host));
        assert!(!is_foreign(&with("sec-fetch-site", "same-origin"), host));
    }
}
