//! Random texts that open a door, and what is kept of them.

use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;

/// A text that opens a door: the id of a session, its CSRF token, an API token. It is not shown in debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 256 random bits from the system, in base64url without padding: 43 characters.
    pub(crate) fn random() -> Result<Secret> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Error::Random)?;
        Ok(Secret(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Made from the hash of another: who knows that one can make this one, and not the other way round.
    pub(crate) fn derived(label: &str, from: &str) -> Secret {
        let hash = Sha256::new().chain_update(label).chain_update([0]).chain_update(from).finalize();
        Secret(URL_SAFE_NO_PAD.encode(hash))
    }

    /// With a prefix by which people and programs know what it is.
    pub(crate) fn with_prefix(self, prefix: &str) -> Secret {
        Secret(format!("{prefix}{}", self.0))
    }

    /// The text itself, to be shown to the one to whom it belongs, and to nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a text that somebody sent is this one, in a time that does not depend on where they differ.
    pub fn is(&self, sent: &str) -> bool {
        // Hashes differ in random places, whatever was sent.
        digest(&self.0) == digest(sent)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What is kept of a secret: its SHA-256. It has 256 random bits, so nothing slower is needed.
pub(crate) fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
