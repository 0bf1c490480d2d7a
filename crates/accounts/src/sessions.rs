//! Sessions: who has logged in stays so for a while.

use crate::error::Result;
use crate::secret::digest;
use crate::users::{self, User};
use crate::{Accounts, OWNER, Secret, audit};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// A session that nobody uses ends after so long. When it was used is noted to the minute.
pub const IDLE_END: SignedDuration = SignedDuration::from_hours(12);

/// A session ends after so long, however it is used.
pub const ABSOLUTE_END: SignedDuration = SignedDuration::from_hours(7 * 24);

/// That a session was used is written no more often, in milliseconds.
const NOTED: i64 = 60_000;

/// A session that goes on.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who logged in, as the user is now.
    pub user: User,
    /// What a form has to send back, so that no other site can send it: compare with [`Secret::is`].
    pub csrf: Secret,
}

impl Accounts {
    /// The session of an id that a browser sent, if it goes on; and notes that it was used.
    ///
    /// # Errors
    /// What SQLite says. An id that is none is `None`.
    pub fn session(&self, id: &str, now: Timestamp) -> Result<Option<Session>> {
        let sha256 = digest(id);
        let now = now.as_millisecond();
        let found = self.pool.read(|connection| {
            let sql = format!(
                "SELECT {}, session.used FROM session JOIN user ON user.id = session.user \
                 WHERE sha256 = ? AND session.made > ? AND used > ? AND NOT disabled",
                users::COLUMNS
            );
            Ok(connection
                .prepare_cached(&sql)?
                .query_row(
                    params![sha256, now - milliseconds(ABSOLUTE_END), now - milliseconds(IDLE_END)],
                    |row| Ok((User::of(row)?, row.get::<_, i64>(9)?)),
                )
                .optional()?)
        })?;
        let Some((user, used)) = found else { return Ok(None) };
        if now - used >= NOTED {
            self.pool.change(|change| {
                let sql = "UPDATE session SET used = ?1 WHERE sha256 = ?2 AND used < ?1";
                Ok(change.execute(sql, params![now, sha256])?)
            })?;
        }
        Ok(Some(Session { user, csrf: csrf(id) }))
    }

    /// Ends a session. One that is not there has ended already.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn logout(&self, id: &str) -> Result<()> {
        self.pool.change(|change| {
            change.execute("DELETE FROM session WHERE sha256 = ?", [digest(id)])?;
            Ok(())
        })
    }

    /// Ends all sessions of a user, wherever they were begun.
    ///
    /// # Errors
    /// [`Error::NoUser`](crate::Error::NoUser), or what SQLite says.
    pub fn logout_all(&self, name: &str, now: Timestamp) -> Result<()> {
        self.pool.change(|change| {
            let user = users::here(change, name)?;
            end_all(change, user.id)?;
            audit::put(change, now, OWNER, "logged out", &user.name)
        })
    }
}

/// Begins a session, and gives its id.
pub(crate) fn begin(change: &Transaction<'_>, user: i64, now: Timestamp) -> Result<Secret> {
    let id = Secret::random()?;
    let now = now.as_millisecond();
    change.execute(
        "INSERT INTO session (sha256, user, made, used) VALUES (?, ?, ?, ?)",
        params![digest(id.reveal()), user, now, now],
    )?;
    Ok(id)
}

/// The CSRF token of a session. It is made from the id, so that nothing of it is kept, and says nothing of the id.
pub(crate) fn csrf(id: &str) -> Secret {
    Secret::derived("chancery csrf", id)
}

/// Ends all sessions of a user.
pub(crate) fn end_all(connection: &Connection, user: i64) -> Result<()> {
    connection.execute("DELETE FROM session WHERE user = ?", [user])?;
    Ok(())
}

/// Deletes sessions that have ended.
pub(crate) fn sweep(change: &Transaction<'_>, now: Timestamp) -> Result<()> {
    let now = now.as_millisecond();
    change.execute(
        "DELETE FROM session WHERE made <= ? OR used <= ?",
        params![now - milliseconds(ABSOLUTE_END), now - milliseconds(IDLE_END)],
    )?;
    Ok(())
}

fn milliseconds(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
