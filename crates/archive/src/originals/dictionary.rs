//! What blocks are compressed with: telegrams are alike, so what they have in common is learnt once.

use crate::error::{Error, Result};
use crate::folder::{Folder, write_whole};
use std::fmt;
use std::fs;
use std::io;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// How large a dictionary gets.
const SIZE: usize = 64 << 10;

/// Fewer bytes than this teach nothing.
pub(crate) const ENOUGH: usize = 1 << 20;

/// How hard blocks are compressed. One level up costs a third more time for three per cent of the size (measured on made-up
/// telegrams of both forms).
const LEVEL: i32 = 3;

/// A dictionary, ready for both ways.
pub struct Dictionary {
    encoder: EncoderDictionary<'static>,
    decoder: DecoderDictionary<'static>,
}

impl Dictionary {
    /// The archive's, if it has one.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn load(folder: &Folder) -> Result<Option<Dictionary>> {
        match fs::read(folder.dictionary()) {
            Ok(bytes) => Ok(Some(Dictionary::of(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(&folder.dictionary(), "read it", error)),
        }
    }

    /// Learns from samples and keeps what it learnt. `None` where there is too little to learn from.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn learn(samples: &[&[u8]], folder: &Folder) -> Result<Option<Dictionary>> {
        if samples.iter().map(|s| s.len()).sum::<usize>() < ENOUGH {
            return Ok(None);
        }
        // Samples that are all the same teach nothing; blocks are then compressed without.
        let Ok(bytes) = zstd::dict::from_samples(samples, SIZE) else { return Ok(None) };
        write_whole(&folder.dictionary(), &bytes)?;
        Ok(Some(Dictionary::of(&bytes)))
    }

    fn of(bytes: &[u8]) -> Dictionary {
        Dictionary { encoder: EncoderDictionary::copy(bytes, LEVEL), decoder: DecoderDictionary::copy(bytes) }
    }

    pub(super) fn compressor(dictionary: Option<&Dictionary>) -> io::Result<zstd::bulk::Compressor<'_>> {
        match dictionary {
            Some(dictionary) => zstd::bulk::Compressor::with_prepared_dictionary(&dictionary.encoder),
            None => zstd::bulk::Compressor::new(LEVEL),
        }
    }

    pub(super) fn decompress(
        dictionary: Option<&Dictionary>,
        data: &[u8],
        length: usize,
    ) -> io::Result<Vec<u8>> {
        match dictionary {
            Some(dictionary) => zstd::bulk::Decompressor::with_prepared_dictionary(&dictionary.decoder)?
                .decompress(data, length),
            None => zstd::bulk::decompress(data, length),
        }
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dictionary")
    }
}
