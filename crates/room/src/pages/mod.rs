//! The pages, one file each. They work without scripts.

mod frame;
mod home;
mod link;
mod results;
mod shelf;
mod telegram;
mod timeline;
mod words;

use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use frame::{Frame, problem_page};
use std::sync::Arc;

/// The paths of the pages.
pub(crate) fn router() -> Router<Arc<Room>> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(results::results))
        .merge(telegram::router())
        .fallback(nothing)
}

async fn nothing(visitor: Visitor) -> Response {
    problem_page(Frame::of(&visitor), Problem::nothing())
}
