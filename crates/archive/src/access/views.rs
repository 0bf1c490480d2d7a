//! In how many ways a telegram can be seen.

use super::label::{Label, LabelError};
use super::reader::Reader;
use std::fmt;
use std::str::FromStr;

/// The most ways of seeing one telegram that are told apart.
pub const MOST_VIEWS: usize = 32;

/// How many labels of one telegram are told apart.
const MOST_LABELS: usize = 16;

/// One way in which readers see a telegram. Written `CONFIDENTIAL without SECRET, CONFIDENTIAL//NOFORN`: a stratum's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewKey {
    /// The join of the labels that are shown.
    pub shown: Label,
    /// The lowest of the labels that are not, sorted.
    pub hidden: Vec<Label>,
}

impl ViewKey {
    /// True for the readers who see the telegram in this way.
    pub fn matches(&self, reader: &Reader) -> bool {
        reader.sees(&self.shown) && !self.hidden.iter().any(|label| reader.sees(label))
    }
}

impl fmt::Display for ViewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shown.fmt(f)?;
        for (index, label) in self.hidden.iter().enumerate() {
            f.write_str(if index == 0 { " without " } else { ", " })?;
            label.fmt(f)?;
        }
        Ok(())
    }
}

/// A text that is no view.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no view: {source}")]
pub struct ViewKeyError {
    given: String,
    source: LabelError,
}

impl FromStr for ViewKey {
    type Err = ViewKeyError;

    fn from_str(given: &str) -> Result<ViewKey, ViewKeyError> {
        let label = |text: &str| {
            text.parse::<Label>().map_err(|source| ViewKeyError { given: given.to_owned(), source })
        };
        let (shown, hidden) = given.split_once(" without ").unwrap_or((given, ""));
        let mut hidden =
            hidden.split(", ").filter(|text| !text.is_empty()).map(label).collect::<Result<Vec<_>, _>>()?;
        hidden.sort_unstable();
        Ok(ViewKey { shown: label(shown)?, hidden })
    }
}

/// All ways in which readers see a telegram whose variants have portions of these labels: sorted, and for each reader
/// exactly one that [matches](ViewKey::matches), or none where he sees nothing. That with nothing hidden is always there;
/// the owner matches it alone.
///
/// Where there are more than 16 labels or [`MOST_VIEWS`] views, the highest labels are merged into their join, which fewer
/// may read, until there are not. So a telegram is found and shown by its view: `Reader::cleared(view.shown)`.
pub fn views(variants: &[Vec<Label>]) -> Vec<ViewKey> {
    let mut labels: Vec<Label> = variants.iter().flatten().copied().collect();
    labels.sort_unstable();
    labels.dedup();
    while labels.len() > MOST_LABELS {
        merge(&mut labels);
    }
    let joins = loop {
        match closed(&labels) {
            Some(joins) => break joins,
            None => merge(&mut labels),
        }
    };
    let key = |shown: Label| ViewKey { shown, hidden: lowest(&labels, shown) };
    joins.into_iter().map(key).collect()
}

/// Puts the join of the two highest labels in their place.
fn merge(labels: &mut Vec<Label>) {
    if let (Some(a), Some(b)) = (labels.pop(), labels.pop()) {
        let join = a.join(b);
        // A join sorts behind both, so behind all.
        labels.push(join);
    }
}

/// All joins of some of the labels, sorted; none where there are too many.
fn closed(labels: &[Label]) -> Option<Vec<Label>> {
    let mut joins: Vec<Label> = Vec::with_capacity(labels.len());
    for &label in labels {
        for index in 0..joins.len() {
            let join = joins[index].join(label);
            if !joins.contains(&join) {
                joins.push(join);
            }
        }
        if !joins.contains(&label) {
            joins.push(label);
        }
        if joins.len() > MOST_VIEWS && labels.len() > 1 {
            return None;
        }
    }
    joins.sort_unstable();
    Some(joins)
}

/// The lowest of the labels that `shown` does not dominate.
fn lowest(labels: &[Label], shown: Label) -> Vec<Label> {
    let hidden = || labels.iter().copied().filter(|label| !shown.dominates(*label));
    hidden().filter(|label| !hidden().any(|other| other != *label && label.dominates(other))).collect()
}
