//! API tokens: what a program shows in place of a password.

use crate::error::{Error, Result};
use crate::secret::digest;
use crate::users::{self, User, time};
use crate::{Accounts, OWNER, Secret, audit, names};
use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// How a token begins, so that people and programs that look for lost secrets know it.
pub const TOKEN_PREFIX: &str = "chancery_";

/// How many days a token lasts when nobody says otherwise.
pub const TOKEN_DAYS: u32 = 90;

/// The most days.
const MOST_DAYS: u32 = 3650;

/// The most tokens of one user that have not ended.
pub const TOKENS: usize = 100;

/// The most characters of a token's name.
const NAME: usize = 100;

/// A token that ended is listed so long, in milliseconds.
const LISTED: i64 = 30 * DAY;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a token may be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    /// Read and search, as its user.
    pub read: bool,
    /// Import, where its user may.
    pub import: bool,
}

/// What is known of a token. The token itself is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its number, by which it is revoked.
    pub id: i64,
    /// Whose it is.
    pub user: String,
    /// What it is for, in words.
    pub name: String,
    /// What it may be used for.
    pub scopes: Scopes,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// The day on which it was used last, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<civil::Date>,
}

/// A token to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'n> {
    /// Whose it is.
    pub user: &'n str,
    /// What it is for, in words; may be empty.
    pub name: &'n str,
    /// What it may be used for.
    pub scopes: Scopes,
    /// How many days it lasts: 1 to 3,650. [`TOKEN_DAYS`] is usual.
    pub days: u32,
}

impl Scopes {
    /// Read and search, and nothing else.
    pub const READ: Scopes = Scopes { read: true, import: false };
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [("read", self.read), ("import", self.import)];
        let names: Vec<&str> = names.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Scopes {
    type Err = Error;

    /// Reads `read`, `import`, or both with a comma between them.
    fn from_str(text: &str) -> Result<Scopes> {
        let mut scopes = Scopes::default();
        for name in text.split(',') {
            match name.trim() {
                "read" => scopes.read = true,
                "import" => scopes.import = true,
                _ => return Err(Error::bad("scope: `read`, `import`, or `read,import`", text)),
            }
        }
        Ok(scopes)
    }
}

impl Serialize for Scopes {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let names = [("read", self.read), ("import", self.import)];
        serializer.collect_seq(names.into_iter().filter(|(_, has)| *has).map(|(name, _)| name))
    }
}

impl Token {
    fn of(row: &Row<'_>) -> rusqlite::Result<Token> {
        let day = |day: i64| time(day.saturating_mul(DAY)).to_zoned(TimeZone::UTC).date();
        Ok(Token {
            id: row.get(0)?,
            user: row.get(1)?,
            name: row.get(2)?,
            scopes: row.get::<_, String>(3)?.parse().unwrap_or_default(),
            made: time(row.get(4)?),
            expires: time(row.get(5)?),
            used: row.get::<_, Option<i64>>(6)?.map(day),
        })
    }
}

const COLUMNS: &str = "token.id, user.name, token.name, scopes, token.made, expires, used";

impl Accounts {
    /// Makes a token. Its text is given once; only a hash of it is kept.
    ///
    /// # Errors
    /// [`Error::NoUser`], [`Error::Bad`] without a scope, [`Error::BadDays`], [`Error::TooLong`], [`Error::Full`] when the user has
    /// [`TOKENS`], or what SQLite says.
    pub fn make_token(&self, new: &NewToken<'_>, now: Timestamp) -> Result<(Token, Secret)> {
        names::at_most("the name of a token", new.name, NAME)?;
        if new.name.chars().any(char::is_control) {
            return Err(Error::bad("name of a token", new.name));
        }
        if new.scopes == Scopes::default() {
            return Err(Error::bad("scope: `read`, `import`, or `read,import`", ""));
        }
        if !(1..=MOST_DAYS).contains(&new.days) {
            return Err(Error::BadDays { limit: MOST_DAYS });
        }
        let text = Secret::random()?.with_prefix(TOKEN_PREFIX);
        let expires = now
            .checked_add(SignedDuration::from_hours(24 * i64::from(new.days)))
            .map_err(|_| Error::BadDays { limit: MOST_DAYS })?;
        let (made, expires) = (now.as_millisecond(), expires.as_millisecond());
        let token = self.pool.change(|change| {
            let user = users::here(change, new.user)?;
            let sql = "SELECT count(*) FROM token WHERE user = ? AND expires > ?";
            let there: i64 = change.query_row(sql, params![user.id, made], |row| row.get(0))?;
            if there >= TOKENS as i64 {
                return Err(Error::Full { what: "tokens of one user", limit: TOKENS });
            }
            change.execute(
                "INSERT INTO token (sha256, user, name, scopes, made, expires) VALUES (?, ?, ?, ?, ?, ?)",
                params![digest(text.reveal()), user.id, new.name, new.scopes.to_string(), made, expires],
            )?;
            let sql =
                format!("SELECT {COLUMNS} FROM token JOIN user ON user.id = token.user WHERE token.id = ?");
            let token = change.query_row(&sql, [change.last_insert_rowid()], Token::of)?;
            let which = format!("{} {} {}", token.id, token.user, token.scopes);
            audit::put(change, now, OWNER, "token made", &which)?;
            Ok(token)
        })?;
        Ok((token, text))
    }

    /// Who sent a token, and what it may be used for, if it goes on and its user is not kept out. `import` is left out where the
    /// user may not import. The day is noted as the one on which it was used last.
    ///
    /// # Errors
    /// What SQLite says. A text that is no token is `None`.
    pub fn token(&self, text: &str, now: Timestamp) -> Result<Option<(User, Scopes)>> {
        if !text.starts_with(TOKEN_PREFIX) {
            return Ok(None);
        }
        let (sha256, now) = (digest(text), now.as_millisecond());
        let found = self.pool.read(|connection| {
            let sql = format!(
                "SELECT {}, scopes, used FROM token JOIN user ON user.id = token.user \
                 WHERE sha256 = ? AND expires > ? AND NOT disabled",
                users::COLUMNS
            );
            Ok(connection
                .prepare_cached(&sql)?
                .query_row(params![sha256, now], |row| {
                    Ok((User::of(row)?, row.get::<_, String>(9)?, row.get::<_, Option<i64>>(10)?))
                })
                .optional()?)
        })?;
        let Some((user, scopes, used)) = found else { return Ok(None) };
        let day = now.div_euclid(DAY);
        if used.is_none_or(|used| used < day) {
            self.pool.change(|change| {
                Ok(change.execute("UPDATE token SET used = ? WHERE sha256 = ?", params![day, sha256])?)
            })?;
        }
        let scopes: Scopes = scopes.parse()?;
        let scopes = Scopes { import: scopes.import && user.may_import, ..scopes };
        Ok(Some((user, scopes)))
    }

    /// The tokens of a user, or of all, newest first; also such as ended in the last 30 days.
    ///
    /// # Errors
    /// [`Error::NoUser`], or what SQLite says.
    pub fn tokens(&self, user: Option<&str>) -> Result<Vec<Token>> {
        self.pool.read(|connection| {
            let user = user.map(|name| users::here(connection, name)).transpose()?.map(|user| user.id);
            let sql = format!(
                "SELECT {COLUMNS} FROM token JOIN user ON user.id = token.user \
                 WHERE ?1 IS NULL OR token.user = ?1 ORDER BY token.id DESC"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([user], Token::of)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Ends a token for good. With a user only if it is that user's.
    ///
    /// # Errors
    /// [`Error::NoToken`], the same for one that is not there and for another user's; or what SQLite says.
    pub fn revoke_token(&self, id: i64, user: Option<&str>, now: Timestamp) -> Result<()> {
        self.pool.change(|change| {
            let sql = "DELETE FROM token WHERE id = ?1 AND (?2 IS NULL OR user = (SELECT id FROM user WHERE name = ?2))";
            match change.execute(sql, params![id, user])? {
                0 => Err(Error::NoToken { id }),
                _ => audit::put(change, now, user.unwrap_or(OWNER), "token revoked", &id.to_string()),
            }
        })
    }
}

/// Deletes tokens that ended long ago.
pub(crate) fn sweep(change: &Transaction<'_>, now: Timestamp) -> Result<()> {
    change.execute("DELETE FROM token WHERE expires <= ?", [now.as_millisecond() - LISTED])?;
    Ok(())
}
