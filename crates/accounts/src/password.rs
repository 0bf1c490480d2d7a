//! Passwords: their bounds, and their hashes.

use crate::error::{Error, Result};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use std::borrow::Cow;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use unicode_normalization::UnicodeNormalization;

/// The fewest characters of a password.
pub const PASSWORD_CHARS: usize = 12;

/// The most bytes of a password.
pub const PASSWORD_BYTES: usize = 1024;

/// A hash that no password has, of the same cost as all: who has none, or is not there, is compared with it.
const DUMMY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Y2hhbmNlcnkgbm9ib2R5IQ$bm9ib2R5IGhhcyB0aGlzIHBhc3N3b3JkLCBldmVyLi4";

/// How many are hashed at once: each takes 19 MiB, and one that waits takes none.
static GATE: Gate = Gate { inside: Mutex::new(0), left: Condvar::new() };

/// Checks a password that a user is to have: at least [`PASSWORD_CHARS`] characters, at most [`PASSWORD_BYTES`] bytes.
pub(crate) fn check(password: &str) -> Result<()> {
    if password.len() > PASSWORD_BYTES || same(password).chars().count() < PASSWORD_CHARS {
        return Err(Error::BadPassword);
    }
    Ok(())
}

/// Hashes a password with Argon2id, version 19, 19,456 KiB of memory, 2 passes, 1 lane, 16 random bytes of salt: the parameters
/// that the crate `argon2` and OWASP recommend. They stand in the hash, so that later ones may be others.
pub(crate) fn hash(password: &str) -> Result<String> {
    check(password)?;
    let _inside = GATE.enter();
    let hash: std::result::Result<PasswordHash, HashError> =
        Argon2::default().hash_password(same(password).as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Hash(error.to_string()))
}

/// Whether a password has this hash. Without one the same work is done, and the answer is no.
pub(crate) fn fits(password: &str, hash: Option<&str>) -> Result<bool> {
    // None that was ever taken is longer.
    let password = if password.len() > PASSWORD_BYTES { "" } else { password };
    let parsed = PasswordHash::new(hash.unwrap_or(DUMMY)).map_err(|error| Error::Hash(error.to_string()))?;
    let _inside = GATE.enter();
    #[cfg(test)]
    tests::LOOKED_AT.with_borrow_mut(|hashes| hashes.push(parsed.params.to_string()));
    match Argon2::default().verify_password(same(password).as_bytes(), &parsed) {
        Ok(()) => Ok(hash.is_some()),
        Err(HashError::PasswordInvalid) => Ok(false),
        Err(error) => Err(Error::Hash(error.to_string())),
    }
}

/// A password as it is hashed: keyboards write the same letter in more than one way.
fn same(password: &str) -> Cow<'_, str> {
    if password.is_ascii() { Cow::Borrowed(password) } else { Cow::Owned(password.nfc().collect()) }
}

/// Lets as many threads in at once as there are cores.
struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

struct Inside<'g>(&'g Gate);

impl Gate {
    fn enter(&self) -> Inside<'_> {
        let most = thread::available_parallelism().map_or(2, usize::from);
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let mut inside =
            self.left.wait_while(inside, |inside| *inside >= most).unwrap_or_else(PoisonError::into_inner);
        *inside += 1;
        Inside(self)
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let mut inside = self.0.inside.lock().unwrap_or_else(PoisonError::into_inner);
        *inside = inside.saturating_sub(1);
        self.0.left.notify_one();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{DUMMY, fits, hash};
    use argon2::password_hash::phc::PasswordHash;
    use std::cell::RefCell;

    thread_local! {
        /// The costs of the hashes with which passwords were compared.
        pub(crate) static LOOKED_AT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    #[test]
    fn the_dummy_costs_what_a_real_hash_costs() {
        let real = hash("correct horse battery").unwrap();
        let (real, dummy) = (PasswordHash::new(&real).unwrap(), PasswordHash::new(DUMMY).unwrap());
        assert_eq!((real.algorithm, real.version), (dummy.algorithm, dummy.version));
        assert_eq!(real.params.to_string(), dummy.params.to_string());
        assert_eq!(real.params.to_string(), "m=19456,t=2,p=1");
        assert_eq!(real.hash.unwrap().len(), dummy.hash.unwrap().len());
        assert_eq!(real.salt.unwrap().len(), 16);
        assert_eq!(dummy.salt.unwrap().len(), 16);
    }

    #[test]
    fn a_password_fits_its_own_hash_however_its_letters_are_written() {
        let stored = hash("Zu\u{308}rich am See").unwrap();
        assert!(fits("Z\u{fc}rich am See", Some(&stored)).unwrap());
        assert!(!fits("Zurich am See", Some(&stored)).unwrap());
        assert!(!fits("Z\u{fc}rich am See", None).unwrap());
        assert_ne!(stored, hash("Zu\u{308}rich am See").unwrap(), "the salt is random");
        assert!(fits("anything at all", Some("no hash")).is_err());
    }
}
