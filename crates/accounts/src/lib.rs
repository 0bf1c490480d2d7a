//! Who may read an archive over the network, and what they did: users, logins, sessions, tokens, the audit log, and the
//! readers' own folders of telegrams.
//!
//! All of it lies in one SQLite database, `ARCHIVE/room/room.sqlite`. [`Accounts`] opens it. Its functions do not wait for
//! anything but the disk and other writers, may be called from many threads, and take the time as an argument where it
//! matters. What a clearance lets a reader see is decided elsewhere: here it is a text.
//!
//! Nothing that opens a door is kept: of passwords there is an Argon2id hash, of session ids and tokens a SHA-256.

mod audit;
mod entries;
mod error;
mod folders;
mod login;
mod names;
mod password;
mod pool;
mod schema;
mod secret;
mod sessions;
mod slow;
mod tokens;
mod users;

pub use audit::{AUDIT_DELAY, AUDIT_PAGE, AUDIT_TEXT, AuditFilter, AuditLine};
pub use entries::{ENTRIES, ENTRY_PAGE, Entry};
pub use error::{Error, Result};
pub use folders::{FOLDERS, Folder, NOTE, TITLE};
pub use login::{Login, Refused};
pub use names::{NAME, OWNER};
pub use password::{PASSWORD_BYTES, PASSWORD_CHARS};
pub use secret::Secret;
pub use sessions::{ABSOLUTE_END, IDLE_END, Session};
pub use slow::{FREE_FAILURES, LONGEST_WAIT, network};
pub use tokens::{NewToken, Scopes, TOKEN_DAYS, TOKEN_PREFIX, TOKENS, Token};
pub use users::{NewUser, Subject, User, UserChange};

use audit::Audit;
use jiff::Timestamp;
use pool::Pool;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of the database within its folder.
pub const DATABASE: &str = "room.sqlite";

/// The accounts of one archive. It is cheap to share behind an `Arc`, and another process may have the same database open.
#[derive(Debug)]
pub struct Accounts {
    pool: Arc<Pool>,
    audit: Audit,
}

impl Accounts {
    /// Opens the database of a folder, `ARCHIVE/room`. What is missing is made: the folder for its owner alone (mode 0700),
    /// the database too (0600). An older database is brought up to date.
    ///
    /// # Errors
    /// [`Error::Newer`] when a newer program made it, [`Error::Io`], or what SQLite says.
    pub fn open(folder: &Path) -> Result<Accounts> {
        let pool = Arc::new(Pool::open(folder)?);
        Ok(Accounts { audit: Audit::new(Arc::clone(&pool)), pool })
    }

    /// Whether a folder has such a database, so that a question need not make one.
    pub fn is_there(folder: &Path) -> bool {
        folder.join(DATABASE).is_file()
    }

    /// Where the database lies.
    pub fn path(&self) -> PathBuf {
        self.pool.path().to_path_buf()
    }

    /// Deletes what has ended: sessions, failures of logging in that are forgiven, and tokens that ended 30 days ago. Nothing
    /// of it counts before either, so this only keeps the database small; once an hour is enough.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn sweep(&self, now: Timestamp) -> Result<()> {
        self.pool.change(|change| {
            sessions::sweep(change, now)?;
            slow::sweep(change, now)?;
            tokens::sweep(change, now)
        })
    }
}
