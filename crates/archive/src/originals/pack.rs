//! The pack files: appended to by one writer, read by many.

use super::block::{self, Block, BlockHead, HEAD};
use super::dictionary::Dictionary;
use super::entry::{self, Kept};
use super::{HEADER, PACK, RawEntry};
use crate::error::{Error, Result};
use crate::folder::{Folder, sync_folder};
use bytes::Bytes;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Where an entry lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The pack, counted from 1.
    pub pack: u32,
    /// Where its block begins in the pack.
    pub block: u64,
    /// Where it begins among the entries of the block.
    pub at: u32,
}

/// The end of the last pack, for the one who writes.
#[derive(Debug)]
pub struct Appender {
    folder: Folder,
    pack: u32,
    length: u64,
    file: File,
    /// Packs that this one filled, and how long they became.
    filled: Vec<(u32, u64)>,
    /// A new pack is begun when one reaches this many bytes.
    pub(crate) full: u64,
}

impl Appender {
    /// Opens the last pack and cuts off what was never committed. `pack` and `length` are what the catalogue says; 0 and 0
    /// when there is none.
    ///
    /// # Errors
    /// When the file cannot be opened, or is shorter than what was committed.
    pub fn open(folder: &Folder, pack: u32, length: u64) -> Result<Appender> {
        let pack = pack.max(1);
        let path = folder.pack(pack);
        let io = |what| move |error| Error::io(&folder.pack(pack), what, error);
        // A pack that something was committed to is never made anew.
        let mut file = File::options()
            .create(length == 0)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(io("open it for writing"))?;
        let found = file.metadata().map_err(io("read its length"))?.len();
        if found < length {
            return Err(Error::Damaged {
                what: path.display().to_string(),
                why: format!("{length} bytes were committed, {found} are there"),
            });
        }
        file.set_len(length).map_err(io("cut off what was not committed"))?;
        if length == 0 {
            file.write_all_at(HEADER, 0).map_err(io("write it"))?;
            sync_folder(&folder.originals())?;
        }
        let length = length.max(HEADER.len() as u64);
        file.seek(SeekFrom::Start(length)).map_err(io("write it"))?;
        for later in pack + 1.. {
            // Begun, and never committed.
            if std::fs::remove_file(folder.pack(later)).is_err() {
                break;
            }
        }
        Ok(Appender { folder: folder.clone(), pack, length, file, filled: Vec::new(), full: PACK })
    }

    /// Whether a folder holds packs with anything in them.
    pub fn used(folder: &Folder) -> bool {
        let long = |number| folder.pack(number).metadata().is_ok_and(|file| file.len() > HEADER.len() as u64);
        long(1) || folder.pack(2).exists()
    }

    /// Puts a block at the end and says in which pack, and where.
    ///
    /// # Errors
    /// When it cannot be written, a full disk above all.
    pub fn append(&mut self, block: &Block) -> Result<(u32, u64)> {
        if self.length > HEADER.len() as u64 && self.length + block.bytes.len() as u64 > self.full {
            self.sync()?;
            let next = Appender::open(&self.folder, self.pack + 1, 0)?;
            self.filled.push(self.end());
            (self.pack, self.length, self.file) = (next.pack, next.length, next.file);
        }
        let at = self.length;
        self.file
            .write_all(&block.bytes)
            .map_err(|error| Error::io(&self.folder.pack(self.pack), "write it", error))?;
        self.length += block.bytes.len() as u64;
        Ok((self.pack, at))
    }

    /// Makes all that was appended last.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn sync(&self) -> Result<()> {
        self.file.sync_data().map_err(|error| Error::io(&self.folder.pack(self.pack), "make it last", error))
    }

    /// The last pack and its length, as the catalogue keeps them.
    pub fn end(&self) -> (u32, u64) {
        (self.pack, self.length)
    }

    /// The packs that were written to, and how long they are. Of those before them the catalogue knows it.
    pub(crate) fn ends(&self) -> impl Iterator<Item = (u32, u64)> {
        self.filled.iter().copied().chain([self.end()])
    }
}

/// How many unpacked blocks are kept: the hits of a page lie in fewer.
const KEPT: usize = 64;

/// Reads entries by their places. Shared by threads.
#[derive(Debug)]
pub struct Reader {
    folder: Folder,
    dictionary: Mutex<Option<Arc<Dictionary>>>,
    files: Mutex<FxHashMap<u32, Arc<File>>>,
    blocks: Mutex<Vec<((u32, u64), Bytes)>>,
}

impl Reader {
    /// Opens nothing yet but the dictionary.
    ///
    /// # Errors
    /// When the dictionary cannot be read.
    pub fn open(folder: &Folder) -> Result<Reader> {
        Ok(Reader::with(folder, Dictionary::load(folder)?.map(Arc::new)))
    }

    /// Reads with this dictionary, whatever the file of the folder holds.
    pub fn with(folder: &Folder, dictionary: Option<Arc<Dictionary>>) -> Reader {
        Reader {
            folder: folder.clone(),
            dictionary: Mutex::new(dictionary),
            files: Mutex::default(),
            blocks: Mutex::default(),
        }
    }

    /// The entry at a place.
    ///
    /// # Errors
    /// When the pack cannot be read, or is damaged there.
    pub fn entry(&self, place: Place) -> Result<RawEntry> {
        let raw = self.block(place.pack, place.block)?;
        match entry::read(&raw, place.at) {
            Some((Kept::Telegram(entry), _)) => Ok(entry),
            Some((Kept::Note(..), _)) => Err(self.damaged(place.pack, place.block, "no telegram lies there")),
            None => Err(self.damaged(place.pack, place.block, "an entry is not whole")),
        }
    }

    fn block(&self, pack: u32, at: u64) -> Result<Bytes> {
        if let Ok(blocks) = self.blocks.lock()
            && let Some((_, raw)) = blocks.iter().find(|(key, _)| *key == (pack, at))
        {
            return Ok(raw.clone());
        }
        let file = self.file(pack)?;
        let mut head = [0; HEAD];
        let read = |into: &mut [u8], at| {
            file.read_exact_at(into, at).map_err(|error| match error.kind() {
                std::io::ErrorKind::UnexpectedEof => self.damaged(pack, at, "the file ends early"),
                _ => Error::io(&self.folder.pack(pack), "read it", error),
            })
        };
        read(&mut head, at)?;
        let head = BlockHead::read(&head).ok_or_else(|| self.damaged(pack, at, "no block begins there"))?;
        let mut data = vec![0; head.stored as usize];
        read(&mut data, at + HEAD as u64)?;
        let dictionary = self.dictionary(head)?;
        let raw =
            block::unpack(head, &data, dictionary.as_deref()).map_err(|why| self.damaged(pack, at, why))?;
        if let Ok(mut blocks) = self.blocks.lock() {
            if blocks.len() == KEPT {
                blocks.remove(0);
            }
            blocks.push(((pack, at), raw.clone()));
        }
        Ok(raw)
    }

    /// The dictionary may have been made after this reader was.
    fn dictionary(&self, head: BlockHead) -> Result<Option<Arc<Dictionary>>> {
        let mut dictionary = self.dictionary.lock().map_err(|_| Error::BrokeDown("a reader of originals"))?;
        if head.dictionary && dictionary.is_none() {
            *dictionary = Dictionary::load(&self.folder)?.map(Arc::new);
        }
        Ok(dictionary.clone())
    }

    fn file(&self, pack: u32) -> Result<Arc<File>> {
        let mut files = self.files.lock().map_err(|_| Error::BrokeDown("a reader of originals"))?;
        if let Some(file) = files.get(&pack) {
            return Ok(file.clone());
        }
        let path = self.folder.pack(pack);
        let file = Arc::new(File::open(&path).map_err(|error| Error::io(&path, "open it", error))?);
        files.insert(pack, file.clone());
        Ok(file)
    }

    fn damaged(&self, pack: u32, at: u64, why: &str) -> Error {
        damaged(self.folder.pack(pack), at, why)
    }
}

pub(super) fn damaged(pack: PathBuf, at: u64, why: &str) -> Error {
    Error::Damaged { what: format!("{}, byte {at}", pack.display()), why: why.to_owned() }
}
