//! How much one may ask, where others ask too.

use super::who::origin;
use crate::problem::Problem;
use crate::room::Room;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chancery_accounts::network;
use std::sync::Arc;

/// Refuses who asks faster than the room's limit. It counts by address, before anybody logs in.
pub(super) async fn rate(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    let from = origin(&room, request.headers(), request.extensions());
    match from.and_then(|from| room.too_fast(network(from))) {
        Some(seconds) => Problem::too_fast(seconds).into_response(),
        None => next.run(request).await,
    }
}
