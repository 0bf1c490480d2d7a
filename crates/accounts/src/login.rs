//! Logging in.

use crate::error::Error;
use crate::users::{self, Subject, User};
use crate::{Accounts, Secret, password, sessions, slow};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction};

/// Someone has logged in.
#[derive(Clone, Debug)]
pub struct Login {
    /// Who.
    pub user: User,
    /// The id of the new session, for a cookie. It cannot be asked for again.
    pub session: Secret,
    /// What the session's forms have to send back.
    pub csrf: Secret,
}

/// Nobody has logged in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such user, or the password is another, or the user is kept out. Which of them is not said, and takes no other time.
    #[error("the name or the password is wrong")]
    Wrong,
    /// There were too many failures. The next attempt may be made after so many seconds; one before does not count.
    #[error("wait {0} s before the next attempt")]
    Wait(u64),
    /// The accounts cannot be used.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Accounts {
    /// Logs a user in with a password. `origin` is the address that asks; of IPv6 the first half of it counts.
    ///
    /// The audit log gets `login` or `login failed`, with the origin. A name that is no user's does not come into it: it may be a
    /// password in the wrong field.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn login(&self, name: &str, password: &str, origin: &str, now: Timestamp) -> Result<Login, Refused> {
        let (attempt, user, hash) = self.pool.change(|change| {
            let attempt = slow::attempt(change, name, origin, now)?;
            let user = users::named(change, name)?;
            let hash = user.as_ref().map(|user| hash_of(change, user.id)).transpose()?.flatten();
            Ok((attempt, user, hash))
        })?;
        let attempt = attempt.map_err(Refused::Wait)?;
        let let_in = user.as_ref().is_some_and(|user| !user.disabled);
        let fits = password::fits(password, hash.as_deref().filter(|_| let_in))?;
        let login = match &user {
            Some(user) if fits => self.pool.change(|change| {
                // Another password may have come meanwhile, and the session would outlive that.
                let Some(user) = still(change, user.id, hash.as_deref())? else { return Ok(None) };
                slow::take_back(change, &attempt)?;
                begin(change, user, now).map(Some)
            })?,
            _ => None,
        };
        let known = user.as_ref().map(|user| user.name.as_str());
        self.told(login, known, origin, now)
    }

    /// Logs a user in for whom an OpenID Connect issuer has vouched; `None` where it was asked and vouched for nobody. The caller
    /// has checked that it did. Failures are slowed down and noted as with a password.
    ///
    /// # Errors
    /// [`Refused::Wrong`] when no user has that outside account, or the user is kept out; else as [`login`](Accounts::login).
    pub fn login_as(
        &self,
        vouched: Option<&Subject>,
        origin: &str,
        now: Timestamp,
    ) -> Result<Login, Refused> {
        // Not by the user's own name: who fails there keeps nobody waiting who has a password. Where there is no name the origin
        // is counted twice.
        let name = vouched
            .map_or_else(|| origin.to_owned(), |subject| format!("{} {}", subject.issuer, subject.sub));
        let mut known = None;
        let attempted = self.pool.change(|change| {
            let attempt = match slow::attempt(change, &name, origin, now)? {
                Ok(attempt) => attempt,
                Err(wait) => return Ok(Err(wait)),
            };
            let user = vouched.map(|subject| users::of_subject(change, subject)).transpose()?.flatten();
            known = user.as_ref().map(|user| user.name.clone());
            let Some(user) = user.filter(|user| !user.disabled) else { return Ok(Ok(None)) };
            slow::take_back(change, &attempt)?;
            Ok(Ok(Some(begin(change, user, now)?)))
        })?;
        let login = attempted.map_err(Refused::Wait)?;
        self.told(login, known.as_deref(), origin, now)
    }

    /// Whether a login may be tried from an origin now: before an issuer is asked for somebody who would have to wait.
    ///
    /// # Errors
    /// [`Refused::Wait`]; or that the accounts cannot be used.
    pub fn may_try(&self, origin: &str, now: Timestamp) -> Result<(), Refused> {
        match self.pool.read(|connection| slow::wait_of(connection, origin, now))? {
            0 => Ok(()),
            seconds => Err(Refused::Wait(seconds)),
        }
    }

    fn told(
        &self,
        login: Option<Login>,
        user: Option<&str>,
        origin: &str,
        now: Timestamp,
    ) -> Result<Login, Refused> {
        self.audit(now, user, if login.is_some() { "login" } else { "login failed" }, origin)?;
        login.ok_or(Refused::Wrong)
    }
}

fn hash_of(change: &Transaction<'_>, user: i64) -> crate::Result<Option<String>> {
    Ok(change.query_row("SELECT hash FROM user WHERE id = ?", [user], |row| row.get(0))?)
}

/// The user, if nothing that matters was changed since the password was looked at.
fn still(change: &Transaction<'_>, id: i64, hash: Option<&str>) -> crate::Result<Option<User>> {
    let sql = format!("SELECT {} FROM user WHERE id = ? AND hash = ? AND NOT disabled", users::COLUMNS);
    Ok(change.query_row(&sql, rusqlite::params![id, hash], User::of).optional()?)
}

fn begin(change: &Transaction<'_>, user: User, now: Timestamp) -> crate::Result<Login> {
    let session = sessions::begin(change, user.id, now)?;
    Ok(Login { csrf: sessions::csrf(session.reveal()), session, user })
}

#[cfg(test)]
mod tests {
    use super::Refused;
    use crate::password::tests::LOOKED_AT;
    use crate::{Accounts, NewUser, UserChange};
    use jiff::Timestamp;

    #[test]
    fn the_work_is_the_same_for_whoever_is_kept_out() {
        let folder = tempfile::tempdir().unwrap();
        let accounts = Accounts::open(folder.path()).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let password = "nine lights at the harbor";
        for (name, password) in [("anna", Some(password)), ("berta", Some(password)), ("carla", None)] {
            let new = NewUser { name, clearance: "SECRET", may_import: false, subject: None, password };
            accounts.add_user(&new, now).unwrap();
        }
        let disabled = UserChange { disabled: Some(true), ..UserChange::default() };
        accounts.set_user("berta", &disabled, now).unwrap();
        let long = "x".repeat(2000);
        for (name, password) in [
            ("anna", "eight lights at the harbor"),
            ("anna", &*long),
            ("berta", password),
            ("carla", ""),
            ("nobody", password),
            ("", ""),
        ] {
            LOOKED_AT.take();
            let refused = accounts.login(name, password, &format!("{name} {password}"), now);
            assert!(matches!(refused, Err(Refused::Wrong)), "{name}: {refused:?}");
            assert_eq!(LOOKED_AT.take(), ["m=19456,t=2,p=1"], "{name}");
        }
        // While there is a wait nothing is hashed for anybody.
        for name in ["anna", "nobody"] {
            for n in 0..6 {
                LOOKED_AT.take();
                let _ = accounts.login(name, "x", &format!("{name} {n}"), now);
            }
            assert!(LOOKED_AT.take().is_empty(), "{name}");
        }
    }
}
