//! The small files, and the database as a file.

use super::{Kind, Problem, Report};
use crate::catalogue::{self, sum::Compared};
use crate::error::{Error, Result};
use crate::folder::{Folder, LAYOUT};
use crate::journal;
use crate::originals::{Appender, Dictionary};
use crate::walk::Extent;
use rusqlite::Connection;
use std::fs;
use std::io;

/// Checks what says that the folder is an archive.
pub(super) fn card(folder: &Folder, report: &mut Report) -> Result<()> {
    let place = folder.card().display().to_string();
    match Folder::open(folder.root()) {
        Ok(_) => {
            // A card of this layout has one spelling.
            let text =
                fs::read(folder.card()).map_err(|error| Error::io(&folder.card(), "read it", error))?;
            if text != Folder::card_text(journal::layout(folder).unwrap_or(LAYOUT)).as_bytes() {
                report.add(Problem::new(Kind::Card, "it does not say what it should", place));
            }
        }
        Err(Error::NoArchive { path }) if !folder.catalogue().exists() && !Appender::used(folder) => {
            return Err(Error::NoArchive { path });
        }
        Err(Error::NoArchive { .. }) => report.add(Problem::new(Kind::Card, "it is missing", place)),
        // An archive that was made by this version, or an earlier one, was not made by a newer one.
        Err(newer @ Error::Newer { .. }) => match journal::layout(folder) {
            Some(layout) if layout <= LAYOUT => {
                report.add(Problem::new(Kind::Card, "it names a layout that is not the archive's", place));
            }
            _ => return Err(newer),
        },
        Err(error) => report.add(Problem::of(Kind::Card, &error, place)),
    }
    Ok(())
}

/// Compares the database with its checksums.
pub(super) fn sums(folder: &Folder, seq: i64, report: &mut Report) -> Result<()> {
    let place = folder.catalogue().display().to_string();
    match catalogue::sum::compare(folder, seq)? {
        Compared::Same | Compared::Unknown => {}
        Compared::Unreadable => {
            let place = folder.sum().display().to_string();
            report.add(Problem::new(Kind::Checksums, "it is damaged", place));
        }
        Compared::Length(is, was) => {
            let what = format!("it has {is} bytes in place of {was}");
            report.add(Problem::new(Kind::Catalogue, what, place));
        }
        Compared::Changed(pieces) => {
            for from in pieces {
                let place = format!("{place}, in the MiB from byte {from}");
                report.add(Problem::new(Kind::Catalogue, "its checksum is wrong", place));
            }
        }
    }
    Ok(())
}

/// Has SQLite look through its own structures.
pub(super) fn integrity(connection: &Connection, place: &str, report: &mut Report) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    for row in rows {
        let what = row?;
        if what != "ok" {
            report.add(Problem::new(Kind::Catalogue, what, place));
        }
    }
    Ok(())
}

/// Checks the journal: the table's chain, and the file against the table. Gives the table's lines, or, where there is no table,
/// those of the file.
pub(super) fn journal(
    folder: &Folder,
    connection: Option<&Connection>,
    report: &mut Report,
) -> Result<Vec<String>> {
    let place = folder.journal().display().to_string();
    let at = |seq: i64| format!("{place}, line {seq}");
    let file = fs::read(folder.journal()).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(Vec::new()),
        _ => Err(Error::io(&folder.journal(), "read it", error)),
    })?;
    let Some(connection) = connection else {
        let lines = journal::in_file(folder)?.lines;
        if let Err((seq, why)) = journal::check(&lines) {
            report.add(Problem::new(Kind::Journal, why, at(seq)));
        }
        return Ok(lines);
    };
    let table = journal::lines(connection, 0)?;
    for (seq, (line, hash)) in (1..).zip(&table) {
        if journal::hash(line) != *hash {
            let place = format!("{}, table journal, line {seq}", folder.catalogue().display());
            report.add(Problem::new(Kind::Catalogue, "its hash is wrong", place));
        }
    }
    let table: Vec<String> = table.into_iter().map(|(line, _)| line).collect();
    if let Err((seq, why)) = journal::check(&table) {
        let place = format!("{}, table journal, line {seq}", folder.catalogue().display());
        report.add(Problem::new(Kind::Catalogue, why, place));
    }
    let mut seq = 0;
    let mut rest = file.as_slice();
    for line in &table {
        let Some(behind) = rest.strip_prefix(line.as_bytes()).and_then(|rest| rest.strip_prefix(b"\n"))
        else {
            break;
        };
        (seq, rest) = (seq + 1, behind);
    }
    let missing = table.len() as i64 - seq;
    // A kill leaves the last line out of the file, or half of it in; the next writer puts that right.
    let broken_off = missing == 1
        && !folder.sum().exists()
        && table.last().is_some_and(|line| !rest.contains(&b'\n') && line.as_bytes().starts_with(rest));
    if missing == 0 && !rest.is_empty() {
        if rest.contains(&b'\n') {
            let what = "the journal tells of changes that the catalogue does not have";
            report.add(Problem::new(Kind::Catalogue, what, at(seq + 1)));
        } else {
            report.add(Problem::new(Kind::Journal, "there is something behind its last line", at(seq + 1)));
        }
    } else if missing > 0 && !broken_off {
        let what = if rest.is_empty() {
            "it ends before the catalogue's"
        } else {
            "it is not what the catalogue has"
        };
        report.add(Problem::new(Kind::Journal, what, at(seq + 1)));
    }
    Ok(table)
}

/// How long the packs are, by the catalogue.
pub(super) fn extent(connection: &Connection) -> Result<Extent> {
    let mut lengths = Vec::new();
    let mut statement = connection.prepare("SELECT number, length FROM pack ORDER BY number")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)? as u64)))?;
    for (at, row) in rows.enumerate() {
        let (number, length) = row?;
        if number as usize != at + 1 {
            let what = "the list of packs".to_owned();
            return Err(Error::Damaged { what, why: format!("pack {} is missing in it", at + 1) });
        }
        lengths.push(length);
    }
    Ok(Extent { lengths })
}

/// Checks what the originals are compressed with.
pub(super) fn dictionary(
    folder: &Folder,
    name: Option<&str>,
    found: Option<&Dictionary>,
    is_copy: bool,
    report: &mut Report,
) {
    let place = folder.dictionary().display().to_string();
    let there = folder.dictionary().exists();
    let another = "it is not the one that the packs were written with";
    match found {
        Some(_) if is_copy => {
            let what = match Dictionary::load(folder) {
                Ok(Some(_)) => another,
                Ok(None) => "it is missing",
                Err(Error::Damaged { .. }) => "its checksum is wrong",
                Err(_) => "it cannot be read",
            };
            report.add(Problem::new(Kind::Dictionary, what, place));
        }
        Some(dictionary) if name.is_some_and(|name| name != journal::hash_of(dictionary.file())) => {
            report.add(Problem::new(Kind::Dictionary, another, place));
        }
        None if there || name.is_some() => {
            let what = "it is damaged or missing, and there is no copy of it";
            report.add(Problem::new(Kind::Dictionary, what, place));
        }
        _ => {}
    }
}
