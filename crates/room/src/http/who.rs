//! Says who asks, before any handler is reached.

use crate::room::Room;
use crate::visitor::Visitor;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// Puts the visitor into the request.
pub(super) async fn who(State(room): State<Arc<Room>>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Visitor::alone(room.settings().reader));
    next.run(request).await
}
