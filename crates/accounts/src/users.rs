//! Users: who they are, and what they may do.

use crate::error::{Error, Result};
use crate::{Accounts, OWNER, audit, names, password, sessions};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use std::fmt;

/// The most characters of a clearance, and of each part of an outside login.
const TEXT: usize = 500;

/// The columns that [`User::of`] reads, of the table `user`.
pub(crate) const COLUMNS: &str = "user.id, user.name, user.clearance, user.may_import, user.disabled, user.issuer, user.sub, \
     user.hash IS NOT NULL, user.made";

/// Someone who has an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// A number that no other user had or gets, not even one who later takes the same name.
    #[serde(skip)]
    pub id: i64,
    /// The name, in the letters in which it was given first.
    pub name: String,
    /// What the user is cleared to, as `SECRET//NOFORN`.
    pub clearance: String,
    /// Whether the user may import telegrams.
    pub may_import: bool,
    /// Whether the user is kept out.
    pub disabled: bool,
    /// The outside account with which the user logs in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Whether the user has a password.
    pub has_password: bool,
    /// When the account was made.
    pub made: Timestamp,
}

/// An account elsewhere, as OpenID Connect names it: a name is unique with its issuer only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The address of the one who vouches, without a slash at its end.
    pub issuer: String,
    /// The account's name there: the value of the claim by which readers are known.
    pub sub: String,
}

/// A user to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewUser<'n> {
    /// The name: 1 to 64 of `a` to `z` in either case, digits, `.`, `_`, `-`, `@`.
    pub name: &'n str,
    /// What the user is cleared to. The caller has checked that it is a label.
    pub clearance: &'n str,
    /// Whether the user may import telegrams.
    pub may_import: bool,
    /// The outside account, if the user logs in with one.
    pub subject: Option<&'n Subject>,
    /// The password, if the user has one.
    pub password: Option<&'n str>,
}

/// What is to change of a user. What is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// What the user is cleared to. The caller has checked that it is a label.
    pub clearance: Option<String>,
    /// Whether the user may import telegrams.
    pub may_import: Option<bool>,
    /// Whether the user is kept out.
    pub disabled: Option<bool>,
    /// The outside account; `Some(None)` takes it away.
    pub subject: Option<Option<Subject>>,
}

impl User {
    /// Reads a row that begins with [`COLUMNS`].
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<User> {
        let (issuer, sub): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
        Ok(User {
            id: row.get(0)?,
            name: row.get(1)?,
            clearance: row.get(2)?,
            may_import: row.get(3)?,
            disabled: row.get(4)?,
            subject: issuer.zip(sub).map(|(issuer, sub)| Subject { issuer, sub }),
            has_password: row.get(7)?,
            made: time(row.get(8)?),
        })
    }
}

impl fmt::Display for User {
    /// The name, and what the user may do, in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.clearance)?;
        for (is, words) in [(self.may_import, ", may import"), (self.disabled, ", disabled")] {
            f.write_str(if is { words } else { "" })?;
        }
        match &self.subject {
            Some(subject) => write!(f, ", {subject}"),
            None if !self.has_password => f.write_str(", no password"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "logs in as {} with {}", self.sub, self.issuer)
    }
}

impl Subject {
    /// An account elsewhere. Issuers are written with and without a slash at the end, and mean the same.
    pub fn new(issuer: &str, sub: &str) -> Subject {
        Subject { issuer: issuer.trim_end_matches('/').to_owned(), sub: sub.to_owned() }
    }

    fn check(&self) -> Result<()> {
        names::line("issuer", &self.issuer, TEXT)?;
        names::line("subject", &self.sub, TEXT)
    }
}

impl Accounts {
    /// Adds a user. The password, if there is one, is hashed, which takes some hundredths of a second. Like the functions below it
    /// this is the owner's deed, and comes into the audit log with it or not at all.
    ///
    /// # Errors
    /// [`Error::BadName`], [`Error::Reserved`], [`Error::NameTaken`], [`Error::SubjectTaken`], [`Error::BadPassword`], or what
    /// SQLite says.
    pub fn add_user(&self, new: &NewUser<'_>, now: Timestamp) -> Result<User> {
        names::check(new.name)?;
        names::line("clearance", new.clearance, TEXT)?;
        new.subject.map_or(Ok(()), Subject::check)?;
        let hash = new.password.map(password::hash).transpose()?;
        self.pool.change(|change| {
            if named(change, new.name)?.is_some() {
                return Err(Error::NameTaken { name: new.name.to_owned() });
            }
            if let Some(subject) = new.subject {
                free(change, subject, None)?;
            }
            change.execute(
                "INSERT INTO user (name, clearance, may_import, issuer, sub, hash, made) VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    new.name,
                    new.clearance,
                    new.may_import,
                    new.subject.map(|subject| &subject.issuer),
                    new.subject.map(|subject| &subject.sub),
                    hash,
                    now.as_millisecond()
                ],
            )?;
            let user = here(change, new.name)?;
            audit::put(change, now, OWNER, "user added", &user.to_string())?;
            Ok(user)
        })
    }

    /// All users, by name.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn users(&self) -> Result<Vec<User>> {
        self.pool.read(|connection| {
            let mut statement =
                connection.prepare_cached(&format!("SELECT {COLUMNS} FROM user ORDER BY name"))?;
            let rows = statement.query_map([], User::of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The user of a name, whatever the case of its letters.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn user(&self, name: &str) -> Result<Option<User>> {
        self.pool.read(|connection| named(connection, name))
    }

    /// Changes a user, and gives the user as changed. Another clearance, another outside account, and keeping out or letting in, ends all of the
    /// user's sessions. Tokens stay, and go by what the user is at the moment.
    ///
    /// # Errors
    /// [`Error::NoUser`], [`Error::SubjectTaken`], or what SQLite says.
    pub fn set_user(&self, name: &str, set: &UserChange, now: Timestamp) -> Result<User> {
        if let Some(clearance) = &set.clearance {
            names::line("clearance", clearance, TEXT)?;
        }
        if let Some(Some(subject)) = &set.subject {
            subject.check()?;
        }
        self.pool.change(|change| {
            let was = here(change, name)?;
            let mut user = was.clone();
            user.clearance = set.clearance.clone().unwrap_or(user.clearance);
            user.may_import = set.may_import.unwrap_or(user.may_import);
            user.disabled = set.disabled.unwrap_or(user.disabled);
            user.subject = set.subject.clone().unwrap_or(user.subject);
            if let Some(subject) = &user.subject {
                free(change, subject, Some(user.id))?;
            }
            change.execute(
                "UPDATE user SET clearance = ?, may_import = ?, disabled = ?, issuer = ?, sub = ? WHERE id = ?",
                params![
                    user.clearance,
                    user.may_import,
                    user.disabled,
                    user.subject.as_ref().map(|subject| &subject.issuer),
                    user.subject.as_ref().map(|subject| &subject.sub),
                    user.id
                ],
            )?;
            if (&was.clearance, was.disabled, &was.subject) != (&user.clearance, user.disabled, &user.subject)
            {
                sessions::end_all(change, user.id)?;
            }
            audit::put(change, now, OWNER, "user set", &user.to_string())?;
            Ok(user)
        })
    }

    /// Gives a user another password, or a first one, and ends all of the user's sessions. Whether the one who asks may do
    /// that is for the caller to know.
    ///
    /// # Errors
    /// [`Error::BadPassword`], [`Error::NoUser`], or what SQLite says.
    pub fn set_password(&self, name: &str, password: &str, now: Timestamp) -> Result<()> {
        password::check(password)?;
        // Without the work of a hash where there is nobody.
        self.pool.read(|connection| here(connection, name))?;
        let hash = password::hash(password)?;
        self.pool.change(|change| {
            let user = here(change, name)?;
            change.execute("UPDATE user SET hash = ? WHERE id = ?", params![hash, user.id])?;
            sessions::end_all(change, user.id)?;
            audit::put(change, now, OWNER, "password set", &user.name)
        })
    }

    /// Removes a user with all sessions, tokens and folders. The audit log keeps what the user did.
    ///
    /// # Errors
    /// [`Error::NoUser`], or what SQLite says.
    pub fn remove_user(&self, name: &str, now: Timestamp) -> Result<()> {
        self.pool.change(|change| {
            let user = here(change, name)?;
            change.execute("DELETE FROM user WHERE id = ?", [user.id])?;
            change.execute("DELETE FROM folder WHERE owner = ?", [&user.name])?;
            audit::put(change, now, OWNER, "user removed", &user.name)
        })
    }
}

/// A time as the database has it: milliseconds since 1970.
pub(crate) fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

/// The user of a name.
pub(crate) fn named(connection: &Connection, name: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM user WHERE name = ?");
    Ok(connection.prepare_cached(&sql)?.query_row([name], User::of).optional()?)
}

/// The user of a name, who has to be there.
pub(crate) fn here(connection: &Connection, name: &str) -> Result<User> {
    named(connection, name)?.ok_or_else(|| Error::NoUser { name: name.chars().take(80).collect() })
}

/// The user of an outside account.
pub(crate) fn of_subject(connection: &Connection, subject: &Subject) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM user WHERE issuer = ? AND sub = ?");
    Ok(connection.prepare_cached(&sql)?.query_row([&subject.issuer, &subject.sub], User::of).optional()?)
}

/// Checks that nobody else has an outside account.
fn free(connection: &Connection, subject: &Subject, own: Option<i64>) -> Result<()> {
    match of_subject(connection, subject)? {
        Some(user) if Some(user.id) != own => Err(Error::SubjectTaken),
        _ => Ok(()),
    }
}
