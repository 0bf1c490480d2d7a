//! Names of users, and other short texts.

use crate::error::{Error, Result};

/// The name under which the one who uses an archive without logging in keeps folders. No account can take it.
pub const OWNER: &str = "owner";

/// The most characters of a user's name.
pub const NAME: usize = 64;

/// Checks a name that a user is to have: 1 to [`NAME`] ASCII letters, digits, `.`, `_`, `-`, `@`. Only ASCII, so that no two
/// names look the same.
pub(crate) fn check(name: &str) -> Result<()> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte);
    if name.is_empty() || name.len() > NAME || !name.bytes().all(plain) {
        return Err(Error::BadName { name: name.chars().take(80).collect() });
    }
    if name.eq_ignore_ascii_case(OWNER) {
        return Err(Error::Reserved { name: name.to_owned() });
    }
    Ok(())
}

/// Checks that a text has no more characters than it may.
pub(crate) fn at_most(what: &'static str, text: &str, limit: usize) -> Result<()> {
    // Bytes first: what is far too long is not counted.
    if text.len() > limit.saturating_mul(4) || text.chars().count() > limit {
        return Err(Error::TooLong { what, limit });
    }
    Ok(())
}

/// Checks a text of one line that says something.
pub(crate) fn line(what: &'static str, text: &str, limit: usize) -> Result<()> {
    at_most(what, text, limit)?;
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(Error::bad(what, text));
    }
    Ok(())
}
