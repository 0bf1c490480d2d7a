//! What a view cannot give.

use crate::query::Mistakes;

/// A result of a view.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a view gives no answer. What is hidden from the reader and what is not there give the same error, made in the same
/// place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The query cannot be read.
    #[error("{0}")]
    Query(#[from] Mistakes),
    /// There is no such telegram for this reader.
    #[error("there is no telegram `{name}`")]
    NoTelegram {
        /// As it was asked for.
        name: String,
    },
    /// A short form that several telegrams answer to.
    #[error("`{name}` is the number of {} telegrams", keys.len())]
    Several {
        /// As it was asked for.
        name: String,
        /// Their numbers.
        keys: Vec<String>,
    },
    /// There is no such text of a telegram for this reader.
    #[error("{key} has {count} {} here, not {asked}", if *count == 1 { "text" } else { "texts" })]
    NoVariant {
        /// The telegram.
        key: String,
        /// How many this reader sees.
        count: usize,
        /// Which was asked for, from 1.
        asked: usize,
    },
    /// The mark of a page that was made by another query or for another reader.
    #[error("the cursor belongs to another search, or is none")]
    Cursor,
    /// The archive cannot be used.
    #[error(transparent)]
    Archive(#[from] chancery_archive::Error),
}

impl Error {
    /// What a person can do about it.
    pub fn help(&self) -> String {
        match self {
            Error::Query(_) => "`docs/query.md` has the language".into(),
            Error::NoTelegram { .. } => {
                "give its number as `06PARIS7904`, or post and number with `--year`; `chancery find` looks for words".into()
            }
            Error::Several { keys, .. } => format!("say which with `--year`, or give the whole number: {}", keys.join(", ")),
            Error::NoVariant { count, .. } => format!("give a number from 1 to {count}"),
            Error::Cursor => "begin again without a cursor".into(),
            Error::Archive(error) => error.help().into(),
        }
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Error {
        Error::Archive(error.into())
    }
}
