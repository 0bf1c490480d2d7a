//! The text index: its files as they were written, and in each stratum the telegrams that should be there.

use super::originals::Made;
use super::{Kind, Problem, Report};
use crate::access::ViewKey;
use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::index::{Stratum, files};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// So many telegrams of a stratum are named that are missing, or too many.
const NAMED: usize = 3;

pub(super) fn check(
    folder: &Folder,
    connection: &Connection,
    made: &Made,
    report: &mut Report,
) -> Result<()> {
    let mut statement = connection.prepare("SELECT id, name, meta FROM stratum ORDER BY id")?;
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut names = BTreeSet::new();
    let mut found = BTreeSet::new();
    for (id, name, meta) in rows {
        let place = folder.stratum(id).display().to_string();
        report.part(Kind::Index, &place, |report| {
            if !whole(folder, connection, id, report)? || meta.is_empty() {
                return Ok(());
            }
            let key: ViewKey = name.parse().map_err(|_| Error::Damaged {
                what: format!("{}, table stratum, row {id}", folder.catalogue().display()),
                why: format!("`{name}` names no stratum"),
            })?;
            let telegrams = telegrams(&Stratum::open(folder, id, key, &meta)?)?;
            if made.whole {
                let should = made.strata.get(&name).map(Vec::as_slice).unwrap_or_default();
                compare(&telegrams, should, &name, &place, report);
            }
            found.extend(telegrams);
            Ok(())
        });
        names.insert(name);
    }
    for (name, telegrams) in &made.strata {
        if made.whole && !names.contains(name) && !telegrams.is_empty() {
            let what = format!("the stratum `{name}` is missing, {} belong into it", telegrams.len());
            report.add(Problem::new(Kind::Index, what, folder.index().display().to_string()));
        }
    }
    if !made.whole && !report.has(&[Kind::Index]) {
        every_one(folder, connection, &found, report)?;
    }
    Ok(())
}

/// Reads all files of a stratum through.
fn whole(folder: &Folder, connection: &Connection, id: i64, report: &mut Report) -> Result<bool> {
    let mut whole = true;
    for (name, should) in files::recorded(connection, id)? {
        let path = folder.stratum(id).join(name);
        let what = match files::sum(&path) {
            Ok(is) if is == should => continue,
            Ok(is) if is.length != should.length => {
                format!("it has {} bytes in place of {}", is.length, should.length)
            }
            Ok(_) => "its checksum is wrong".to_owned(),
            Err(error) => format!("cannot read it: {error}"),
        };
        report.add(Problem::new(Kind::Index, what, path.display().to_string()));
        whole = false;
    }
    Ok(whole)
}

/// The telegrams of a stratum, sorted, each as often as it has documents.
fn telegrams(stratum: &Stratum) -> Result<Vec<i64>> {
    let mut telegrams = Vec::new();
    for segment in stratum.searcher.segment_readers() {
        let column = segment.fast_fields().u64("telegram")?;
        telegrams.extend(segment.doc_ids_alive().map(|doc| column.first(doc).unwrap_or(0) as i64));
    }
    telegrams.sort_unstable();
    Ok(telegrams)
}

/// What one of two sorted lists has and the other has not.
fn compare(is: &[i64], should: &[i64], name: &str, place: &str, report: &mut Report) {
    let (mut missing, mut more) = (Vec::new(), Vec::new());
    let (mut left, mut right) = (is, should);
    while let (Some(l), Some(r)) = (left.first(), right.first()) {
        if l <= r {
            left = &left[1..];
        }
        if r <= l {
            right = &right[1..];
        }
        if l < r {
            more.push(*l);
        } else if r < l {
            missing.push(*r);
        }
    }
    more.extend(left);
    missing.extend(right);
    for (list, what) in [(missing, "are missing"), (more, "are too many")] {
        if !list.is_empty() {
            let named: Vec<String> = list.iter().take(NAMED).map(i64::to_string).collect();
            let dots = if list.len() > NAMED { ", ..." } else { "" };
            let what = format!(
                "documents of {} telegrams of `{name}` {what}: {}{dots}",
                list.len(),
                named.join(", ")
            );
            report.add(Problem::new(Kind::Index, what, place));
        }
    }
}

/// That each telegram of the catalogue has a document, and no document is of another.
fn every_one(
    folder: &Folder,
    connection: &Connection,
    found: &BTreeSet<i64>,
    report: &mut Report,
) -> Result<()> {
    let mut statement = connection.prepare("SELECT id FROM telegram ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let found: Vec<i64> = found.iter().copied().collect();
    compare(&found, &ids, "any stratum", &folder.index().display().to_string(), report);
    Ok(())
}
