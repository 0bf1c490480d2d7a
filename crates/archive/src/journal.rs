//! The journal: every change of the archive, a line each, and in each line the hash of the line before.
//!
//! The lines lie in the catalogue, so that a change and its line are committed together, and in `journal.jsonl`, which
//! outlives a lost catalogue. The file is brought up to the table after each commit.

use crate::error::{Error, Result};
use crate::folder::{Folder, write_whole};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};

/// A change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1.
    pub seq: i64,
    /// When it was made: UTC, to the second.
    pub at: String,
    /// What was done: `create`, `import`, `collection`, `decision`, `policy`, `migrate`, `rebuild`.
    pub what: String,
    /// The particulars.
    pub details: Value,
    /// The hash of the line before; empty in the first.
    pub before: String,
}

/// The state of an archive: the number and the hash of its last line. A citation can name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The number of the last line; 0 when there is none.
    pub seq: i64,
    /// The hash of the last line.
    pub hash: String,
}

/// SHA-256 of a line, in hexadecimal.
pub fn hash(line: &str) -> String {
    hex(&Sha256::digest(line.as_bytes()))
}

/// SHA-256 of bytes, in hexadecimal.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes that a text in hexadecimal says.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    digits.collect()
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The last line's number and hash.
pub(crate) fn head(connection: &Connection) -> Result<Head> {
    let found = connection
        .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Adds a line to a change that is about to be committed.
pub(crate) fn append(connection: &Connection, what: &str, details: Value) -> Result<()> {
    let Head { seq, hash: before } = head(connection)?;
    let at = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let line = Line { seq: seq + 1, at, what: what.to_owned(), details, before };
    put(connection, &line)
}

fn put(connection: &Connection, line: &Line) -> Result<()> {
    let text = serde_json::to_string(line).map_err(|_| Error::BrokeDown("the writing of the journal"))?;
    connection.prepare_cached("INSERT INTO journal VALUES (?, ?, ?)")?.execute(rusqlite::params![
        line.seq,
        text,
        hash(&text)
    ])?;
    Ok(())
}

/// Puts the lines of a file into the table of a catalogue that is made anew.
pub(crate) fn restore(connection: &Connection, lines: &[String]) -> Result<()> {
    for (seq, text) in (1_i64..).zip(lines) {
        connection.prepare_cached("INSERT INTO journal VALUES (?, ?, ?)")?.execute(rusqlite::params![
            seq,
            text,
            hash(text)
        ])?;
    }
    Ok(())
}

/// The lines, oldest first, as they were written.
pub(crate) fn lines(connection: &Connection, after: i64) -> Result<Vec<(String, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT line, hash FROM journal WHERE seq > ? ORDER BY seq")?;
    let rows = statement.query_map([after], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the file holds.
#[derive(Debug, Default)]
pub(crate) struct InFile {
    /// The lines; a last one that is not whole is left out.
    pub(crate) lines: Vec<String>,
    /// How many bytes they have in the file, newlines included.
    pub(crate) bytes: u64,
    /// Whether half a line lies behind them.
    pub(crate) half: bool,
}

/// Reads the file. One that is missing holds nothing.
///
/// # Errors
/// That it is there and cannot be read.
pub(crate) fn in_file(folder: &Folder) -> Result<InFile> {
    let path = folder.journal();
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(InFile::default()),
        Err(error) => return Err(Error::io(&path, "read it", error)),
    };
    let mut found = InFile::default();
    let mut reader = BufReader::new(file);
    loop {
        let mut line = Vec::new();
        let read = reader.read_until(b'\n', &mut line).map_err(|error| Error::io(&path, "read it", error))?;
        if read == 0 || line.pop() != Some(b'\n') {
            found.half = read > 0;
            return Ok(found);
        }
        found.bytes += read as u64;
        found.lines.push(String::from_utf8_lossy(&line).into_owned());
    }
}

/// The layout that the last line of the file names that names one.
pub(crate) fn layout(folder: &Folder) -> Option<u32> {
    let lines = in_file(folder).ok()?.lines;
    let named = |line: &String| serde_json::from_str::<Line>(line).ok()?.details["layout"].as_u64();
    lines.iter().rev().find_map(named).and_then(|layout| layout.try_into().ok())
}

/// Brings the file up to the table: what it lacks is put behind it. A last line that a kill left half is cut off.
///
/// # Errors
/// [`Error::Damaged`] when the file says other things than the table: it was changed by another hand.
pub(crate) fn sync_file(connection: &Connection, folder: &Folder) -> Result<()> {
    let path = folder.journal();
    let io = |what| move |error| Error::io(&folder.journal(), what, error);
    let InFile { lines: there, bytes, .. } = in_file(folder)?;
    if let Some(last) = there.last() {
        let same = connection
            .prepare_cached("SELECT hash FROM journal WHERE seq = ?")?
            .query_row([there.len() as i64], |row| row.get::<_, String>(0))
            .optional()?;
        if same.as_deref() != Some(&hash(last)) {
            return Err(Error::Damaged {
                what: format!("{}, line {}", path.display(), there.len()),
                why: "it says something else than the catalogue".into(),
            });
        }
    }
    let missing = lines(connection, there.len() as i64)?;
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(io("open it for writing"))?;
    file.set_len(bytes).map_err(io("write it"))?;
    file.seek(SeekFrom::Start(bytes)).map_err(io("write it"))?;
    for (line, _) in missing {
        file.write_all(format!("{line}\n").as_bytes()).map_err(io("write it"))?;
    }
    file.sync_data().map_err(io("make it last"))
}

/// Writes the file anew from the table. One that says something else is kept beside it, as `journal.jsonl.damaged`: it may tell
/// a person more than the table does.
pub(crate) fn rewrite(connection: &Connection, folder: &Folder) -> Result<()> {
    let text: String = lines(connection, 0)?.into_iter().map(|(line, _)| line + "\n").collect();
    let path = folder.journal();
    match fs::read(&path) {
        Ok(there) if text.as_bytes().starts_with(&there) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        _ => {
            // The one that was kept before may be the only copy of other lines.
            let kept = (1..).map(|number| folder.journal_damaged(number)).find(|kept| !kept.exists());
            let kept = kept.unwrap_or_else(|| folder.journal_damaged(1));
            fs::rename(&path, &kept).map_err(|error| Error::io(&kept, "keep the damaged journal", error))?;
        }
    }
    write_whole(&path, text.as_bytes())
}

/// What is wrong with a chain of lines: the number of the first line that does not fit, and why.
pub fn check(lines: &[String]) -> std::result::Result<Head, (i64, &'static str)> {
    let mut head = Head::default();
    for text in lines {
        let seq = head.seq + 1;
        let line: Line = serde_json::from_str(text).map_err(|_| (seq, "it is no line of a journal"))?;
        if line.seq != seq {
            return Err((seq, "its number does not follow the one before"));
        }
        if line.before != head.hash {
            return Err((seq, "it does not carry the hash of the line before"));
        }
        head = Head { seq, hash: hash(text) };
    }
    Ok(head)
}
