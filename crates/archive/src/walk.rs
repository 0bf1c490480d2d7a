//! Going through all packs: every entry is unpacked, hashed and read again.

use crate::error::{Error, Result};
use crate::folder::Folder;
use crate::import::{Prepared, prepare};
use crate::journal::{hash_of, hex};
use crate::originals::{Dictionary, Kept, Note, Origin, Place, RawBlock, RawEntry, Scan, SourceNote};
use crate::sight::Terms;
use crate::writer::cores;
use bytes::Bytes;
use chancery_sources::panics::caught;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::thread;

/// So many blocks are worked on before what came of them is taken.
const CHUNK: usize = 64;

/// What lies in the packs.
pub(crate) enum Found {
    /// A telegram, whose bytes have the hash that the pack says.
    Telegram(Place, Box<Prepared>),
    /// One whose bytes have another hash.
    Altered(Place, Origin),
    /// That the bytes of an earlier telegram came again.
    Again(Place, Origin),
    /// How far a source is.
    Source(SourceNote),
    /// A copy of the dictionary's file.
    Dictionary(Bytes),
    /// A place, the beginning of a block, that cannot be read.
    Damaged((u32, u64), Error),
}

type Block = std::result::Result<RawBlock, (u64, Error)>;

/// How much of the packs is gone through.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extent {
    /// The length of each pack, the first one first.
    pub(crate) lengths: Vec<u64>,
}

impl Extent {
    /// All that is there. Nothing where there is no folder of originals.
    ///
    /// # Errors
    /// That the system cannot tell what is there: that is not the same as that nothing is there.
    pub(crate) fn all(folder: &Folder) -> Result<Extent> {
        let originals = folder.originals();
        let entries = match fs::read_dir(&originals) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Extent::default()),
            Err(error) => return Err(Error::io(&originals, "read the folder", error)),
        };
        let mut last = 0;
        for entry in entries {
            let entry = entry.map_err(|error| Error::io(&originals, "read the folder", error))?;
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".pack")?.parse::<u32>().ok());
            last = last.max(number.unwrap_or(0));
        }
        // One that is missing among others is a loss, and must not hide those behind it.
        let length = |number| match folder.pack(number).metadata() {
            Ok(file) => Ok(file.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(Error::io(&folder.pack(number), "read its length", error)),
        };
        Ok(Extent { lengths: (1..=last).map(length).collect::<Result<_>>()? })
    }

    /// All that was committed, as far as it can be told without the catalogue. `end` is what the journal's last line says.
    ///
    /// What lies behind it was never committed, unless the journal lost lines: a commit puts down last how far its sources
    /// are, so what has that is taken. Half a block at the end is what a kill leaves.
    ///
    /// # Errors
    /// As [`all`](Extent::all).
    pub(crate) fn committed(
        folder: &Folder,
        end: Option<(u32, u64)>,
        dictionary: Option<&Dictionary>,
    ) -> Result<Extent> {
        let there = Extent::all(folder)?;
        let said = end
            .filter(|&(pack, length)| there.lengths.get(pack as usize - 1).is_some_and(|is| *is >= length));
        let (first, behind) = said.unwrap_or((1, 0));
        let (mut pack, mut length) = (first, behind);
        for number in first..=there.end().0 {
            let from = if number == first { behind } else { 0 };
            let Some(mut scan) =
                Scan::open(folder, number, from, None).ok().or_else(|| Scan::remains(folder, number, from))
            else {
                continue;
            };
            while let Some(block) = scan.next_block() {
                let Ok(block) = block else { continue };
                let entries = block.entries(dictionary).unwrap_or_default();
                if said.is_none()
                    || entries.iter().any(|(_, kept)| matches!(kept, Kept::Note(Note::Source(_), _)))
                {
                    (pack, length) = (number, scan.at());
                }
            }
        }
        let mut lengths = there.lengths;
        lengths.truncate(pack as usize);
        if let Some(last) = lengths.get_mut(pack as usize - 1) {
            *last = length;
        }
        Ok(Extent { lengths })
    }

    /// The last pack and its length.
    pub(crate) fn end(&self) -> (u32, u64) {
        (self.lengths.len() as u32, self.lengths.last().copied().unwrap_or(0))
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.lengths.iter().sum()
    }
}

/// What a walk needs to know.
pub(crate) struct Walk<'w> {
    pub(crate) folder: &'w Folder,
    pub(crate) extent: &'w Extent,
    pub(crate) dictionary: Option<&'w Dictionary>,
    pub(crate) terms: Terms<'w>,
}

impl Walk<'_> {
    /// Goes through the packs in their order. `take` is told what was found, and how many bytes of the packs are done.
    ///
    /// # Errors
    /// What `take` gives. Damage is told, and the rest goes on.
    pub(crate) fn run(&self, take: &mut dyn FnMut(Found, u64) -> Result<()>) -> Result<()> {
        let threads = cores();
        let mut done = 0;
        for (number, &length) in (1..).zip(&self.extent.lengths) {
            let mut scan = match Scan::open(self.folder, number, 0, Some(length)) {
                Ok(scan) => scan,
                Err(error) => {
                    take(Found::Damaged((number, 0), error), done)?;
                    match Scan::remains(self.folder, number, 0) {
                        Some(scan) => scan,
                        None => continue,
                    }
                }
            };
            loop {
                let mut blocks = Vec::with_capacity(CHUNK);
                while blocks.len() < CHUNK
                    && let Some(block) = scan.next_block()
                {
                    blocks.push(block);
                }
                if blocks.is_empty() {
                    break;
                }
                for found in self.work(number, blocks, threads) {
                    take(found, done + scan.at())?;
                }
            }
            done += length;
        }
        Ok(())
    }

    fn work(&self, pack: u32, blocks: Vec<Block>, threads: usize) -> Vec<Found> {
        let each = blocks.len().div_ceil(threads.max(1)).max(1);
        let mut parts: Vec<Vec<Block>> = Vec::with_capacity(threads);
        let mut blocks = blocks.into_iter().peekable();
        while blocks.peek().is_some() {
            parts.push(blocks.by_ref().take(each).collect());
        }
        thread::scope(|scope| {
            let parts: Vec<_> = parts
                .into_iter()
                .map(|part| {
                    scope.spawn(move || {
                        part.into_iter().flat_map(|block| self.guarded(pack, block)).collect::<Vec<_>>()
                    })
                })
                .collect();
            let broke = |_| vec![Found::Damaged((pack, 0), Error::BrokeDown("the reader of originals"))];
            parts.into_iter().flat_map(|part| part.join().unwrap_or_else(broke)).collect()
        })
    }

    /// A block that breaks its reader is lost alone.
    fn guarded(&self, pack: u32, block: Block) -> Vec<Found> {
        let place = match &block {
            Ok(block) => block.place(),
            Err((begin, _)) => (pack, *begin),
        };
        let broke = |_| vec![Found::Damaged(place, Error::BrokeDown("the reader of originals"))];
        caught(|| self.block(pack, block)).unwrap_or_else(broke)
    }

    fn block(&self, pack: u32, block: Block) -> Vec<Found> {
        let block = match block {
            Ok(block) => block,
            Err((begin, error)) => return vec![Found::Damaged((pack, begin), error)],
        };
        match block.entries(self.dictionary) {
            Ok(entries) => entries.into_iter().map(|(place, kept)| self.entry(place, kept)).collect(),
            Err(error) => vec![Found::Damaged(block.place(), error)],
        }
    }

    fn entry(&self, place: Place, kept: Kept) -> Found {
        let RawEntry { origin, bytes, original, .. } = match kept {
            Kept::Note(Note::Source(note), _) => return Found::Source(note),
            Kept::Note(Note::Dictionary, bytes) => return Found::Dictionary(bytes.unwrap_or_default()),
            Kept::Telegram(entry) => entry,
        };
        let Some(bytes) = bytes else { return Found::Again(place, origin) };
        let item = origin.clone().item(bytes, original);
        let prepared = caught(|| prepare(item, origin.collection, origin.source, &self.terms).0);
        match prepared {
            Ok(prepared) if hex(&prepared.sha256) == origin.sha256 => {
                Found::Telegram(place, Box::new(prepared))
            }
            Ok(_) => Found::Altered(place, origin),
            Err(_) => Found::Damaged((place.pack, place.block), Error::BrokeDown("the reader of telegrams")),
        }
    }
}

/// The dictionary: its file, or the copy in the packs where the file is damaged, missing, or another archive's. The flag says
/// that it is the copy. `name` is the hash of the dictionary as the catalogue has it, where there is a catalogue; without it, or
/// where the file has another one, the copy decides.
pub(crate) fn dictionary(folder: &Folder, extent: &Extent, name: Option<&str>) -> (Option<Dictionary>, bool) {
    let named = |dictionary: &Dictionary| Some(hash_of(dictionary.file()).as_str()) == name;
    let file = fs::read(folder.dictionary()).ok().and_then(Dictionary::of);
    if file.as_ref().is_some_and(named) {
        return (file, false);
    }
    let copy = copy_of_dictionary(folder, extent, |copy| name.is_none() || named(copy));
    match copy {
        Some(copy) => match file.filter(|file| file.file() == copy.file()) {
            Some(file) => (Some(file), false),
            None => (Some(copy), true),
        },
        // Each original that it unpacks is held against its hash.
        None => (file, false),
    }
}

/// The copy of the dictionary in the packs: the one that is wanted, else the first one.
fn copy_of_dictionary(
    folder: &Folder,
    extent: &Extent,
    wanted: impl Fn(&Dictionary) -> bool,
) -> Option<Dictionary> {
    let mut first = None;
    for (number, &length) in (1..).zip(&extent.lengths) {
        let Some(mut scan) = Scan::whatever(folder, number, Some(length)) else { continue };
        while let Some(block) = scan.next_block() {
            // The block that holds it needs none.
            let Ok(Ok(entries)) = block.map(|block| block.entries(None)) else { continue };
            for (_, kept) in entries {
                let Kept::Note(Note::Dictionary, Some(bytes)) = kept else { continue };
                match Dictionary::of(bytes.to_vec()) {
                    Some(dictionary) if wanted(&dictionary) => return Some(dictionary),
                    found => first = first.or(found),
                }
            }
        }
    }
    first
}

/// The collections that the packs name, by their numbers, with their names where a source tells them.
pub(crate) fn collections(
    folder: &Folder,
    extent: &Extent,
    dictionary: Option<&Dictionary>,
) -> BTreeMap<i64, Option<String>> {
    let mut found = BTreeMap::new();
    for (number, &length) in (1..).zip(&extent.lengths) {
        let Some(mut scan) = Scan::whatever(folder, number, Some(length)) else { continue };
        while let Some(block) = scan.next_block() {
            let Ok(Ok(entries)) = block.map(|block| block.entries(dictionary)) else { continue };
            for (_, kept) in entries {
                match kept {
                    Kept::Note(Note::Source(note), _) => {
                        found.insert(note.collection, Some(note.name));
                    }
                    Kept::Note(Note::Dictionary, _) => {}
                    Kept::Telegram(entry) => {
                        found.entry(entry.origin.collection).or_default();
                    }
                }
            }
        }
    }
    found
}
