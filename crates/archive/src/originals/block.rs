//! Blocks: some entries, compressed together.

use super::BLOCK;
use super::dictionary::Dictionary;
use super::entry::{self, Kept, Note, Origin};
use bytes::Bytes;
use std::io;

const MAGIC: &[u8; 4] = b"CHBL";

/// How long the head of a block is.
pub(super) const HEAD: usize = 24;

/// The head of a block, once its checksum was found right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockHead {
    pub(super) stored: u32,
    pub(super) raw: u32,
    pub(super) dictionary: bool,
    pub(super) crc: u32,
}

impl BlockHead {
    fn bytes(self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        bytes[..4].copy_from_slice(MAGIC);
        for (at, value) in [(4, self.stored), (8, self.raw), (12, u32::from(self.dictionary)), (16, self.crc)]
        {
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        let crc = crc32fast::hash(&bytes[..20]);
        bytes[20..].copy_from_slice(&crc.to_le_bytes());
        bytes
    }

    pub(super) fn read(bytes: &[u8; HEAD]) -> Option<BlockHead> {
        let value = |at: usize| bytes[at..at + 4].try_into().map(u32::from_le_bytes).unwrap_or_default();
        let right = &bytes[..4] == MAGIC && value(20) == crc32fast::hash(&bytes[..20]) && value(12) < 2;
        right.then(|| BlockHead {
            stored: value(4),
            raw: value(8),
            dictionary: value(12) == 1,
            crc: value(16),
        })
    }
}

/// A block, ready to be appended, and where its entries begin in it.
#[derive(Debug)]
pub struct Block {
    /// Head and compressed data.
    pub bytes: Vec<u8>,
    /// Where each entry begins among the entries, in their order.
    pub entries: Vec<u32>,
}

/// Gathers entries into blocks.
pub struct Builder<'d> {
    compressor: zstd::bulk::Compressor<'d>,
    dictionary: bool,
    raw: Vec<u8>,
    entries: Vec<u32>,
    done: Vec<Block>,
}

impl<'d> Builder<'d> {
    /// Nothing gathered yet.
    ///
    /// # Errors
    /// When memory has run out.
    pub fn new(dictionary: Option<&'d Dictionary>) -> io::Result<Builder<'d>> {
        Ok(Builder {
            compressor: Dictionary::compressor(dictionary)?,
            dictionary: dictionary.is_some(),
            raw: Vec::new(),
            entries: Vec::new(),
            done: Vec::new(),
        })
    }

    /// Adds an entry: without bytes where the same lie in the archive already.
    ///
    /// # Errors
    /// When the block that this fills cannot be compressed: memory has run out.
    pub fn add(&mut self, origin: &Origin, bytes: Option<(&[u8], Option<&[u8]>)>) -> io::Result<()> {
        self.entries.push(self.raw.len() as u32);
        let (bytes, original) = bytes.map_or((None, None), |(bytes, original)| (Some(bytes), original));
        entry::write(origin, bytes, original, &mut self.raw);
        if self.raw.len() >= BLOCK { self.close() } else { Ok(()) }
    }

    /// Adds what is no telegram.
    ///
    /// # Errors
    /// As [`add`](Builder::add).
    pub fn note(&mut self, note: &Note, bytes: Option<&[u8]>) -> io::Result<()> {
        self.entries.push(self.raw.len() as u32);
        entry::write(note, bytes, None, &mut self.raw);
        if self.raw.len() >= BLOCK { self.close() } else { Ok(()) }
    }

    /// The blocks so far, the last one closed.
    ///
    /// # Errors
    /// As [`add`](Builder::add).
    pub fn finish(mut self) -> io::Result<Vec<Block>> {
        if !self.entries.is_empty() {
            self.close()?;
        }
        Ok(self.done)
    }

    fn close(&mut self) -> io::Result<()> {
        let data = self.compressor.compress(&self.raw)?;
        let head = BlockHead {
            stored: data.len() as u32,
            raw: self.raw.len() as u32,
            dictionary: self.dictionary,
            crc: crc32fast::hash(&data),
        };
        let mut bytes = Vec::with_capacity(HEAD + data.len());
        bytes.extend_from_slice(&head.bytes());
        bytes.extend_from_slice(&data);
        self.done.push(Block { bytes, entries: std::mem::take(&mut self.entries) });
        self.raw.clear();
        Ok(())
    }
}

/// Unpacks a block's data, checksum first. The message says what is wrong.
pub(super) fn unpack(
    head: BlockHead,
    data: &[u8],
    dictionary: Option<&Dictionary>,
) -> std::result::Result<Bytes, &'static str> {
    if crc32fast::hash(data) != head.crc {
        return Err("the checksum of a block is wrong");
    }
    if head.dictionary && dictionary.is_none() {
        return Err("the dictionary is missing");
    }
    let dictionary = dictionary.filter(|_| head.dictionary);
    let raw = Dictionary::decompress(dictionary, data, head.raw as usize)
        .map_err(|_| "a block does not unpack; the dictionary may be damaged")?;
    if raw.len() != head.raw as usize {
        return Err("a block unpacks to another length");
    }
    Ok(Bytes::from(raw))
}

/// All entries of a block, up to the first that is not whole.
pub(super) fn entries(raw: &Bytes) -> impl Iterator<Item = Option<(u32, Kept)>> {
    let raw = raw.clone();
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let here = at.filter(|at| (*at as usize) < raw.len())?;
        let found = entry::read(&raw, here);
        at = found.as_ref().map(|(_, next)| *next);
        Some(found.map(|(kept, _)| (here, kept)))
    })
}
