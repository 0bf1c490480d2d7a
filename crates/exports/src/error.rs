//! What can go wrong with an export.

use crate::Table;
use std::io;
use std::path::{Path, PathBuf};

/// Why an export could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// Something lies at the place of the output, or of the unfinished output beside it (`NAME.partial`). Nothing was touched.
    #[error("`{}` exists already", .0.display())]
    Exists(PathBuf),
    /// The disk, or the user's share of it, is full. What was written is removed.
    #[error("no space is left to write `{}`", .0.display())]
    Full(PathBuf),
    /// A file could not be made or written.
    #[error("cannot write `{}`: {source}", path.display())]
    File {
        /// The output as the caller named it.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The caller's stream could not be written.
    #[error("cannot write: {0}")]
    Stream(#[from] io::Error),
    /// The form makes a folder of files, and was asked to write into one stream.
    #[error("the form `{0}` is a folder: it needs a path")]
    NeedsFolder(&'static str),
    /// The form does not have this table.
    #[error("the form `{form}` has no table `{table}`")]
    NoTable {
        /// The form's name.
        form: &'static str,
        /// What was asked for.
        table: Table,
    },
    /// A telegram is larger than a row may be.
    #[error("telegram {key} takes {bytes} bytes: more than a row of a table can hold")]
    TooLarge {
        /// The telegram.
        key: String,
        /// The size of its row, in bytes of text: in the table of telegrams that of its record as JSON.
        bytes: usize,
    },
    /// A row could not be made. This is a mistake of the program.
    #[error("cannot make a row of a table: {0}")]
    Row(String),
}

impl ExportError {
    /// True when the reader of the stream has gone away, which is no error for a command in a pipe.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, ExportError::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The error with the place of the output, where there is one.
    pub(crate) fn at(self, path: Option<&Path>) -> ExportError {
        match (self, path) {
            (ExportError::Stream(source), Some(path)) => ExportError::of_file(path, source),
            (other, _) => other,
        }
    }

    /// What the system said about the output at `path`.
    pub(crate) fn of_file(path: &Path, source: io::Error) -> ExportError {
        match source.kind() {
            io::ErrorKind::AlreadyExists => ExportError::Exists(path.to_owned()),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportError::Full(path.to_owned()),
            _ => ExportError::File { path: path.to_owned(), source },
        }
    }
}
