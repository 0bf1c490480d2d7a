//! What stands around every page.

use super::words::Coded;
use crate::assets;
use crate::problem::Problem;
use crate::visitor::Visitor;
use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use chancery_view::Reader;

/// What every page shows beside its own content.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// The query in the search box.
    pub(super) query: String,
    /// As whom the archive is read, where it is not its owner.
    pub(super) label: Option<String>,
    /// The name of the account that is logged in.
    pub(super) account: Option<String>,
    /// What a form sends back, to show that this page made it.
    pub(super) csrf: String,
    /// Whether the visitor may import.
    pub(super) may_import: bool,
}

impl Frame {
    /// The frame of a visitor's page.
    pub(super) fn of(visitor: &Visitor) -> Frame {
        let label = match visitor.reader() {
            Reader::Owner => None,
            Reader::Cleared(label) => Some(label.to_string()),
        };
        Frame {
            query: String::new(),
            label,
            account: visitor.account().map(str::to_owned),
            csrf: visitor.csrf().to_owned(),
            may_import: visitor.may_import(),
        }
    }

    /// With a query in its search box.
    pub(super) fn asking(self, query: &str) -> Frame {
        Frame { query: query.to_owned(), ..self }
    }

    /// The path of an asset.
    pub(super) fn asset(&self, name: &str) -> String {
        assets::path(name)
    }
}

/// A page, or the problem page that stands in its place.
pub(super) fn page(frame: Frame, made: Result<impl Template, Problem>) -> Response {
    let rendered = match &made {
        Ok(template) => template.render().map_err(|_| Problem::broke_down()),
        Err(problem) => Err(problem.clone()),
    };
    match rendered {
        Ok(html) => Html(html).into_response(),
        Err(problem) => problem_page(frame, problem),
    }
}

/// The page of a problem.
pub(super) fn problem_page(frame: Frame, problem: Problem) -> Response {
    let status = problem.status();
    let retry = problem.retry_after;
    let coded = |text: &Option<Box<str>>| text.as_deref().map(Coded::sentence);
    let (detail, help) = (coded(&problem.detail), coded(&problem.help));
    let html = Wrong { frame, detail, help, problem }.render().unwrap_or_default();
    let mut response = (status, Html(html)).into_response();
    if let Some(seconds) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// The page of a problem, also of one that came before it was known who asks.
pub(crate) fn told_page(visitor: Option<&Visitor>, problem: Problem) -> Response {
    problem_page(visitor.map(Frame::of).unwrap_or_default(), problem)
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Wrong {
    frame: Frame,
    detail: Option<Coded>,
    help: Option<Coded>,
    problem: Problem,
}
