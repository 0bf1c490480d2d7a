//! What the tools are asked. The schemas that clients see are made of these types.

use crate::answers::{Style, To};
use schemars::JsonSchema;
use serde::Deserialize;

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

/// A text to be checked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Checking {
    /// The text of one telegram, whole or in part, with its line breaks.
    pub(super) text: String,
    /// When it was sent, where it does not say so itself: a year, a month or a day.
    #[serde(default)]
    pub(super) date: String,
}

/// A text to be repaired.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Repairing {
    /// The text of one telegram, whole or in part, with its line breaks.
    pub(super) text: String,
    /// When it was sent, where it does not say so itself: a year, a month or a day.
    #[serde(default)]
    pub(super) date: String,
    /// Only repairs of these kinds, divided by commas: `comma`, `mojibake`, `entity`, `doubled`, `furniture`, `word-break`,
    /// `confusion`, `spaced`, `tags`. Without it all but `furniture`.
    #[serde(default)]
    pub(super) only: String,
    /// Carry out only what is at least so sure, from 0 to 1; without it 0.9.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(super) min_confidence: Option<f64>,
    /// At which byte of the repaired text to begin: where an earlier answer said that it goes on.
    #[serde(default)]
    pub(super) offset: usize,
}

/// A draft to be written.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Drafting {
    /// The draft: a heading between two lines of `---`, then the text.
    pub(super) draft: String,
    /// The form.
    #[serde(default)]
    pub(super) to: To,
    /// At which byte of the telegram to begin: where an earlier answer said that it goes on.
    #[serde(default)]
    pub(super) offset: usize,
}

/// A rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Explaining {
    /// Its code or name, as findings have it: `CL003`.
    pub(super) rule: String,
}

fn first() -> usize {
    1
}

fn second() -> usize {
    2
}
