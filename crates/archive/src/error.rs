//! What can go wrong with an archive, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};
use tantivy::TantivyError;
use tantivy::directory::error::OpenWriteError;

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
    /// The folder holds other things, so neither an archive nor a copy of one is made there.
    #[error("{} holds other files", path.display())]
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
    /// Made by an older program, and not brought up to date yet.
    #[error("the catalogue of {} is of version {found}, this program reads {known}", path.display())]
    Older {
        /// The archive.
        path: PathBuf,
        /// The version of its catalogue.
        found: u32,
        /// The one that is read.
        known: u32,
    },
    /// Another program writes it.
    #[error("{} is being written by another program", path.display())]
    Busy {
        /// The archive.
        path: PathBuf,
    },
    /// A folder that may only be read, with a catalogue whose last changes still lie in its log.
    #[error("{} may only be read, and the last changes still lie in the catalogue's log", path.display())]
    Unsettled {
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
    /// A name that cannot be given, and why.
    #[error("{0}")]
    Refused(String),
    /// An earlier change could not be made, and was taken back: what the writer remembers of it is not to be relied on.
    #[error("an earlier change could not be made and was taken back")]
    TakenBack,
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
            Error::Older { .. } => {
                "open it once where it may be written: `chancery import` with no path brings it up to date"
            }
            Error::Busy { .. } => "wait until it is done, or read meanwhile: readers are never blocked",
            Error::Unsettled { .. } => {
                "open it once where it may be written (`chancery import` with no path), or read a copy of it"
            }
            _ if self.is_full() => FULL,
            Error::Io { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "check your rights to the folder"
                }
                _ => "check the disk, then run `chancery verify`",
            },
            Error::Catalogue(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure) =>
            {
                "look whether the disk has room and is sound, and run it again: what was committed is there"
            }
            Error::Catalogue(error) if may_not_write(error) => "check your rights to the folder",
            Error::Catalogue(_) | Error::Index(_) | Error::Damaged { .. } => {
                "run `chancery verify`; `chancery rebuild` or `chancery verify --repair` makes anew what is derived"
            }
            Error::Unknown { kind: "collection", .. } => "`chancery collection list` says which there are",
            Error::Unknown { .. } => "look at the spelling",
            Error::Refused(_) => "give another name",
            Error::TakenBack => "open the archive anew; what was committed is there",
            Error::BrokeDown(_) => "report it; what was committed is there",
        }
    }
}

impl Error {
    /// Whether there is no room.
    fn is_full(&self) -> bool {
        match self {
            Error::Catalogue(error) => {
                // A file that may not grow differs from a full disk by SQLite's extended code.
                let extended = error.sqlite_error().map(|error| error.extended_code);
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
                    || extended == Some(rusqlite::ffi::SQLITE_IOERR_WRITE)
            }
            Error::Io { source, .. } => no_room(source),
            Error::Index(TantivyError::IoError(error)) => no_room(error),
            Error::Index(TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })) => {
                no_room(io_error)
            }
            // Of what stopped its threads the library gives words only, with the system's own in them.
            Error::Index(error) => {
                let words = error.to_string();
                ["StorageFull", "QuotaExceeded", "FileTooLarge"].iter().any(|kind| words.contains(kind))
            }
            _ => false,
        }
    }
}

const FULL: &str = "make room and run it again: what was committed is there, and it goes on from there";

fn no_room(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

fn may_not_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | PermissionDenied | ReadOnly))
}
