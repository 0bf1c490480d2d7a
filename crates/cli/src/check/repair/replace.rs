//! A file that is written anew in one step.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Refuses a file that its owner has protected: to put another in its place would need no right to it, only to its folder.
pub(super) fn changeable(file: &Path) -> io::Result<()> {
    if fs::metadata(file)?.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    OpenOptions::new().write(true).open(file).map(drop)
}

/// A file that is made is for those only who may read the other one.
pub(super) fn as_closed_as(options: &mut OpenOptions, other: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        options.mode(other.permissions().mode() & 0o666);
    }
    #[cfg(not(unix))]
    let _ = (options, other);
}

/// Writes a file anew in one step: whoever opens it finds the old or the new one.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".repairing");
    let beside = file.with_file_name(name);
    let written = (|| {
        let old = fs::metadata(file)?;
        // What a program has left that was ended here.
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        as_closed_as(&mut options, &old);
        let mut new = options.open(&beside)?;
        owned_alike(&new, &old);
        new.write_all(bytes)?;
        new.set_permissions(old.permissions())?;
        new.sync_all()?;
        fs::rename(&beside, file)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
        return written;
    }
    // The new name is on the disk only when its folder is. Where a folder cannot be opened, the system sees to it.
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The owner stays who he was, where we may say so.
fn owned_alike(new: &File, old: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let _ = fchown(new, Some(old.uid()), Some(old.gid()));
    }
    #[cfg(not(unix))]
    let _ = (new, old);
}
