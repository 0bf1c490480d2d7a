//! The reading room of an archive: web pages for people, an API for programs and tools for assistants, through the view of the reader who asks.
//!
//! This crate cannot name the archive. What it shows comes from a [`View`](chancery_view::View), which a handler gets for the
//! [`Visitor`] before it and for nobody else.

pub mod answers;
mod api;
mod asked;
mod assets;
mod http;
mod intake;
pub mod mcp;
mod oidc;
mod pages;
mod problem;
mod room;
mod visitor;

pub use http::{Certificate, router, serve};
pub use intake::{Intake, MOST_FAILURES, Progress};
pub use oidc::{OpenId, check_issuer};
pub use problem::Problem;
pub use room::{Deed, Limits, Room, Settings};
pub use visitor::Visitor;
