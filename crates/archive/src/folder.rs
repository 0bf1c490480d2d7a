//! The archive's folder: what lies where, who may write.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The layout of the folder that this version writes.
pub const LAYOUT: u32 = 2;

/// The places of an archive.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// That of its card.
    layout: u32,
}

/// What `archive.json` says.
#[derive(Debug, Serialize, Deserialize)]
struct Card {
    chancery: String,
    layout: u32,
}

impl Folder {
    /// An archive that is there.
    ///
    /// # Errors
    /// [`Error::NoArchive`], [`Error::Newer`], or that its card cannot be read.
    pub fn open(root: impl Into<PathBuf>) -> Result<Folder> {
        let mut folder = Folder::at(root);
        let path = folder.card();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(Error::NoArchive { path: folder.root });
            }
            Err(error) => return Err(Error::io(&path, "read it", error)),
        };
        let card: Card = serde_json::from_str(&text)
            .map_err(|error| Error::Damaged { what: path.display().to_string(), why: error.to_string() })?;
        if card.layout > LAYOUT {
            return Err(Error::Newer { path: folder.root, found: card.layout, known: LAYOUT });
        }
        folder.layout = card.layout;
        Ok(folder)
    }

    /// An archive that is there, or a new one in an empty or new folder.
    ///
    /// # Errors
    /// Those of [`open`](Folder::open), [`Error::NotEmpty`], or that it cannot be made.
    pub fn create(root: impl Into<PathBuf>) -> Result<Folder> {
        let folder = Folder::at(root);
        match Folder::open(&folder.root) {
            Err(Error::NoArchive { .. }) => {}
            other => return other,
        }
        let made = |what| {
            let root = &folder.root;
            move |error| Error::io(root, what, error)
        };
        fs::create_dir_all(&folder.root).map_err(made("make the folder"))?;
        let mut inside = fs::read_dir(&folder.root).map_err(made("read the folder"))?;
        // A creation that was broken off leaves these; the card comes last.
        let own = |name: &str| matches!(name, "originals" | "index" | "lock" | "archive.json.new");
        let foreign = inside.any(|entry| entry.is_ok_and(|e| !e.file_name().to_str().is_some_and(own)));
        // An archive that lost its card is none that may be begun anew.
        if folder.pack(1).exists() {
            let why = "it is missing, and there are originals".into();
            return Err(Error::Damaged { what: folder.card().display().to_string(), why });
        }
        if foreign {
            return Err(Error::NotEmpty { path: folder.root });
        }
        // Two may make it at once.
        let _lock = folder.lock()?;
        folder.write_folders()?;
        folder.write_card(LAYOUT)?;
        Ok(folder)
    }

    /// The places of a folder that is no archive yet, or whose card is damaged.
    pub(crate) fn at(root: impl Into<PathBuf>) -> Folder {
        Folder { root: root.into(), layout: LAYOUT }
    }

    /// Makes the folders within the folder.
    pub(crate) fn write_folders(&self) -> Result<()> {
        for path in [self.originals(), self.index()] {
            fs::create_dir_all(&path).map_err(|error| Error::io(&path, "make the folder", error))?;
        }
        open_lock(&self.readers()).map(|_| ())
    }

    /// What the card of an archive of this layout says.
    pub(crate) fn card_text(layout: u32) -> String {
        let card = Card { chancery: "archive".into(), layout };
        serde_json::to_string_pretty(&card).unwrap_or_default() + "\n"
    }

    /// Writes the card: the folder is an archive of this layout from now on.
    pub(crate) fn write_card(&self, layout: u32) -> Result<()> {
        write_whole(&self.card(), Folder::card_text(layout).as_bytes())
    }

    /// The layout of which it was when it was opened.
    pub(crate) fn layout(&self) -> u32 {
        self.layout
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What says that this is an archive.
    pub fn card(&self) -> PathBuf {
        self.root.join("archive.json")
    }

    /// The SQLite database.
    pub fn catalogue(&self) -> PathBuf {
        self.root.join("catalogue.db")
    }

    /// What SQLite has written and not brought into the database yet.
    pub(crate) fn log(&self) -> PathBuf {
        self.root.join("catalogue.db-wal")
    }

    /// What SQLite's connections share about its log.
    pub(crate) fn shared(&self) -> PathBuf {
        self.root.join("catalogue.db-shm")
    }

    /// A catalogue that is being made anew.
    pub(crate) fn catalogue_anew(&self) -> PathBuf {
        self.root.join("catalogue.db.new")
    }

    /// The checksums of the database of an archive at rest.
    pub(crate) fn sum(&self) -> PathBuf {
        self.root.join("catalogue.sum")
    }

    /// The packs of originals.
    pub fn originals(&self) -> PathBuf {
        self.root.join("originals")
    }

    /// One pack of originals, counted from 1.
    pub fn pack(&self, number: u32) -> PathBuf {
        self.originals().join(format!("{number:06}.pack"))
    }

    /// What the packs are compressed with.
    pub fn dictionary(&self) -> PathBuf {
        self.originals().join("dictionary")
    }

    /// The text index.
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// The index of one stratum.
    pub fn stratum(&self, id: i64) -> PathBuf {
        self.index().join(format!("{id:04}"))
    }

    /// Where the accounts of those lie who read the archive over the network. An archive need not have it.
    pub fn room(&self) -> PathBuf {
        self.root.join("room")
    }

    /// The log of changes.
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal.jsonl")
    }

    /// A log of changes that was damaged when another was written in its place.
    pub(crate) fn journal_damaged(&self, number: u32) -> PathBuf {
        match number {
            0 | 1 => self.root.join("journal.jsonl.damaged"),
            number => self.root.join(format!("journal.jsonl.damaged-{number}")),
        }
    }

    /// Held by readers while they open segments, by a writer while it deletes some.
    pub(crate) fn readers(&self) -> PathBuf {
        self.index().join("readers")
    }

    /// Takes the right to write.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program has it.
    pub(crate) fn lock(&self) -> Result<Lock> {
        let path = self.root.join("lock");
        let file = open_lock(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Busy { path: self.root.clone() }),
            Err(TryLockError::Error(error)) => Err(Error::io(&path, "lock it", error)),
        }
    }

    /// Keeps a writer from deleting segments. A folder that may only be read has no writer to be kept from it.
    pub(crate) fn hold_segments(&self) -> Result<Option<Lock>> {
        let path = self.readers();
        // Who may only read the file can hold it too.
        match open_lock(&path).or_else(|_| File::open(&path)) {
            Ok(file) => {
                file.lock_shared().map_err(|error| Error::io(&path, "lock it", error))?;
                Ok(Some(Lock { _file: file }))
            }
            Err(_) => Ok(None),
        }
    }

    /// The right to delete segments, and to put another catalogue in the place of this one: waits for those who open the
    /// archive just now, and lets nobody open it.
    pub(crate) fn own_segments(&self) -> Result<Lock> {
        let path = self.readers();
        let file = open_lock(&path)?;
        file.lock().map_err(|error| Error::io(&path, "lock it", error))?;
        Ok(Lock { _file: file })
    }

    /// The right to delete segments, if nobody opens any just now.
    pub(crate) fn try_own_segments(&self) -> Result<Option<Lock>> {
        let path = self.readers();
        let file = open_lock(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Error::io(&path, "lock it", error)),
        }
    }
}

/// A lock that is given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

fn open_lock(path: &Path) -> Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|error| Error::io(path, "open it for writing", error))
}

/// Writes a small file so that it is there whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    let new = PathBuf::from(new);
    let written = File::create(&new)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&new, path));
    written.map_err(|error| Error::io(path, "write it", error))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes names in a folder last.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io(folder, "make its names last", error))
}
