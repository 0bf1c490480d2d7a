//! Requests that another site makes through a reader's browser are refused: those to a foreign name (DNS rebinding), and those that
//! change something and come from elsewhere.

use crate::problem::Problem;
use crate::room::{Room, Settings};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
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
    let host = asked(request.uri(), request.headers());
    let Some(host) = host.filter(|host| ours(host, &room.settings().hosts).is_some()) else {
        let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "/problems/host", "This is another room")
            .help("ask by the address that the room said it listens on; `--host NAME` adds a name");
        return problem.into_response();
    };
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && is_foreign(request.headers(), host) {
        return Problem::foreign().into_response();
    }
    next.run(request).await
}

/// The address under which the room was reached, `https://archive.example.org`. The name is one of those that it goes by, as it was
/// given to it, and not what the request says.
pub(crate) fn reached(settings: &Settings, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let host = asked(uri, headers)?;
    let name = ours(host, &settings.hosts)?;
    let scheme = if settings.https { "https" } else { "http" };
    match divided(host).1.filter(|port| !port.is_empty()) {
        Some(port) => Some(format!("{scheme}://{name}:{}", port.parse::<u16>().ok()?)),
        None => Some(format!("{scheme}://{name}")),
    }
}

/// The name and port that a request was sent to.
fn asked<'r>(uri: &'r Uri, headers: &'r HeaderMap) -> Option<&'r str> {
    uri.authority().map(|authority| authority.as_str()).or_else(|| text(headers, "host"))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// A name of this machine, or one that was given, as it is written there. Ports do not count: whoever reached this one, asked for it.
fn ours(host: &str, names: &[String]) -> Option<String> {
    let name = divided(host).0;
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    if bare.eq_ignore_ascii_case("localhost") {
        return Some("localhost".to_owned());
    }
    match bare.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) if address.is_loopback() => return Some(address.to_string()),
        Ok(IpAddr::V6(address)) if address.is_loopback() => return Some(format!("[{address}]")),
        _ => {}
    }
    names.iter().find(|known| known.eq_ignore_ascii_case(name)).cloned()
}

/// Name and port.
fn divided(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.is_empty() => {
            (name, Some(port))
        }
        _ => (host, None),
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
    use super::{is_foreign, ours, reached};
    use crate::room::Settings;
    use axum::http::{HeaderMap, HeaderValue, Uri};

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
            assert!(ours(host, &given).is_some(), "{host}");
        }
        for host in
            ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7904", "10.0.0.1", "", ":7904"]
        {
            assert!(ours(host, &given).is_none(), "{host}");
        }
    }

    #[test]
    fn the_room_was_reached_under_one_of_its_own_names() {
        let of = |host: &'static str, https| {
            let settings =
                Settings { https, hosts: vec!["Archive.example.org".to_owned()], ..Settings::default() };
            let headers = HeaderMap::from_iter([("host".parse().unwrap(), HeaderValue::from_static(host))]);
            reached(&settings, &Uri::from_static("/login"), &headers)
        };
        assert_eq!(of("ARCHIVE.EXAMPLE.ORG", true).as_deref(), Some("https://Archive.example.org"));
        assert_eq!(of("archive.example.org:8443", true).as_deref(), Some("https://Archive.example.org:8443"));
        assert_eq!(of("LocalHost:7904", false).as_deref(), Some("http://localhost:7904"));
        assert_eq!(of("127.0.0.1:7904", false).as_deref(), Some("http://127.0.0.1:7904"));
        assert_eq!(of("[::1]:7904", false).as_deref(), Some("http://[::1]:7904"));
        for host in ["evil.example", "archive.example.org.evil.example", "archive.example.org:99999", ""] {
            assert_eq!(of(host, true), None, "{host}");
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
