//! What can go wrong with an archive, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// A result of work on an archive.
pub type Result<T> = std::result::Result<T, Error>;

/// What kept an archive from being used. Nothing that was committed is touched by any of these.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no archive where one was looked for.
    #[error("{} is no archive", path.display())]
    NoArchive {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The folder holds other things, so no archive is made in it.
    #[error("{} holds other files and is no archive", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// Made by a newer program.
    #[error("{} was made by a newer version (layout {found}, this program knows {known})", path.display())]
    Newer {
        /// The archive.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The highest layout that is known.
        known: u32,
    },
    /// Another program writes it.
    #[error("{} is being written by another program", path.display())]
    Busy {
        /// The archive.
        path: PathBuf,
    },
    /// A file could not be read or written. Usual causes: rights, a full disk, a disk that gave up.
    #[error("{}: cannot {what}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// The catalogue gave an error.
    #[error("the catalogue: {0}")]
    Catalogue(#[from] rusqlite::Error),
    /// The text index gave an error.
    #[error("the text index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Something that was committed is not as it was.
    #[error("{what} is damaged: {why}")]
    Damaged {
        /// The file or the thing.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// A name that the archive does not know.
    #[error("there is no {kind} `{name}`")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// Its name as given.
        name: String,
    },
    /// Something that cannot be done as asked.
    #[error("{0}")]
    Refused(String),
    /// A thread broke down. This is a fault of the program.
    #[error("{0} broke down")]
    BrokeDown(&'static str),
}

impl Error {
    /// An error of a file.
    pub(crate) fn io(path: &Path, what: &'static str, source: io::Error) -> Error {
        Error::Io { path: path.to_path_buf(), what, source }
    }

    /// What a person can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Error::NoArchive { .. } => "name it with `--archive DIR`, or make one with `chancery import`",
            Error::NotEmpty { .. } => "give an empty folder, or one that does not exist yet",
            Error::Newer { .. } => "use a newer version of chancery; the archive was left as it is",
            Error::Busy { .. } => "wait until it is done, or read meanwhile: readers are never blocked",
            Error::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "make room and run it again: what was committed is there, and it goes on from there"
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "check your rights to the folder"
                }
                _ => "check the disk, then run `chancery verify`",
            },
            Error::Catalogue(error) if is_full(error) => {
                "make room and run it again: what was committed is there, and it goes on from there"
            }
            Error::Catalogue(_) | Error::Index(_) | Error::Damaged { .. } => {
                "run `chancery verify`; what is derived is made anew by `chancery rebuild`"
            }
            Error::Unknown { .. } => "look at what there is, and at the spelling",
            Error::Refused(_) => "look at `--help`",
            Error::BrokeDown(_) => "report it; what was committed is there",
        }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
}
