//! The files of the index, with their lengths and checksums, as the catalogue keeps them.

use super::stratum::{is_named, living};
use crate::error::{Error, Result};
use crate::folder::Folder;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// A file of a segment: its length, and the CRC-32 of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileSum {
    pub(crate) length: u64,
    pub(crate) crc32: u32,
}

/// The files of a stratum, by their names.
pub(crate) fn recorded(connection: &Connection, stratum: i64) -> Result<BTreeMap<String, FileSum>> {
    let mut statement =
        connection.prepare_cached("SELECT name, length, crc32 FROM segment_file WHERE stratum = ?")?;
    let rows = statement.query_map([stratum], |row| {
        Ok((row.get(0)?, FileSum { length: row.get::<_, i64>(1)? as u64, crc32: row.get(2)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes down the files of the segments that a new list names. A file is written once, so only those are read that the last
/// list did not name.
pub(crate) fn record(connection: &Connection, folder: &Folder, stratum: i64, meta: &str) -> Result<()> {
    let path = folder.stratum(stratum);
    let living = living(meta);
    let mut known = recorded(connection, stratum)?;
    let entries = fs::read_dir(&path).map_err(|error| Error::io(&path, "read the folder", error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(&path, "read the folder", error))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if !is_named(&name, &living) || known.remove(&name).is_some() {
            continue;
        }
        let FileSum { length, crc32 } =
            sum(&entry.path()).map_err(|error| Error::io(&entry.path(), "read it", error))?;
        connection.prepare_cached("INSERT INTO segment_file VALUES (?, ?, ?, ?)")?.execute(params![
            stratum,
            name,
            length as i64,
            crc32
        ])?;
    }
    for name in known.keys() {
        connection
            .prepare_cached("DELETE FROM segment_file WHERE stratum = ? AND name = ?")?
            .execute(params![stratum, name])?;
    }
    Ok(())
}

/// Looks whether all files of a stratum are there before something is added to it.
///
/// # Errors
/// [`Error::Damaged`] when one is missing, or has another length.
pub(crate) fn there(connection: &Connection, folder: &Folder, stratum: i64) -> Result<()> {
    for (name, sum) in recorded(connection, stratum)? {
        let path = folder.stratum(stratum).join(name);
        let why = match path.metadata() {
            Ok(file) if file.len() == sum.length => continue,
            Ok(file) => format!("it has {} bytes in place of {}", file.len(), sum.length),
            Err(error) => error.to_string(),
        };
        return Err(Error::Damaged { what: path.display().to_string(), why });
    }
    Ok(())
}

/// Reads a file through.
pub(crate) fn sum(path: &Path) -> io::Result<FileSum> {
    let mut file = File::open(path)?;
    let mut hasher = crc32fast::Hasher::new();
    let mut buffer = vec![0; 1 << 18];
    let mut length = 0;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(FileSum { length, crc32: hasher.finalize() }),
            Ok(read) => {
                hasher.update(&buffer[..read]);
                length += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
