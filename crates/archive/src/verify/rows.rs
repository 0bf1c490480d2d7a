//! The catalogue's rows against those that the originals and the journal make.

use super::{Kind, Problem, Report};
use crate::error::Result;
use crate::folder::Folder;
use crate::journal::hex;
use rusqlite::types::Value;
use rusqlite::{Connection, Rows};
use std::cmp::Ordering;

/// The tables with their columns, and how many of these, the first ones, tell the rows apart. Columns are named where an older catalogue has others
/// too.
const TABLES: &[(&str, &str, &str, usize)] = &[
    ("*", "setting WHERE name <> 'reading'", "name", 1),
    ("*", "collection", "id", 1),
    ("*", "source", "id", 1),
    ("id, key, variants", "telegram", "id", 1),
    ("*", "original", "id", 1),
    ("*", "entry", "original, source, ordinal", 3),
    ("*", "decision", "id", 1),
];

/// Compares all tables.
pub(super) fn compare(
    is: &Connection,
    should: &Connection,
    database: &str,
    report: &mut Report,
) -> Result<()> {
    for (values, table, key, columns) in TABLES {
        let sql = format!("SELECT {values} FROM {table} ORDER BY {key}");
        let (mut is, mut should) = (is.prepare(&sql)?, should.prepare(&sql)?);
        let (mut is, mut should) = (is.query([])?, should.query([])?);
        let (mut left, mut right) = (next(&mut is)?, next(&mut should)?);
        loop {
            let order = match (&left, &right) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(left), Some(right)) => order(&left[..*columns], &right[..*columns]),
            };
            let mut say = |row: &Option<Vec<Value>>, what: String| {
                let key: Vec<String> = row.iter().flat_map(|row| &row[..*columns]).map(shown).collect();
                let table = table.split(' ').next().unwrap_or(table);
                let place = format!("{database}, table {table}, row {}", key.join(" "));
                report.add(Problem::new(Kind::Catalogue, what, place));
            };
            match order {
                Ordering::Less => {
                    say(&left, "neither the originals nor the journal have it".into());
                    left = next(&mut is)?;
                }
                Ordering::Greater => {
                    say(&right, "it is missing".into());
                    right = next(&mut should)?;
                }
                Ordering::Equal => {
                    if left != right {
                        say(&left, difference(left.as_deref(), right.as_deref()));
                    }
                    (left, right) = (next(&mut is)?, next(&mut should)?);
                }
            }
        }
    }
    Ok(())
}

/// Names the originals of the catalogue that could not be read.
pub(super) fn lost(is: &Connection, should: &Connection, folder: &Folder, report: &mut Report) -> Result<()> {
    let mut there = should.prepare("SELECT 1 FROM original WHERE name = ? AND sha256 = ?")?;
    let mut all = is.prepare(
        "SELECT o.name, o.sha256, t.key, o.pack, o.block FROM original o JOIN telegram t ON t.id = o.telegram ORDER BY o.id",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (name, sha256): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if !there.exists(rusqlite::params![name, sha256])? {
            let (key, pack, block): (String, u32, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
            let what = format!("original {} of the telegram {key} cannot be read", hex(&sha256));
            let place = format!("{}, byte {block}", folder.pack(pack).display());
            report.add(Problem::new(Kind::Original, what, place));
        }
    }
    Ok(())
}

fn next(rows: &mut Rows<'_>) -> Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else { return Ok(None) };
    let count = row.as_ref().column_count();
    Ok(Some((0..count).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?))
}

fn order(left: &[Value], right: &[Value]) -> Ordering {
    let of = |(left, right): (&Value, &Value)| match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Integer(_), _) => Ordering::Less,
        (_, Value::Integer(_)) => Ordering::Greater,
        (left, right) => shown(left).cmp(&shown(right)),
    };
    left.iter().zip(right).map(of).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn difference(is: Option<&[Value]>, should: Option<&[Value]>) -> String {
    let (is, should) = (is.unwrap_or_default(), should.unwrap_or_default());
    let first = is.iter().zip(should).find(|(is, should)| is != should);
    let (is, should) = first.map(|(is, should)| (shown(is), shown(should))).unwrap_or_default();
    format!("it has `{is}`; the originals and the journal say `{should}`")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => hex(bytes),
    }
}
