//! What is found wrong with an archive.

use crate::error::Error;
use crate::folder::Folder;
use crate::originals::{Origin, Place};
use serde::Serialize;

/// Something that is not as it was committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What part of the archive it is about.
    pub kind: Kind,
    /// What is wrong.
    pub what: String,
    /// The file, and the place in it.
    #[serde(rename = "where")]
    pub place: String,
    /// What a person can do about it.
    pub help: String,
}

/// A part of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `archive.json`.
    Card,
    /// What the originals are compressed with.
    Dictionary,
    /// An original, or the pack that holds it.
    Original,
    /// The database.
    Catalogue,
    /// The checksums of the database.
    Checksums,
    /// The text index.
    Index,
    /// The journal's file, or its chain.
    Journal,
}

impl Kind {
    /// Its name, as machines get it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Card => "card",
            Kind::Dictionary => "dictionary",
            Kind::Original => "original",
            Kind::Catalogue => "catalogue",
            Kind::Checksums => "checksums",
            Kind::Index => "index",
            Kind::Journal => "journal",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Kind::Card | Kind::Index | Kind::Checksums => "`chancery verify --repair` makes it anew",
            Kind::Dictionary => "`chancery verify --repair` takes the copy in the packs",
            Kind::Original => {
                "take the pack from a backup; or `chancery verify --repair`, then import its source again"
            }
            Kind::Catalogue => "`chancery verify --repair` makes it anew from the originals and the journal",
            Kind::Journal => {
                "compare it with a backup; `chancery verify --repair` writes it anew from the catalogue"
            }
        }
    }
}

impl Problem {
    pub(crate) fn new(kind: Kind, what: impl Into<String>, place: impl Into<String>) -> Problem {
        Problem { kind, what: what.into(), place: place.into(), help: kind.help().to_owned() }
    }

    /// From an error that reading a part gave.
    pub(crate) fn of(kind: Kind, error: &Error, place: impl Into<String>) -> Problem {
        match error {
            Error::Damaged { what, why } => Problem::new(kind, why, what),
            Error::Io { path, what, source } => {
                Problem::new(kind, format!("cannot {what}: {source}"), path.display().to_string())
            }
            other => Problem::new(kind, other.to_string(), place),
        }
    }

    /// A stretch of a pack that cannot be read.
    pub(crate) fn damaged_pack(error: &Error) -> Problem {
        Problem::of(Kind::Original, error, "originals")
    }

    /// A telegram of a pack that is not what it was.
    pub(crate) fn altered(folder: &Folder, place: Place, origin: &Origin, why: &str) -> Problem {
        let source = origin
            .member
            .as_ref()
            .map_or_else(|| origin.file.clone(), |member| format!("{} › {member}", origin.file));
        Problem::new(
            Kind::Original,
            format!("original {} of {source}: {why}", &origin.sha256),
            format!("{}, byte {}, entry at {}", folder.pack(place.pack).display(), place.block, place.at),
        )
    }
}
