//! The layers around the handlers, from the outermost: what every request goes through and every answer bears.

pub(crate) mod cookies;
mod etag;
mod headers;
pub(crate) mod host;
mod measure;
mod places;
mod rate;
mod serve;
mod slow;
mod streamed;
mod told;
pub(crate) mod who;

pub use serve::{Certificate, serve};
pub(crate) use streamed::streamed;

use crate::problem::Problem;
use crate::room::Room;
use crate::{api, assets, mcp, pages};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// All that can be asked of a room.
pub fn router(room: Arc<Room>) -> Router {
    let limits = room.settings().limits;
    let (api, large) = api::routers(room.settings().users);
    let large =
        Router::new().merge(pages::large()).merge(large).layer(RequestBodyLimitLayer::new(limits.files));
    let asked = Router::new()
        .merge(pages::router())
        .merge(api)
        .layer(RequestBodyLimitLayer::new(limits.body))
        .merge(large)
        .layer(from_fn(etag::etag))
        // Its answers are made for one call and have no tag.
        .merge(mcp::router(&room).layer(RequestBodyLimitLayer::new(limits.body)))
        .layer(from_fn_with_state(room.clone(), who::who));
    let plain = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(measure::metrics))
        .merge(pages::outside().layer(RequestBodyLimitLayer::new(limits.body)))
        .route("/assets/{hash}/{name}", get(assets::asset));
    asked
        .merge(plain)
        .method_not_allowed_fallback(|| async { Problem::no_method() })
        .layer(CompressionLayer::new())
        .layer(from_fn(slow::slow))
        .layer(from_fn_with_state(room.clone(), rate::rate))
        .layer(from_fn_with_state(room.clone(), host::guard))
        .layer(CatchPanicLayer::custom(broke_down))
        .layer(from_fn(told::too_large))
        .layer(from_fn(told::told))
        .layer(from_fn(headers::headers))
        .layer(from_fn_with_state(room.clone(), measure::measure))
        .with_state(room)
}

/// Whether the archive can be read.
async fn ready(State(room): State<Arc<Room>>) -> (StatusCode, &'static str) {
    match tokio::task::spawn_blocking(move || room.ready()).await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the archive cannot be read\n"),
    }
}

fn broke_down(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::broke_down().into_response()
}
