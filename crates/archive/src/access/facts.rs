//! What is known of a telegram beside its text.

use super::id::PortionId;
use super::label::Label;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What the archive knows of a telegram beside its text, as far as it bears on who may read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The collection was released: what no reviewer withholds is unclassified.
    pub released: bool,
    /// Who may read the collection. No portion lies below it, whatever rule gave its label.
    pub level: Option<Label>,
    /// What a reviewer decided, by portion.
    pub decisions: BTreeMap<PortionId, Decision>,
    /// The archive's policy is that dates count, as of this day. Absent where they do not.
    pub dates: Option<Date>,
}

/// What a reviewer decided of one portion.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Decision {
    /// The label that the portion has from now on, higher or lower than before.
    pub label: Label,
    /// Who decided.
    pub by: String,
    /// When, ISO 8601.
    pub at: String,
    /// Why.
    pub why: String,
}
