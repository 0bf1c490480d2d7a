//! The pages, one file each. They work without scripts.

mod check;
mod codes;
mod folders;
mod frame;
mod help;
mod home;
mod import;
mod link;
mod login;
mod narrow;
mod results;
mod rules;
mod said;
mod sent;
mod shelf;
mod telegram;
mod timeline;
mod words;
mod write;

use crate::problem::Problem;
use crate::room::Room;
use crate::visitor::Visitor;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
pub(crate) use frame::told_page;
use frame::{Frame, problem_page};
pub(crate) use import::{allowed, large};
pub(crate) use link::encoded;
pub(crate) use login::outside;
use std::sync::Arc;

/// The paths of the pages.
pub(crate) fn router() -> Router<Arc<Room>> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(results::results))
        .route("/narrow", get(narrow::narrow))
        .merge(telegram::router())
        .merge(check::router())
        .merge(codes::router())
        .merge(folders::router())
        .merge(help::router())
        .merge(import::router())
        .merge(login::router())
        .merge(rules::router())
        .merge(write::router())
        .fallback(nothing)
}

async fn nothing(visitor: Visitor) -> Response {
    problem_page(Frame::of(&visitor), Problem::nothing())
}
