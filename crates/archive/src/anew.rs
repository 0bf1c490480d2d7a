//! The rows of a catalogue, made anew from the journal and the packs. `rebuild` puts them in the place of the old ones;
//! `verify` compares the two.

use crate::access::Label;
use crate::catalogue;
use crate::collections::{self, Collection};
use crate::decisions::DATES;
use crate::error::{Error, Result};
use crate::journal::{self, Line};
use rusqlite::{Connection, params};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Puts the journal's lines into a new catalogue, and what they say of collections, decisions and settings.
pub(crate) fn from_journal(connection: &Connection, lines: &[String]) -> Result<()> {
    journal::restore(connection, lines)?;
    for text in lines {
        let broken =
            |_| Error::Damaged { what: "the journal".into(), why: format!("`{text}` is no line of it") };
        let line: Line = serde_json::from_str(text).map_err(broken)?;
        let details = &line.details;
        let word = |name: &str| details[name].as_str();
        match line.what.as_str() {
            "collection" => {
                let said = details.get("add").or_else(|| details.get("set")).cloned().unwrap_or(Value::Null);
                let said: Collection = serde_json::from_value(said).map_err(broken)?;
                put_collection(connection, &Collection { id: details["id"].as_i64().unwrap_or(0), ..said })?;
            }
            "decision" => {
                connection.execute(
                    "INSERT INTO decision (telegram, portion, label, reviewer, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
                    params![word("telegram"), word("portion"), word("label"), word("by"), word("why"), word("at")],
                )?;
            }
            "policy" => catalogue::set(connection, DATES, word("dates").unwrap_or_default())?,
            _ => {}
        }
    }
    Ok(())
}

fn put_collection(connection: &Connection, collection: &Collection) -> Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO collection VALUES (?, ?, ?, ?, ?, ?)",
        params![
            collection.id,
            collection.name,
            collection.provenance,
            collection.licence,
            collection.released,
            collection.level.as_ref().map(ToString::to_string),
        ],
    )?;
    Ok(())
}

/// Makes the collections that the packs name and no line of the journal tells of, under their numbers, so that no new one gets
/// any of these: closed to all but those who may see everything, until somebody says who may read them.
pub(crate) fn lost_collections(connection: &Connection, named: BTreeMap<i64, Option<String>>) -> Result<()> {
    for (id, name) in named {
        if connection.prepare_cached("SELECT 1 FROM collection WHERE id = ?")?.exists([id])? {
            continue;
        }
        let mut name = name.unwrap_or_else(|| format!("lost-{id}"));
        while collections::named(connection, &name)?.is_some() {
            name = format!("{name}-{id}");
        }
        let made = Collection {
            id,
            name,
            provenance: None,
            licence: None,
            released: false,
            level: Some(Label::OWNER_ONLY),
        };
        put_collection(connection, &made)?;
        journal::append(connection, "collection", serde_json::json!({ "id": id, "add": made }))?;
    }
    Ok(())
}

/// Closes all collections to all but those who may see everything: of a journal that was cut nobody can tell what a line behind
/// the cut forbade, of a collection or of a portion.
pub(crate) fn close_collections(connection: &Connection) -> Result<()> {
    for collection in collections::all(connection)? {
        if collection.released || collection.level != Some(Label::OWNER_ONLY) {
            let set = Collection { released: false, level: Some(Label::OWNER_ONLY), ..collection };
            put_collection(connection, &set)?;
            journal::append(connection, "collection", serde_json::json!({ "id": set.id, "set": set }))?;
        }
    }
    Ok(())
}

/// Puts down the sources of which entries tell and of which the packs have no word left: without a name, and open, so that a file that
/// comes again is read. Without a row its telegrams could not be read.
pub(crate) fn lost_sources(connection: &Connection) -> Result<()> {
    connection.execute(
        "INSERT INTO source (id, bytes, collection, file)
         SELECT source, 0, min(collection), '' FROM entry
         WHERE source NOT IN (SELECT id FROM source) GROUP BY source",
        [],
    )?;
    Ok(())
}

/// Has a source that lost telegrams to damage imported again when it comes: what is still there comes in once.
pub(crate) fn reopen_short_sources(connection: &Connection) -> Result<usize> {
    Ok(connection.execute(
        "UPDATE source SET items = 0, done = 0 WHERE id IN (
           SELECT s.id FROM source s
           LEFT JOIN (SELECT source, count(DISTINCT ordinal) AS items FROM entry GROUP BY source) e ON e.source = s.id
           WHERE s.items > coalesce(e.items, 0))",
        [],
    )?)
}

/// Marks the telegrams about which somebody decided: their documents are not those that their texts alone would give.
pub(crate) fn mark_decided(connection: &Connection, changed: &mut BTreeSet<i64>) -> Result<()> {
    let mut statement = connection
        .prepare("SELECT id FROM telegram WHERE key IN (SELECT DISTINCT telegram FROM decision)")?;
    for row in statement.query_map([], |row| row.get(0))? {
        changed.insert(row?);
    }
    Ok(())
}
