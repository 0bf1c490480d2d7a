//! The layers around the handlers, from the outermost: what every request goes through and every answer bears.

mod etag;
mod headers;
mod host;
pub(crate) mod who;

pub(crate) use etag::Streamed;

use crate::problem::Problem;
use crate::room::Room;
use crate::{api, assets, pages};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// How often an older state of the archive is let go of where nobody asks.
const RENEWED: Duration = Duration::from_secs(2);

/// All that can be asked of a room.
pub fn router(room: Arc<Room>) -> Router {
    let asked = Router::new()
        .merge(pages::router())
        .merge(api::router())
        .layer(from_fn_with_state(room.clone(), who::who))
        .layer(from_fn(etag::etag));
    let plain = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .merge(pages::outside())
        .route("/assets/{hash}/{name}", get(assets::asset));
    asked
        .merge(plain)
        .layer(CompressionLayer::new())
        .layer(RequestBodyLimitLayer::new(room.settings().limits.body))
        .layer(from_fn_with_state(room.clone(), host::guard))
        .layer(from_fn(headers::headers))
        .layer(CatchPanicLayer::custom(broke_down))
        .with_state(room)
}

/// Serves a room until `stop` is done; then answers what was asked, and ends.
///
/// # Errors
/// When the network cannot be used.
pub async fn serve(
    room: Arc<Room>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let held = room.clone();
    let renewing = tokio::spawn(async move {
        loop {
            tokio::time::sleep(RENEWED).await;
            let room = held.clone();
            let _ = tokio::task::spawn_blocking(move || room.ready()).await;
        }
    });
    let served = axum::serve(listener, router(room).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop)
        .await;
    renewing.abort();
    served
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
