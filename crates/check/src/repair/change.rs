//! Changes of a file's bytes that can be taken back: what the log beside a repaired file holds.

use super::Proposal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Where, in bytes of the file as it was.
    pub at: u64,
    /// What stood there.
    pub old: Bytes,
    /// What stands there now.
    pub new: Bytes,
    /// The kind of the repair.
    pub kind: String,
    /// Why it was made.
    pub reason: String,
    /// How sure it was, from 0 to 1.
    pub confidence: f64,
}

/// Bytes as text where they are UTF-8, else in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bytes {
    /// The text.
    Text(String),
    /// Two figures a byte.
    Hex(String),
}

impl Bytes {
    /// For a log.
    pub fn of(bytes: &[u8]) -> Bytes {
        match std::str::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text.to_owned()),
            Err(_) => Bytes::Hex(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
        }
    }

    /// The bytes; none where a log says what is no hexadecimal.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Bytes::Text(text) => Some(text.clone().into_bytes()),
            Bytes::Hex(digits) if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => None,
            Bytes::Hex(digits) => (0..digits.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
                .collect(),
        }
    }
}

/// Why changes cannot be carried out or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// What the change says of itself makes no sense.
    Damaged,
    /// Other bytes stand where it is to be made.
    Differs,
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ChangeError::Damaged => "the log is damaged",
            ChangeError::Differs => "the file was changed by somebody else in between",
        })
    }
}

impl std::error::Error for ChangeError {}

impl Change {
    /// The change that a proposal for a telegram makes; `start` is where the telegram's `source` begins in its file.
    pub fn of(proposal: &Proposal, source: &[u8], start: u64) -> Change {
        Change {
            at: start + u64::from(proposal.span.start),
            old: Bytes::of(&source[proposal.span.range()]),
            new: Bytes::Text(proposal.text.clone()),
            kind: proposal.kind.as_str().to_owned(),
            reason: proposal.reason.clone(),
            confidence: proposal.confidence,
        }
    }
}

/// The bytes with these changes made. They are in the order of the bytes, and do not overlap.
pub fn carry_out(before: &[u8], changes: &[Change]) -> Result<Vec<u8>, ChangeError> {
    let mut after = Vec::with_capacity(before.len());
    let mut at = 0;
    for change in changes {
        let old = change.old.bytes().ok_or(ChangeError::Damaged)?;
        let new = change.new.bytes().ok_or(ChangeError::Damaged)?;
        let start = usize::try_from(change.at).map_err(|_| ChangeError::Damaged)?;
        let end = start.checked_add(old.len()).ok_or(ChangeError::Damaged)?;
        if start < at || before.get(start..end) != Some(&old[..]) {
            return Err(ChangeError::Differs);
        }
        after.extend_from_slice(&before[at..start]);
        after.extend_from_slice(&new);
        at = end;
    }
    after.extend_from_slice(&before[at..]);
    Ok(after)
}

/// The bytes as they were before [`carry_out`] made these changes.
pub fn take_back(after: &[u8], changes: &[Change]) -> Result<Vec<u8>, ChangeError> {
    let length = |bytes: &Bytes| bytes.bytes().map(|bytes| bytes.len() as i128).ok_or(ChangeError::Damaged);
    let mut moved: i128 = 0;
    let mut back = Vec::with_capacity(changes.len());
    for change in changes {
        let at = u64::try_from(i128::from(change.at) + moved).map_err(|_| ChangeError::Damaged)?;
        moved += length(&change.new)? - length(&change.old)?;
        back.push(Change { at, old: change.new.clone(), new: change.old.clone(), ..change.clone() });
    }
    carry_out(after, &back)
}
