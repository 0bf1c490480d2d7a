//! Repairs in the files themselves: the file is written anew in one step, and a log beside it says what was changed, so that
//! it can be taken back.

use super::replace::{as_closed_as, changeable, replace};
use crate::exit::{Done, Outcome};
use crate::message::Message;
use crate::numbers::counted;
use chancery_check::repair::{Change, Proposal, carry_out, take_back};
use chancery_sources::Item;
use chancery_telegram::Telegram;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// The edits of one telegram in its file; none where the file cannot be changed, with the reason.
pub(crate) struct Edits {
    file: String,
    edits: Result<Vec<Change>, &'static str>,
}

impl Edits {
    pub(crate) fn of(item: &Item, telegram: &Telegram<'_>, proposals: &[Proposal]) -> Edits {
        let file = item.file.to_string();
        let refused = |why| Edits { file: item.file.to_string(), edits: Err(why) };
        if file == "-" {
            return refused("it comes from standard input");
        }
        if item.member.is_some() {
            return refused("it is an archive or a compressed file");
        }
        if !item.parts.is_empty() {
            return refused("the telegram was put together of sections");
        }
        let Some((start, _)) = item.span.filter(|_| item.original.is_none()) else {
            return refused("its text does not stand in the file as it is read");
        };
        let source = telegram.source();
        let edits = proposals.iter().map(|proposal| Change::of(proposal, source, start)).collect();
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
    edits: Vec<Change>,
}

/// The files that are being changed: one at a time, written when the next one comes.
#[derive(Default)]
pub(crate) struct Files {
    file: Option<PathBuf>,
    edits: Vec<Change>,
    written: usize,
    repairs: usize,
    refused: Option<String>,
}

impl Files {
    /// Takes the edits of a telegram. False where something could not be changed; it was said.
    pub(crate) fn take(&mut self, edits: Edits) -> bool {
        let path = PathBuf::from(&edits.file);
        let list = match edits.edits {
            Ok(list) => list,
            Err(why) => {
                // Once a file: an archive may hold many telegrams.
                if self.refused.as_ref() != Some(&edits.file) {
                    Message::new(format!("cannot repair `{}` in place", edits.file))
                        .line("cause", why)
                        .line("help", "`--apply` writes the repaired text to standard output")
                        .print();
                    self.refused = Some(edits.file);
                }
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
        let count = edits.len();
        match write(&path, edits) {
            Ok(()) => {
                self.written += 1;
                self.repairs += count;
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

    /// How many files were written anew, and how many repairs are in them.
    pub(crate) fn written(&self) -> (usize, usize) {
        (self.written, self.repairs)
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

/// A log that nobody else writes while it is held, and its whole lines, line ends included. What a program that was ended in the
/// middle of a line has left of it is none: the file was not changed then.
fn held(log: &Path, options: &OpenOptions) -> io::Result<(File, String)> {
    let mut file = options.open(log)?;
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => wrong("another program is repairing it"),
        TryLockError::Error(error) => error,
    })?;
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    text.truncate(text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1));
    Ok((file, String::from_utf8(text).map_err(|_| wrong("the log is damaged"))?))
}

/// Where the last line of a log begins.
fn last_line(log: &str) -> usize {
    log.trim_end_matches('\n').rfind('\n').map_or(0, |end| end + 1)
}

fn write(file: &Path, mut edits: Vec<Change>) -> io::Result<()> {
    // A link stays one: the file that it points to is replaced, and the log lies beside that.
    let file = &fs::canonicalize(file)?;
    changeable(file)?;
    edits.sort_by_key(|edit| edit.at);
    let before = fs::read(file)?;
    let after = carry_out(&before, &edits).map_err(io::Error::other)?;
    let entry = Entry {
        at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        before: sha256(&before),
        after: sha256(&after),
        edits,
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    // The log holds words of the file: nobody may read it who may not read the file.
    as_closed_as(&mut options, &fs::metadata(file)?);
    let (mut log, mut text) = held(&log_of(file), &options)?;
    // What was to be done to the file as it still is was never done: the program was ended before.
    let undone = |line: &str| serde_json::from_str(line).is_ok_and(|old: Entry| old.before == entry.before);
    while !text.is_empty() && undone(&text[last_line(&text)..]) {
        text.truncate(last_line(&text));
    }
    // The log first: what it says of a file that is still as it was, `--undo` tells by the hashes.
    log.set_len(text.len() as u64)?;
    log.seek(SeekFrom::End(0))?;
    let mut line = serde_json::to_vec(&entry)?;
    line.push(b'\n');
    log.write_all(&line)?;
    log.sync_all()?;
    replace(file, &after)
}

/// Takes the last changes of files back.
pub(crate) fn undo(paths: &[PathBuf], quiet: bool) -> Outcome {
    let mut failed = false;
    for path in paths {
        match undo_one(path) {
            Ok(edits) => {
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
    Ok(if failed { Done::Part } else { Done::All })
}

fn undo_one(file: &Path) -> io::Result<usize> {
    if file.is_dir() {
        return Err(wrong("it is a folder; name the files whose repairs are to be taken back"));
    }
    let file = &fs::canonicalize(file)?;
    let log = log_of(file);
    let (held, mut text) = match held(&log, OpenOptions::new().read(true).write(true)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(wrong("no log of repairs lies beside it"));
        }
        other => other?,
    };
    changeable(file)?;
    let now = fs::read(file)?;
    let hash = sha256(&now);
    loop {
        if text.is_empty() {
            return Err(wrong("the log is empty: there is nothing left to take back"));
        }
        let last = last_line(&text);
        let entry: Entry =
            serde_json::from_str(&text[last..]).map_err(|_| wrong("the last line of the log is damaged"))?;
        text.truncate(last);
        // A program that was ended between log and file.
        if hash == entry.before {
            continue;
        }
        if hash != entry.after {
            return Err(wrong("the file was changed by somebody else since it was repaired"));
        }
        let before = take_back(&now, &entry.edits).map_err(io::Error::other)?;
        if sha256(&before) != entry.before {
            return Err(wrong("the log does not give back the file as it was"));
        }
        replace(file, &before)?;
        // What is left of the log; without a line it goes.
        if text.is_empty() {
            fs::remove_file(&log)?;
        } else {
            held.set_len(text.len() as u64)?;
            held.sync_all()?;
        }
        return Ok(entry.edits.len());
    }
}
