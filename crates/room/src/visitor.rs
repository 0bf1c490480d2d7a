//! Who asks.

use crate::problem::Problem;
use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chancery_accounts::{OWNER, Scopes, Secret, User};
use chancery_view::{Label, Reader};

/// Who asks, and what he may. A handler that reads takes one; only the room's own layers make one.
#[derive(Clone, Debug)]
pub struct Visitor {
    reader: Reader,
    name: String,
    may_read: bool,
    may_import: bool,
    came: Came,
}

/// How a visitor showed who he is.
#[derive(Clone, Debug)]
enum Came {
    /// He sits at this machine: nobody logs in.
    Alone,
    /// He logged in; his forms send this back.
    Session(Secret),
    /// His program has a token.
    Token,
}

impl Visitor {
    /// The one who reads on his own machine.
    pub(crate) fn alone(reader: Reader) -> Visitor {
        Visitor {
            reader,
            name: OWNER.to_owned(),
            may_read: true,
            may_import: reader == Reader::Owner,
            came: Came::Alone,
        }
    }

    /// A user who has logged in.
    pub(crate) fn logged_in(user: User, csrf: Secret) -> Visitor {
        let reader = cleared(&user);
        Visitor {
            reader,
            may_read: true,
            may_import: user.may_import,
            name: user.name,
            came: Came::Session(csrf),
        }
    }

    /// A user's program with a token for these scopes.
    pub(crate) fn with_token(user: User, scopes: Scopes) -> Visitor {
        let reader = cleared(&user);
        Visitor {
            reader,
            may_read: scopes.read,
            may_import: user.may_import && scopes.import,
            name: user.name,
            came: Came::Token,
        }
    }

    /// As whom the archive is read.
    pub fn reader(&self) -> Reader {
        self.reader
    }

    /// As whom the archive is read, by one who may read at all: a token can be for imports alone.
    ///
    /// # Errors
    /// That he may not.
    pub(crate) fn reads(&self) -> Result<Reader, Problem> {
        match self.may_read {
            true => Ok(self.reader),
            false => Err(Problem::not_allowed("this token is for imports, not for reading")
                .help("`chancery token add USER --scope read` makes one for reading")),
        }
    }

    /// The name of his account; `owner` where nobody logs in.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the account that is logged in; none where nobody logs in.
    pub fn account(&self) -> Option<&str> {
        match self.came {
            Came::Alone => None,
            Came::Session(_) | Came::Token => Some(&self.name),
        }
    }

    /// What the forms of his pages send back; empty where nobody logs in.
    pub fn csrf(&self) -> &str {
        match &self.came {
            Came::Session(csrf) => csrf.reveal(),
            Came::Alone | Came::Token => "",
        }
    }

    /// Whether a form that sends this was made by one of his own pages. Where nobody logs in there is no session that another site
    /// could use; that it is another site is then told by its origin (`http/host.rs`).
    ///
    /// # Errors
    /// That it was not.
    pub(crate) fn own_form(&self, sent: &str) -> Result<(), Problem> {
        match &self.came {
            Came::Alone => Ok(()),
            Came::Session(csrf) if csrf.is(sent) => Ok(()),
            Came::Session(_) => Err(Problem::foreign()),
            Came::Token => Err(Problem::not_allowed("a token cannot send the forms of pages")
                .help("log in and do this on the room's pages")),
        }
    }

    /// Whether he may import.
    pub fn may_import(&self) -> bool {
        self.may_import
    }
}

/// What a user is cleared to. Where it cannot be read he sees what all may.
fn cleared(user: &User) -> Reader {
    user.clearance.parse().unwrap_or_else(|_| Reader::cleared(Label::UNCLASSIFIED))
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Problem> {
        parts.extensions.get::<Visitor>().cloned().ok_or_else(Problem::no_visitor)
    }
}

impl OperationInput for Visitor {}
