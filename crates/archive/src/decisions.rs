//! What a reviewer decided about portions, and whether declassification dates count: what changes labels beside the texts.

use crate::access::{Decision, Label, PortionId};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::writer::Writer;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// The setting that says whether declassification dates count, and as of which day.
pub(crate) const DATES: &str = "dates";

impl Writer {
    /// Puts down a reviewer's decision about a portion; none takes earlier ones back.
    ///
    /// # Errors
    /// [`Error::Unknown`] when there is no such telegram.
    pub fn decide(&mut self, key: &str, portion: &PortionId, decision: &DecisionToMake) -> Result<()> {
        let Some(telegram) = catalogue::telegram(&self.connection, key)? else {
            return Err(Error::Unknown { kind: "telegram", name: key.to_owned() });
        };
        let at = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let label = decision.label.map(|label| label.to_string());
        let details = serde_json::json!({
            "telegram": key, "portion": portion.to_string(), "label": label, "by": decision.by, "why": decision.why, "at": at,
        });
        self.change(|writer| {
            writer.connection.execute(
                "INSERT INTO decision (telegram, portion, label, reviewer, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
                params![key, portion.to_string(), label, decision.by, decision.why, at],
            )?;
            writer.changed.insert(telegram);
            writer.commit("decision", details).map(|_| ())
        })
    }

    /// Says whether declassification dates count, and as of which day; every telegram is labelled anew.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_dates(&mut self, dates: Option<Date>) -> Result<()> {
        if self.dates()? == dates {
            return Ok(());
        }
        let text = dates.map_or_else(String::new, |date| date.to_string());
        self.change(|writer| {
            catalogue::set(&writer.connection, DATES, &text)?;
            writer.change_all()?;
            writer.commit("policy", serde_json::json!({ "dates": text })).map(|_| ())
        })
    }

    /// The day as of which declassification dates count, where they do.
    pub(crate) fn dates(&self) -> Result<Option<Date>> {
        dates(&self.connection)
    }
}

/// A reviewer's decision about a portion.
#[derive(Clone, Debug)]
pub struct DecisionToMake {
    /// The label that it has from now on; none takes earlier decisions back.
    pub label: Option<Label>,
    /// Who decided.
    pub by: String,
    /// Why.
    pub why: String,
}

/// The decisions about a telegram that count: the last one of each portion.
pub(crate) fn decisions(connection: &Connection, key: &str) -> Result<BTreeMap<PortionId, Decision>> {
    let mut statement = connection.prepare_cached(
        "SELECT portion, label, reviewer, reason, at FROM decision WHERE telegram = ? ORDER BY id",
    )?;
    let mut decisions = BTreeMap::new();
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        let damaged = |why: String| Error::Damaged { what: format!("a decision about {key}"), why };
        let portion: PortionId =
            row.get::<_, String>(0)?.parse().map_err(|error| damaged(format!("{error}")))?;
        match row.get::<_, Option<String>>(1)? {
            None => {
                decisions.remove(&portion);
            }
            Some(label) => {
                let label = label.parse().map_err(|error| damaged(format!("{error}")))?;
                decisions
                    .insert(portion, Decision { label, by: row.get(2)?, why: row.get(3)?, at: row.get(4)? });
            }
        }
    }
    Ok(decisions)
}

/// The archive's policy of dates.
pub(crate) fn dates(connection: &Connection) -> Result<Option<Date>> {
    let text = catalogue::setting(connection, DATES)?.filter(|text| !text.is_empty());
    text.map(|text| {
        text.parse().map_err(|_| Error::Damaged {
            what: "the policy of dates".into(),
            why: format!("`{text}` is no date"),
        })
    })
    .transpose()
}
