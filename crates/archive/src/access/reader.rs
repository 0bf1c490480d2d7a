//! Who reads.

use super::caveats::Caveats;
use super::label::{Label, LabelError};
use std::fmt;
use std::str::FromStr;

/// Who reads: the archive's owner, or someone who is cleared to a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reader {
    /// The owner, who sees all: no `--as`.
    #[default]
    Owner,
    /// Someone who sees what his label dominates: `--as SECRET//NOFORN`.
    Cleared(Label),
}

impl Reader {
    /// Someone who is cleared to `label`. Nobody is cleared for a restriction that is not known.
    pub fn cleared(label: Label) -> Reader {
        Reader::Cleared(Label { caveats: label.caveats.without(Caveats::UNKNOWN), ..label })
    }

    /// True where this reader may read what bears `label`.
    pub fn sees(&self, label: &Label) -> bool {
        match self {
            Reader::Owner => true,
            // Whoever made the value: an unknown restriction is had by nobody.
            Reader::Cleared(own) => !label.caveats.holds(Caveats::UNKNOWN) && own.dominates(*label),
        }
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reader::Owner => f.write_str("the owner"),
            Reader::Cleared(label) => label.fmt(f),
        }
    }
}

impl FromStr for Reader {
    type Err = LabelError;

    /// Reads the value of `--as`: a label. The owner has none.
    fn from_str(text: &str) -> Result<Reader, LabelError> {
        text.parse().map(Reader::cleared)
    }
}
