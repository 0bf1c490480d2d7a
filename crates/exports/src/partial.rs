//! An output that gets its name only when it is whole: until then it lies beside it as `NAME.partial`.

use crate::ExportError;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// An output in the making. Dropped before [`Partial::keep`], it is removed.
#[derive(Debug)]
pub(crate) struct Partial {
    path: PathBuf,
    partial: PathBuf,
    file: Option<File>,
    kept: bool,
}

impl Partial {
    /// A file.
    pub(crate) fn file(path: &Path) -> Result<(Partial, File), ExportError> {
        let partial = free(path)?;
        let file = File::create_new(&partial).map_err(|error| ExportError::of_file(&partial, error))?;
        let mut new = Partial { path: path.to_owned(), partial, file: None, kept: false };
        new.file = Some(file.try_clone().map_err(|error| ExportError::of_file(path, error))?);
        Ok((new, file))
    }

    /// A folder.
    pub(crate) fn folder(path: &Path) -> Result<Partial, ExportError> {
        let partial = free(path)?;
        fs::create_dir(&partial).map_err(|error| ExportError::of_file(&partial, error))?;
        Ok(Partial { path: path.to_owned(), partial, file: None, kept: false })
    }

    /// Where it lies until it is whole.
    pub(crate) fn place(&self) -> &Path {
        &self.partial
    }

    /// The name that it will have.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name. A name that was taken meanwhile is not taken away.
    pub(crate) fn keep(mut self) -> Result<(), ExportError> {
        if let Some(file) = self.file.take() {
            file.sync_all().map_err(|error| ExportError::of_file(&self.path, error))?;
        }
        if self.path.symlink_metadata().is_ok() {
            return Err(ExportError::Exists(self.path.clone()));
        }
        fs::rename(&self.partial, &self.path).map_err(|error| ExportError::of_file(&self.path, error))?;
        self.kept = true;
        Ok(())
    }
}

/// The unfinished output's name, where nothing has the finished one's.
fn free(path: &Path) -> Result<PathBuf, ExportError> {
    if path.symlink_metadata().is_ok() {
        return Err(ExportError::Exists(path.to_owned()));
    }
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".partial");
    Ok(path.with_file_name(name))
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        // Nothing can be done about what cannot be removed; its name says what it is.
        let _ = if self.partial.is_dir() {
            fs::remove_dir_all(&self.partial)
        } else {
            fs::remove_file(&self.partial)
        };
    }
}
