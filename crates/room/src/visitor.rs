//! Who asks.

use crate::problem::Problem;
use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chancery_view::Reader;

/// Who asks, and what he may. A handler that reads takes one; only the room's own layers make one.
#[derive(Clone, Debug)]
pub struct Visitor {
    reader: Reader,
    /// The name of his account; `owner` where nobody logs in.
    name: String,
    /// He may import.
    may_import: bool,
}

impl Visitor {
    /// The one who reads on his own machine.
    pub(crate) fn alone(reader: Reader) -> Visitor {
        Visitor { reader, name: "owner".to_owned(), may_import: reader == Reader::Owner }
    }

    /// As whom the archive is read.
    pub fn reader(&self) -> Reader {
        self.reader
    }

    /// The name of his account.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the account that is logged in; none where nobody logs in.
    pub fn account(&self) -> Option<&str> {
        None
    }

    /// What the forms of his pages send back.
    pub fn csrf(&self) -> &str {
        ""
    }

    /// Whether he may import.
    pub fn may_import(&self) -> bool {
        self.may_import
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Problem> {
        parts.extensions.get::<Visitor>().cloned().ok_or_else(Problem::no_visitor)
    }
}

impl OperationInput for Visitor {}
