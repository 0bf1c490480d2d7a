//! Going through a pack from its beginning: what `verify` and `rebuild` do.

use super::HEADER;
use super::block::{self, BlockHead, HEAD};
use super::dictionary::Dictionary;
use super::entry::Kept;
use super::pack::{Place, damaged};
use crate::error::{Error, Result};
use crate::folder::Folder;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

/// How much is looked through at once for the next block behind damage.
const WINDOW: usize = 1 << 20;

/// Goes through one pack, block by block.
#[derive(Debug)]
pub struct Scan {
    path: PathBuf,
    pack: u32,
    file: File,
    at: u64,
    end: u64,
}

/// A block as it lies in its pack: not unpacked yet, so that this can be done by another thread.
#[derive(Debug)]
pub struct RawBlock {
    path: PathBuf,
    pack: u32,
    begin: u64,
    head: BlockHead,
    data: Vec<u8>,
}

impl Scan {
    /// Of the first `end` bytes of a pack; all of it where `end` is not given. `from` is where a block begins; 0 for the first.
    ///
    /// # Errors
    /// When it cannot be opened, or does not begin as a pack does, or is shorter than `end`.
    pub fn open(folder: &Folder, pack: u32, from: u64, end: Option<u64>) -> Result<Scan> {
        let path = folder.pack(pack);
        let file = File::open(&path).map_err(|error| Error::io(&path, "open it", error))?;
        let length = file.metadata().map_err(|error| Error::io(&path, "read its length", error))?.len();
        let mut header = [0; HEADER.len()];
        if file.read_exact_at(&mut header, 0).is_err() || &header != HEADER {
            return Err(damaged(path, 0, "it does not begin as a pack does"));
        }
        if end.is_some_and(|end| end > length) {
            return Err(damaged(path, length, "the file ends early"));
        }
        Ok(Scan { path, pack, file, at: from.max(HEADER.len() as u64), end: end.unwrap_or(length) })
    }

    /// Of what is left of a pack that [`open`](Scan::open) refuses.
    pub fn remains(folder: &Folder, pack: u32, from: u64) -> Option<Scan> {
        let path = folder.pack(pack);
        let file = File::open(&path).ok()?;
        let end = file.metadata().ok()?.len();
        Some(Scan { path, pack, file, at: from.max(HEADER.len() as u64), end })
    }

    /// Of a pack from its beginning, or of what is left of it; none where nothing is.
    pub(crate) fn whatever(folder: &Folder, pack: u32, end: Option<u64>) -> Option<Scan> {
        Scan::open(folder, pack, 0, end).ok().or_else(|| Scan::remains(folder, pack, 0))
    }

    /// Where the next block begins.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The next block, or where what is none begins, and why; `None` at the end. Behind damage the next place that looks like
    /// a block is looked for.
    pub fn next_block(&mut self) -> Option<std::result::Result<RawBlock, (u64, Error)>> {
        if self.at >= self.end {
            return None;
        }
        let begin = self.at;
        let mut head = [0; HEAD];
        let head = (begin + HEAD as u64 <= self.end)
            .then(|| self.file.read_exact_at(&mut head, begin).ok().and_then(|()| BlockHead::read(&head)))
            .flatten();
        let Some(head) = head else {
            self.seek_block(begin + 1);
            return Some(Err((begin, damaged(self.path.clone(), begin, "no block begins there"))));
        };
        let data_at = begin + HEAD as u64;
        self.at = data_at + u64::from(head.stored);
        if self.at > self.end {
            self.at = self.end;
            return Some(Err((begin, damaged(self.path.clone(), begin, "the file ends early"))));
        }
        let mut data = vec![0; head.stored as usize];
        if let Err(error) = self.file.read_exact_at(&mut data, data_at) {
            return Some(Err((begin, Error::io(&self.path, "read it", error))));
        }
        Some(Ok(RawBlock { path: self.path.clone(), pack: self.pack, begin, head, data }))
    }

    /// Goes on at the next place, from `from`, that looks like a block's head.
    fn seek_block(&mut self, from: u64) {
        self.at = from;
        let mut window = vec![0; WINDOW];
        while self.at + HEAD as u64 <= self.end {
            let length = (self.end - self.at).min(WINDOW as u64) as usize;
            if self.file.read_exact_at(&mut window[..length], self.at).is_err() {
                break;
            }
            for (offset, bytes) in window[..length].windows(HEAD).enumerate() {
                if bytes[0] == b'C' && bytes.try_into().ok().and_then(BlockHead::read).is_some() {
                    self.at += offset as u64;
                    return;
                }
            }
            self.at += (length - HEAD + 1) as u64;
        }
        self.at = self.end;
    }
}

impl RawBlock {
    /// Where the block begins.
    pub fn place(&self) -> (u32, u64) {
        (self.pack, self.begin)
    }

    /// Unpacks it.
    ///
    /// # Errors
    /// When it is damaged, or the dictionary is.
    pub fn entries(&self, dictionary: Option<&Dictionary>) -> Result<Vec<(Place, Kept)>> {
        let damaged = |why| damaged(self.path.clone(), self.begin, why);
        let raw = block::unpack(self.head, &self.data, dictionary).map_err(damaged)?;
        block::entries(&raw)
            .map(|entry| {
                let (at, kept) = entry.ok_or_else(|| damaged("an entry is not whole"))?;
                Ok((Place { pack: self.pack, block: self.begin, at }, kept))
            })
            .collect()
    }
}
