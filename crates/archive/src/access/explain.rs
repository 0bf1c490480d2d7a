//! Why a portion is shown, or is not.

use super::id::PortionId;
use super::portion::{Portion, Rule};
use super::reader::Reader;
use super::visible;
use chancery_telegram::record::Level;
use serde::Serialize;

/// One row of `chancery explain`: a portion, who may read it, and why. For the archive's owner: it names what is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation<'p> {
    /// The portion.
    pub portion: PortionId,
    /// Its level.
    pub level: Level,
    /// Its restrictions.
    pub caveats: Vec<&'static str>,
    /// Whether the reader sees it.
    pub shown: bool,
    /// The rule that gave it its label.
    pub rule: Rule,
    /// What made the rule apply.
    pub because: &'p str,
}

/// Explains every portion to the owner, for one reader.
pub fn explain<'p>(portions: &'p [Portion], reader: &Reader) -> Vec<Explanation<'p>> {
    let shown = visible::shown(portions, reader).unwrap_or_else(|| vec![false; portions.len()]);
    let row = |(portion, shown): (&'p Portion, bool)| Explanation {
        portion: portion.id,
        level: portion.label.level,
        caveats: portion.label.caveats.names().collect(),
        shown,
        rule: portion.rule,
        because: &portion.because,
    };
    portions.iter().zip(shown).map(row).collect()
}
