//! The catalogue's checksums: what finds a changed byte where SQLite looks at none, in the free space of its pages.
//!
//! The file `catalogue.sum` is written when a writer ends and all of the log lies in the database file, and deleted before
//! anything is changed. So it is there for an archive at rest, and not while one is written or was broken off; then every row is
//! still compared with what the originals say.

use crate::error::{Error, Result};
use crate::folder::{Folder, sync_folder, write_whole};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Each piece of the database of this length has a checksum.
const PIECE: u64 = 1 << 20;

/// What the file says; a second line has the CRC-32 of the first.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sum {
    /// The number of the journal's last line in that state.
    seq: i64,
    /// The length of the database.
    length: u64,
    /// The CRC-32 of each MiB of it.
    crc32: Vec<u32>,
}

/// What came of a comparison.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    /// The database is as it was.
    Same,
    /// There are no checksums of this state.
    Unknown,
    /// The checksums themselves are damaged.
    Unreadable,
    /// The database has another length: (is, was).
    Length(u64, u64),
    /// The first byte of each piece that was changed.
    Changed(Vec<u64>),
}

/// Writes the checksums.
pub(crate) fn write(folder: &Folder, seq: i64) -> Result<()> {
    let path = folder.catalogue();
    let (length, crc32) = sums(&path).map_err(|error| Error::io(&path, "read it", error))?;
    let line = serde_json::to_string(&Sum { seq, length, crc32 }).unwrap_or_default();
    let crc = crc32fast::hash(line.as_bytes());
    write_whole(&folder.sum(), format!("{line}\n{crc:08x}\n").as_bytes())
}

/// Deletes them: something is about to be changed.
pub(crate) fn remove(folder: &Folder) -> Result<()> {
    match fs::remove_file(folder.sum()) {
        Ok(()) => sync_folder(folder.root()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io(&folder.sum(), "delete it", error)),
    }
}

/// Compares the database with them. `seq` is the number of the journal's last line.
pub(crate) fn compare(folder: &Folder, seq: i64) -> Result<Compared> {
    let io = |path: &Path, error| Error::io(path, "read it", error);
    let text = match fs::read(folder.sum()) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Compared::Unknown),
        Err(error) => return Err(io(&folder.sum(), error)),
    };
    let Some(sum) = parse(&text) else { return Ok(Compared::Unreadable) };
    if sum.seq != seq {
        return Ok(Compared::Unknown);
    }
    let (length, crc32) = sums(&folder.catalogue()).map_err(|error| io(&folder.catalogue(), error))?;
    let found = if length != sum.length {
        Compared::Length(length, sum.length)
    } else if crc32 != sum.crc32 {
        let pieces = crc32.iter().zip(&sum.crc32).enumerate();
        Compared::Changed(
            pieces.filter(|(_, (is, was))| is != was).map(|(at, _)| at as u64 * PIECE).collect(),
        )
    } else {
        return Ok(Compared::Same);
    };
    // A writer that began meanwhile deleted them first.
    let still = fs::read(folder.sum()).is_ok_and(|now| now == text);
    Ok(if still { found } else { Compared::Unknown })
}

/// How many lines the journal had when they were written; none where there are none, or they are damaged themselves.
pub(crate) fn lines(folder: &Folder) -> Option<usize> {
    usize::try_from(parse(&fs::read(folder.sum()).ok()?)?.seq).ok()
}

fn parse(text: &[u8]) -> Option<Sum> {
    let (line, crc) = std::str::from_utf8(text).ok()?.strip_suffix('\n')?.split_once('\n')?;
    let right = crc == format!("{:08x}", crc32fast::hash(line.as_bytes()));
    right.then(|| serde_json::from_str(line).ok()).flatten()
}

fn sums(path: &Path) -> io::Result<(u64, Vec<u32>)> {
    let mut file = File::open(path)?;
    let mut piece = Vec::with_capacity(PIECE as usize);
    let (mut length, mut sums) = (0, Vec::new());
    loop {
        piece.clear();
        let read = (&mut file).take(PIECE).read_to_end(&mut piece)?;
        if read == 0 {
            return Ok((length, sums));
        }
        length += read as u64;
        sums.push(crc32fast::hash(&piece));
    }
}
