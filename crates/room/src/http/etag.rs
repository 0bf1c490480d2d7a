//! Answers that the asker has already are not sent again. The tag is made of the answer alone, so that it tells no more than it.

use super::streamed::Streamed;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

/// Gives each whole answer its tag; answers 304 where the asker names it.
pub(super) async fn etag(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK || response.extensions().get::<Streamed>().is_some() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body.collect().await else { return Problem::broke_down().into_response() };
    let body = body.to_bytes();
    let tag = tag(&body);
    if let Some(tag) = &tag {
        parts.headers.insert(header::ETAG, tag.clone());
        if known.is_some_and(|known| names(&known, tag)) {
            parts.status = StatusCode::NOT_MODIFIED;
            forget_body(&mut parts.headers);
            // As the whole answer has it, which is compressed for those who can read that (RFC 9110, section 15.4.5).
            parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
            return Response::from_parts(parts, Body::empty());
        }
    }
    Response::from_parts(parts, Body::from(body))
}

/// Weak, since the answer may be compressed in several ways (RFC 9110, section 8.8.1).
fn tag(body: &Bytes) -> Option<HeaderValue> {
    let hash = Sha256::digest(body);
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{hex}\"")).ok()
}

/// True where a list of tags has this one, or is `*`.
fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    let strong = tag.trim_start_matches("W/");
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == strong)
}

fn forget_body(headers: &mut HeaderMap) {
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_DISPOSITION] {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::etag;
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::compression::CompressionLayer;

    #[tokio::test]
    async fn who_has_an_answer_gets_its_tag_alone() {
        let room = Router::new().route("/", get(|| async { "lights ".repeat(100) }));
        let room = room.layer(from_fn(etag)).layer(CompressionLayer::new());
        let ask = |known: &str| {
            let asked = Request::get("/").header(header::ACCEPT_ENCODING, "gzip");
            let asked = asked.header(header::IF_NONE_MATCH, known).body(Body::empty());
            room.clone().oneshot(asked.unwrap())
        };
        let whole = ask("W/\"another\"").await.unwrap();
        assert_eq!(whole.status(), StatusCode::OK);
        let tag = whole.headers()[header::ETAG].to_str().unwrap();
        let known = ask(tag).await.unwrap();
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
        for name in [header::ETAG, header::VARY] {
            assert_eq!(known.headers().get(&name), whole.headers().get(&name), "{name}");
        }
        assert!(known.headers().get(header::CONTENT_TYPE).is_none());
    }
}
