//! What can go wrong with accounts.

use std::io;
use std::path::{Path, PathBuf};

/// A result of work on accounts.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: cannot {what}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// The database was made by a newer program.
    #[error("{} was made by a newer version (accounts {found}, this program knows {known})", path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The highest version that is known.
        known: u32,
    },
    /// The database gave an error.
    #[error("the accounts: {0}")]
    Database(#[from] rusqlite::Error),
    /// The system gave no random bytes.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    /// A password could not be hashed, or a stored hash cannot be read.
    #[error("cannot hash a password: {0}")]
    Hash(String),
    /// The audit log cannot be written, and too much waits for it already.
    #[error("the audit log cannot be written: {0}")]
    Audit(String),
    /// A name that no user can have.
    #[error("`{name}` is no name of a user: 1 to 64 letters (a to z), digits, and any of . _ - @")]
    BadName {
        /// The name as given.
        name: String,
    },
    /// The name of the one who uses the archive without logging in.
    #[error("`{name}` is the name of the archive's owner and cannot be a user's")]
    Reserved {
        /// The name as given.
        name: String,
    },
    /// A user of that name is there, whatever the case of the letters.
    #[error("there is a user `{name}` already")]
    NameTaken {
        /// The name as given.
        name: String,
    },
    /// A user who logs in with that outside account is there.
    #[error("another user has that outside login already")]
    SubjectTaken,
    /// A password that is too short or too long.
    #[error("a password has at least {PASSWORD_CHARS} characters and at most {PASSWORD_BYTES} bytes", PASSWORD_CHARS = crate::PASSWORD_CHARS, PASSWORD_BYTES = crate::PASSWORD_BYTES)]
    BadPassword,
    /// There is no such user.
    #[error("there is no user `{name}`")]
    NoUser {
        /// The name as given.
        name: String,
    },
    /// There is no such token, or it is another user's.
    #[error("there is no token {id}")]
    NoToken {
        /// Its number.
        id: i64,
    },
    /// There is no such folder, or it is another user's.
    #[error("there is no folder {id}")]
    NoFolder {
        /// Its number.
        id: i64,
    },
    /// The folder does not hold that telegram.
    #[error("`{telegram}` is not in the folder")]
    NoEntry {
        /// The telegram's key.
        telegram: String,
    },
    /// A text that is empty where it must not be, has control characters, or cannot be read.
    #[error("`{given}` is no {what}")]
    Bad {
        /// What was asked for.
        what: &'static str,
        /// What was given, its first 80 characters.
        given: String,
    },
    /// A text is too long.
    #[error("{what} has at most {limit} characters")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// The most characters.
        limit: usize,
    },
    /// There are as many as there may be.
    #[error("there are at most {limit} {what}")]
    Full {
        /// Of what.
        what: &'static str,
        /// The most.
        limit: usize,
    },
    /// A number of days that is none or too large.
    #[error("a token lasts 1 to {limit} days")]
    BadDays {
        /// The most days.
        limit: u32,
    },
}

impl Error {
    /// An error of a file.
    pub(crate) fn io(path: &Path, what: &'static str, source: io::Error) -> Error {
        Error::Io { path: path.to_path_buf(), what, source }
    }

    /// A text that cannot be taken.
    pub(crate) fn bad(what: &'static str, given: &str) -> Error {
        Error::Bad { what, given: given.chars().take(80).collect() }
    }

    /// Whether what was named is not there.
    pub fn is_missing(&self) -> bool {
        matches!(
            self,
            Error::NoUser { .. } | Error::NoToken { .. } | Error::NoFolder { .. } | Error::NoEntry { .. }
        )
    }

    /// Whether the accounts themselves cannot be used, so that no other words of the caller would help.
    pub fn is_fault(&self) -> bool {
        matches!(
            self,
            Error::Io { .. }
                | Error::Newer { .. }
                | Error::Database(_)
                | Error::Random(_)
                | Error::Hash(_)
                | Error::Audit(_)
        )
    }
}
