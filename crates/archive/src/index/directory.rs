//! A Tantivy directory whose list of segments lies in the catalogue.
//!
//! Tantivy says what an index consists of in `meta.json`. Here that text is kept in memory, read from the catalogue and
//! written back to it in the transaction that commits the rest; so a reader sees rows and segments of one moment, and a
//! kill between the two leaves files that nothing names. Nothing is deleted on Tantivy's word: the writer deletes what no
//! list names, after the commit, while no reader opens segments.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// Tantivy's name for the list of segments.
const META: &str = "meta.json";

#[derive(Clone, Debug)]
pub(super) struct StratumDirectory {
    segments: MmapDirectory,
    small: Arc<RwLock<HashMap<PathBuf, Vec<u8>>>>,
}

impl StratumDirectory {
    /// Over the folder of a stratum. `meta` is what the catalogue says; none for a new one.
    pub(super) fn open(folder: &Path, meta: Option<&str>) -> tantivy::Result<StratumDirectory> {
        let small = meta.map(|meta| (PathBuf::from(META), meta.as_bytes().to_vec()));
        Ok(StratumDirectory {
            segments: MmapDirectory::open(folder)?,
            small: Arc::new(RwLock::new(small.into_iter().collect())),
        })
    }

    /// The list of segments as it is now.
    pub(super) fn meta(&self) -> String {
        self.small(Path::new(META))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    fn small(&self, path: &Path) -> Option<Vec<u8>> {
        self.small.read().ok()?.get(path).cloned()
    }
}

impl Directory for StratumDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.segments.get_file_handle(path)
    }

    fn delete(&self, _: &Path) -> Result<(), DeleteError> {
        Ok(())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        if self.small(path).is_some() { Ok(true) } else { self.segments.exists(path) }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.segments.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.small(path).ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_path_buf()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let mut small =
            self.small.write().map_err(|_| io::Error::other("a thread of the index broke down"))?;
        small.insert(path.to_path_buf(), data.to_vec());
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.segments.sync_directory()
    }

    /// The archive has one writer, and it holds the archive's own lock.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
