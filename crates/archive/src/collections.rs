//! Collections: where telegrams come from, what may be done with them, who may read them.

use crate::access::Label;
use crate::error::{Error, Result};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// The collection of an import that names none.
pub const DEFAULT: &str = "main";

/// A collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Its number in the catalogue.
    #[serde(skip)]
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Where it comes from, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<String>,
    /// What may be done with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Its release declassified it: printed marks are history.
    pub released: bool,
    /// Who may read it: nobody below this, whatever the marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Label>,
}

impl Collection {
    /// Its name, where somebody chose it: that of the default collection tells a historian nothing.
    pub fn own_name(&self) -> Option<&str> {
        Some(&*self.name).filter(|name| *name != DEFAULT)
    }
}

/// What is to be changed of a collection.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Where it comes from, in words.
    pub provenance: Option<String>,
    /// What may be done with it.
    pub licence: Option<String>,
    /// Whether its release declassified it.
    pub released: Option<bool>,
    /// Who may read it; `Some(None)` takes the limit away.
    pub level: Option<Option<Label>>,
}

const COLUMNS: &str = "id, name, provenance, licence, released, level";

fn of(row: &Row<'_>) -> rusqlite::Result<(Collection, Option<String>)> {
    let collection = Collection {
        id: row.get(0)?,
        name: row.get(1)?,
        provenance: row.get(2)?,
        licence: row.get(3)?,
        released: row.get(4)?,
        level: None,
    };
    Ok((collection, row.get(5)?))
}

fn with_level((collection, level): (Collection, Option<String>)) -> Result<Collection> {
    let level = level
        .map(|text| {
            text.parse().map_err(|_| Error::Damaged {
                what: format!("the collection `{}`", collection.name),
                why: format!("`{text}` is no level"),
            })
        })
        .transpose()?;
    Ok(Collection { level, ..collection })
}

/// All of them, by name.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Collection>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM collection ORDER BY name"))?;
    let rows = statement.query_map([], of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(with_level).collect()
}

/// The one with this name.
pub(crate) fn named(connection: &Connection, name: &str) -> Result<Option<Collection>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM collection WHERE name = ?"))?;
    statement.query_row([name], of).optional()?.map(with_level).transpose()
}

/// Makes a collection.
///
/// # Errors
/// When there is one with this name, or the name cannot be one.
pub(crate) fn add(connection: &Connection, name: &str, change: &Change) -> Result<Collection> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
        return Err(Error::Refused(format!(
            "`{name}` cannot name a collection: letters, digits, `-`, `_` and `.`, at most 64"
        )));
    }
    if named(connection, name)?.is_some() {
        return Err(Error::Refused(format!(
            "there is a collection `{name}` already; `collection set` changes it"
        )));
    }
    connection.execute("INSERT INTO collection (name) VALUES (?)", [name])?;
    set(connection, name, change)
}

/// Changes a collection.
///
/// # Errors
/// [`Error::Unknown`].
pub(crate) fn set(connection: &Connection, name: &str, change: &Change) -> Result<Collection> {
    let Some(mut collection) = named(connection, name)? else {
        return Err(Error::Unknown { kind: "collection", name: name.to_owned() });
    };
    let Change { provenance, licence, released, level } = change.clone();
    collection.provenance = provenance.or(collection.provenance);
    collection.licence = licence.or(collection.licence);
    collection.released = released.unwrap_or(collection.released);
    collection.level = level.unwrap_or(collection.level);
    connection.execute(
        "UPDATE collection SET provenance = ?, licence = ?, released = ?, level = ? WHERE id = ?",
        params![
            collection.provenance,
            collection.licence,
            collection.released,
            collection.level.as_ref().map(ToString::to_string),
            collection.id
        ],
    )?;
    Ok(collection)
}
