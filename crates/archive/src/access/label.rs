//! A level and the restrictions beside it.

use super::caveats::{Caveats, Meaning};
use super::near::nearest;
use chancery_registry::Registry;
use chancery_telegram::record::Level;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A level and restrictions. Written `SECRET//NOFORN/NODIS`.
///
/// Labels are ordered as a lattice by [`Label::dominates`]; `Ord` only sorts them, level first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The level.
    pub level: Level,
    /// The restrictions.
    pub caveats: Caveats,
}

impl Label {
    /// Unclassified, without restriction: what all may read.
    pub const UNCLASSIFIED: Label = Label::of(Level::Unclassified);
    /// The highest level and an unknown restriction: what nobody but the owner may read.
    pub const OWNER_ONLY: Label = Label { level: Level::TopSecret, caveats: Caveats::UNKNOWN };

    /// A level without restriction.
    pub const fn of(level: Level) -> Label {
        Label { level, caveats: Caveats::NONE }
    }

    /// The lowest label that dominates both.
    pub fn join(self, other: Label) -> Label {
        Label { level: self.level.max(other.level), caveats: self.caveats.join(other.caveats) }
    }

    /// The highest label that both dominate.
    pub fn meet(self, other: Label) -> Label {
        Label { level: self.level.min(other.level), caveats: self.caveats.meet(other.caveats) }
    }

    /// True where who is cleared to this label may read what bears the other: its level is as high or higher, and it has
    /// all of the other's restrictions.
    pub fn dominates(self, other: Label) -> bool {
        self.level >= other.level && self.caveats.holds(other.caveats)
    }

    /// This label with what a caption or a caveat adds to it.
    pub(super) fn with_caption(self, name: &str) -> Label {
        match Caveats::meaning(name) {
            Meaning::Restricts(caveats) => Label { caveats: self.caveats.join(caveats), ..self },
            Meaning::Raises(level) => Label { level: self.level.max(level), ..self },
            Meaning::Free => self,
            Meaning::Unknown => Label { caveats: self.caveats.join(Caveats::UNKNOWN), ..self },
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.level.as_str())?;
        if !self.caveats.is_empty() {
            write!(f, "//{}", self.caveats)?;
        }
        Ok(())
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that is no label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// The level is none.
    #[error("`{given}` is no level{}", did_you_mean(.nearest, "one of UNCLASSIFIED, SBU, LOU, OUO, CUI, RESTRICTED, CONFIDENTIAL, SECRET, TOP SECRET"))]
    Level {
        /// What was given.
        given: String,
        /// What is most likely meant.
        nearest: Option<&'static str>,
    },
    /// A caveat is none that the tables know.
    #[error("`{given}` is no caveat{}", did_you_mean(.nearest, "`chancery registry captions` lists them"))]
    Caveat {
        /// What was given.
        given: String,
        /// What is most likely meant.
        nearest: Option<&'static str>,
    },
}

fn did_you_mean(nearest: &Option<&'static str>, otherwise: &str) -> String {
    match nearest {
        Some(name) => format!("; did you mean `{name}`?"),
        None => format!(": {otherwise}"),
    }
}

/// Levels by their names and short forms.
const LEVELS: [(&str, Level); 20] = [
    ("UNCLASSIFIED", Level::Unclassified),
    ("UNCLAS", Level::Unclassified),
    ("U", Level::Unclassified),
    ("SENSITIVE BUT UNCLASSIFIED", Level::Sbu),
    ("SBU", Level::Sbu),
    ("LIMITED OFFICIAL USE", Level::LimitedOfficialUse),
    ("LOU", Level::LimitedOfficialUse),
    ("OFFICIAL USE ONLY", Level::OfficialUseOnly),
    ("OUO", Level::OfficialUseOnly),
    ("CONTROLLED UNCLASSIFIED INFORMATION", Level::Cui),
    ("CUI", Level::Cui),
    ("RESTRICTED", Level::Restricted),
    ("R", Level::Restricted),
    ("CONFIDENTIAL", Level::Confidential),
    ("C", Level::Confidential),
    ("SECRET", Level::Secret),
    ("S", Level::Secret),
    ("TOP SECRET", Level::TopSecret),
    ("TOPSECRET", Level::TopSecret),
    ("TS", Level::TopSecret),
];

/// Reads the words or the short form of a level, in capitals.
pub(super) fn level_named(name: &str) -> Option<Level> {
    LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
}

/// In capitals, with single blanks for blanks, hyphens and underscores.
fn plain(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect();
    words.join(" ")
}

impl FromStr for Label {
    type Err = LabelError;

    /// Reads `SECRET//NOFORN/NODIS`, also with short levels and caveats (`S//NF`), whatever the case of the letters. A
    /// caption that restricts nobody (`SIPDIS`) adds nothing.
    fn from_str(text: &str) -> Result<Label, LabelError> {
        let mut parts = text.split('/').map(plain);
        let level = parts.next().unwrap_or_default();
        let Some(level) = level_named(&level) else {
            let nearest = nearest(&level, LEVELS.iter().map(|(name, _)| *name));
            return Err(LabelError::Level { given: text.to_owned(), nearest });
        };
        let mut label = Label::of(level);
        for part in parts.filter(|part| !part.is_empty()) {
            label = match Caveats::meaning(&part) {
                Meaning::Unknown => match Registry::builtin().caption(&part) {
                    Some(caption) => label.with_caption(caption.caption),
                    None => {
                        let nearest = nearest(&part, Caveats::all_names());
                        return Err(LabelError::Caveat { given: part, nearest });
                    }
                },
                _ => label.with_caption(&part),
            };
        }
        Ok(label)
    }
}
