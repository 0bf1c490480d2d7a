//! What the tools are asked. The schemas that clients see are made of these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A query, or the beginning of one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    /// The query, in the language that `search` explains.
    #[serde(default)]
    pub(super) q: String,
}

/// A telegram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Telegram {
    /// Its number, as `06PARIS7904`.
    pub(super) mrn: String,
}

/// A telegram to be read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reading {
    /// Its number, as `06PARIS7904`.
    pub(super) mrn: String,
    /// Which of its texts, from 1; without it the one that comes first.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub(super) variant: Option<usize>,
    /// In which form.
    #[serde(default, rename = "as")]
    pub(super) form: Form,
    /// At which byte to begin: where an earlier page said that it goes on.
    #[serde(default)]
    pub(super) offset: usize,
}

/// The form of a telegram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Form {
    /// Reflowed for reading.
    #[default]
    Text,
    /// All that was read from it, as JSON.
    Record,
    /// As it came, without what is hidden.
    Original,
    /// What the rules say of the original, and what could be repaired, as JSON behind the record.
    Findings,
}

/// A telegram to be cited.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Citing {
    /// Its number, as `06PARIS7904`.
    pub(super) mrn: String,
    /// In which form.
    #[serde(default)]
    pub(super) to: Style,
}

/// The form of a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Style {
    /// A note, as *The Chicago Manual of Style* has it.
    #[default]
    Chicago,
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    CslJson,
}

/// A table of the registry and a word.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LookingUp {
    /// The table: `posts`, `tags`, `captions`, `levels`, `orders`, `reasons`, `routing`, `addressees`, `offices`, `abbreviations`.
    pub(super) kind: String,
    /// The word; without it the table from its beginning.
    #[serde(default)]
    pub(super) word: String,
}

/// Two texts of a telegram.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Comparing {
    /// The telegram's number, as `06PARIS7904`.
    pub(super) mrn: String,
    /// The one text, from 1.
    #[serde(default = "first")]
    #[schemars(range(min = 1))]
    pub(super) one: usize,
    /// The other.
    #[serde(default = "second")]
    #[schemars(range(min = 1))]
    pub(super) two: usize,
}

fn first() -> usize {
    1
}

fn second() -> usize {
    2
}
