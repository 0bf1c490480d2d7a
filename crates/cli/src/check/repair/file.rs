//! Repairs in the files themselves: the file is written anew in one step, and a log beside it says what was changed, so that
//! it can be taken back.

use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::counted;
use chancery_check::repair::Proposal;
use chancery_sources::Item;
use chancery_telegram::Telegram;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The edits of one telegram in its file; none where the file cannot be changed, with the reason.
pub(crate) struct Edits {
    file: String,
    edits: Result<Vec<Edit>, &'static str>,
}

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Edit {
    /// Where, in bytes of the file as it was.
    at: u64,
    /// What stood there.
    old: Bytes,
    /// What stands there now.
    new: Bytes,
    kind: String,
    reason: String,
    confidence: f64,
}

/// Bytes as text where they are UTF-8, else in hexadecimal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Bytes {
    Text(String),
    Hex(String),
}

impl Bytes {
    fn of(bytes: &[u8]) -> Bytes {
        match std::str::from_utf8(bytes) {
            Ok(text) => Bytes::Text(text.to_owned()),
            Err(_) => Bytes::Hex(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
        }
    }

    fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Bytes::Text(text) => Some(text.clone().into_bytes()),
            Bytes::Hex(digits) => (0..digits.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
                .collect(),
        }
    }
}

impl Edits {
    pub(crate) fn of(item: &Item, telegram: &Telegram<'_>, proposals: &[Proposal]) -> Edits {
        let file = item.file.to_string();
        if file == "-" || item.member.is_some() {
            return Edits { file, edits: Err("it lies in an archive or comes from standard input") };
        }
        let Some((start, _)) = item.span.filter(|_| item.original.is_none() && item.parts.is_empty()) else {
            return Edits { file, edits: Err("its text does not stand in the file as it is read") };
        };
        let source = telegram.source();
        let edits = proposals
            .iter()
            .map(|proposal| Edit {
                at: start + u64::from(proposal.span.start),
                old: Bytes::of(&source[proposal.span.range()]),
                new: Bytes::Text(proposal.text.clone()),
                kind: proposal.kind.as_str().to_owned(),
                reason: proposal.reason.clone(),
                confidence: proposal.confidence,
            })
            .collect();
        Edits { file, edits: Ok(edits) }
    }
}

/// A line of the log: one run's changes of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// When, in UTC.
    at: String,
    /// SHA-256 of the file before and after.
    before: String,
    after: String,
    edits: Vec<Edit>,
}

/// The files that are being changed: one at a time, written when the next one comes.
#[derive(Default)]
pub(crate) struct Files {
    file: Option<PathBuf>,
    edits: Vec<Edit>,
    written: usize,
}

impl Files {
    /// Takes the edits of a telegram. False where something could not be changed; it was said.
    pub(crate) fn take(&mut self, edits: Edits) -> bool {
        let path = PathBuf::from(&edits.file);
        let list = match edits.edits {
            Ok(list) => list,
            Err(why) => {
                Message::new(format!("cannot repair `{}` in place", edits.file))
                    .line("cause", why)
                    .line("help", "`--apply` writes the repaired text to standard output")
                    .print();
                return false;
            }
        };
        let mut good = true;
        if self.file.as_ref() != Some(&path) {
            good = self.end();
            self.file = Some(path);
        }
        self.edits.extend(list);
        good
    }

    /// Writes the file that is in hand.
    pub(crate) fn end(&mut self) -> bool {
        let Some(path) = self.file.take() else { return true };
        let edits = std::mem::take(&mut self.edits);
        match write(&path, edits) {
            Ok(()) => {
                self.written += 1;
                true
            }
            Err(error) => {
                Message::new(format!("cannot repair `{}` in place", path.display()))
                    .line("cause", error.to_string())
                    .line("help", "the file is as it was; check your rights to it and the room on the disk")
                    .print();
                false
            }
        }
    }

    pub(crate) fn written(&self) -> usize {
        self.written
    }
}

/// The log beside a file.
fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".repairs.jsonl");
    PathBuf::from(name)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn wrong(text: &str) -> io::Error {
    io::Error::other(text.to_owned())
}

fn write(file: &Path, mut edits: Vec<Edit>) -> io::Result<()> {
    edits.sort_by_key(|edit| edit.at);
    let before = fs::read(file)?;
    let after = carry_out(&before, &edits)?;
    let entry = Entry {
        at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        before: sha256(&before),
        after: sha256(&after),
        edits,
    };
    // The log first: what it says of a file that is still as it was, `--undo` tells by the hashes.
    let mut line = serde_json::to_vec(&entry)?;
    line.push(b'\n');
    let mut log = OpenOptions::new().create(true).append(true).open(log_of(file))?;
    log.write_all(&line)?;
    log.sync_all()?;
    replace(file, &after)
}

/// Writes a file anew in one step: whoever opens it finds the old or the new one.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays one: the file that it points to is replaced.
    let file = fs::canonicalize(file)?;
    let mut name = file.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".repairing");
    let beside = file.with_file_name(name);
    let written = (|| {
        let mut new = File::create(&beside)?;
        new.write_all(bytes)?;
        new.sync_all()?;
        fs::set_permissions(&beside, fs::metadata(&file)?.permissions())?;
        fs::rename(&beside, &file)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn carry_out(before: &[u8], edits: &[Edit]) -> io::Result<Vec<u8>> {
    let mut after = Vec::with_capacity(before.len());
    let mut at = 0;
    for edit in edits {
        let start = usize::try_from(edit.at).map_err(io::Error::other)?;
        let old = edit.old.bytes().ok_or_else(|| wrong("the log is damaged"))?;
        let new = edit.new.bytes().ok_or_else(|| wrong("the log is damaged"))?;
        let fits = start >= at && before.get(start..start + old.len()) == Some(&old[..]);
        if !fits {
            return Err(wrong("the file was changed by somebody else in between"));
        }
        after.extend_from_slice(&before[at..start]);
        after.extend_from_slice(&new);
        at = start + old.len();
    }
    after.extend_from_slice(&before[at..]);
    Ok(after)
}

/// The edits that take these back.
fn backwards(edits: &[Edit]) -> io::Result<Vec<Edit>> {
    let mut moved: i64 = 0;
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        let length = |bytes: &Bytes| {
            bytes.bytes().map(|bytes| bytes.len() as i64).ok_or_else(|| wrong("the log is damaged"))
        };
        let at = u64::try_from(edit.at as i64 + moved).map_err(io::Error::other)?;
        moved += length(&edit.new)? - length(&edit.old)?;
        back.push(Edit { at, old: edit.new.clone(), new: edit.old.clone(), ..edit.clone() });
    }
    Ok(back)
}

/// Takes the last changes of files back.
pub(crate) fn undo(paths: &[PathBuf], quiet: bool) -> Outcome {
    let mut failed = false;
    let mut undone = 0;
    for path in paths {
        match undo_one(path) {
            Ok(edits) => {
                undone += 1;
                if !quiet {
                    let what = counted(edits as u64, "repair", "repairs");
                    Message::plain(format!("{what} of `{}` taken back", path.display())).print();
                }
            }
            Err(error) => {
                failed = true;
                Message::new(format!("cannot take back repairs of `{}`", path.display()))
                    .line("cause", error.to_string())
                    .line("place", log_of(path).display().to_string())
                    .print();
            }
        }
    }
    Ok(if failed || undone == 0 { Done::Part } else { Done::All })
}

fn undo_one(file: &Path) -> io::Result<usize> {
    let log = log_of(file);
    let text = match fs::read_to_string(&log) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(wrong("no log of repairs lies beside it"));
        }
        other => other?,
    };
    let mut lines: Vec<&str> = text.lines().collect();
    let last = lines.pop().ok_or_else(|| wrong("the log is empty: there is nothing left to take back"))?;
    let entry: Entry =
        serde_json::from_str(last).map_err(|_| wrong("the last line of the log is damaged"))?;
    let now = fs::read(file)?;
    let hash = sha256(&now);
    if hash != entry.before {
        if hash != entry.after {
            return Err(wrong("the file was changed by somebody else since it was repaired"));
        }
        let before = carry_out(&now, &backwards(&entry.edits)?)?;
        if sha256(&before) != entry.before {
            return Err(wrong("the log does not give back the file as it was"));
        }
        replace(file, &before)?;
    }
    // What is left of the log; without a line it goes.
    if lines.is_empty() {
        fs::remove_file(&log)?;
    } else {
        let rest = lines.join("\n") + "\n";
        replace(&log, rest.as_bytes())?;
    }
    Ok(entry.edits.len())
}
