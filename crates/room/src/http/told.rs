//! A problem is told to a person as a page, and to a program as it is.

use crate::pages::told_page;
use crate::problem::Problem;
use crate::visitor::Visitor;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Puts a problem in the place of what the limit of a body says.
pub(super) async fn too_large(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let told = response.extensions().get::<Problem>().is_some()
        || response.status() != StatusCode::PAYLOAD_TOO_LARGE;
    if told { response } else { Problem::too_large().into_response() }
}

/// Puts a page in the place of a problem where a browser asked for one.
pub(super) async fn told(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let person = wants_a_page(request.headers()) && !path.starts_with("/api/") && !path.starts_with("/mcp");
    let response = next.run(request).await;
    match response.extensions().get::<Problem>().cloned() {
        Some(problem) if person => {
            let visitor = response.extensions().get::<Visitor>().cloned();
            let mut page = told_page(visitor.as_ref(), problem);
            let headers = response.headers().iter().filter(|(name, _)| {
                !matches!(**name, header::CONTENT_TYPE | header::CONTENT_LENGTH | header::WWW_AUTHENTICATE)
            });
            for (name, value) in headers {
                page.headers_mut().insert(name.clone(), value.clone());
            }
            page
        }
        _ => response,
    }
}

fn wants_a_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}
