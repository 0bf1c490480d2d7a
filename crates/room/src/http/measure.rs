//! What is counted and logged of each request: its path as a pattern, its status, its time. Never what was asked for.

use crate::problem::Problem;
use crate::room::Room;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

/// Counts a request, and how long its answer took.
pub(super) async fn measure(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let pattern = request.extensions().get::<MatchedPath>().map_or("none", |path| path.as_str()).to_owned();
    let method = method(&request);
    let response = next.run(request).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let labels = [("method", method.to_owned()), ("path", pattern.clone()), ("status", status.to_string())];
    metrics::with_local_recorder(room.recorder(), || {
        metrics::counter!("chancery_requests_total", &labels).increment(1);
        metrics::histogram!("chancery_request_seconds", "path" => pattern.clone()).record(took.as_secs_f64());
    });
    tracing::info!(method, path = pattern, status, milliseconds = took.as_millis() as u64, "answered");
    response
}

/// Only the usual ones are named: what a stranger sends is no label.
fn method(request: &Request) -> &'static str {
    match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "other",
    }
}

/// The counts, in the text form of Prometheus, for who sits at this machine: not for whom a proxy passes on.
pub(super) async fn metrics(State(room): State<Arc<Room>>, request: Request) -> Response {
    let near =
        request.extensions().get::<ConnectInfo<SocketAddr>>().is_none_or(|from| from.0.ip().is_loopback());
    let passed_on =
        ["x-forwarded-for", "forwarded"].into_iter().any(|name| request.headers().contains_key(name));
    if !near || passed_on {
        return Problem::nothing().into_response();
    }
    let headers = [(axum::http::header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (headers, room.metrics()).into_response()
}
