//! The list of members of a 7z archive, looked through before it is read in earnest.
//!
//! The reader of 7z archives makes room for as many members, blocks, coders and streams as the list says that there are, before
//! it has seen one of them. A few bytes can so claim all memory, and that ends a program; nothing can catch it. Here the same
//! list is walked without making room for anything: whatever claims more than its own bytes could hold, or more than the
//! [limits](crate::limits), is refused. Also refused is what would keep that reader busy for ever: coders that feed each other in
//! a circle, properties whose length leads backwards. Where the list is packed itself, it is unpacked into bounded memory first.
//!
//! What is walked here: `7zFormat.txt` of the LZMA SDK.

use super::Archive;
use super::sevenz_streams::{Streams, streams};
use crate::error::ItemErrorKind;
use crate::limits::{Budget, MAX_LIST, MAX_MEMBERS, Unpacked};
use lzma_rust2::{Lzma2Reader, LzmaReader};
use std::io::{self, Read, SeekFrom};
use std::rc::Rc;

/// What the signature, the version and the place of the list take at the beginning.
const START: u64 = 32;

/// Why an archive is not given to its reader.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It cannot be read, or not unpacked.
    Io(io::Error),
    /// It claims what cannot be, or more than we take.
    Kind(ItemErrorKind),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Io(error)
    }
}

pub(super) type Checked<T> = Result<T, Refusal>;

/// A list that is not what it should be.
pub(super) fn damaged<T>(what: impl Into<String>) -> Checked<T> {
    Err(Refusal::Kind(ItemErrorKind::Damaged(format!("its list of members {}", what.into()))))
}

/// Looks through the list of members of the archive.
pub(super) fn check(source: &mut dyn Archive, budget: &Rc<Budget>) -> Checked<()> {
    let length = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    let mut start = [0; START as usize];
    source.read_exact(&mut start)?;
    let mut at = Bytes(&start[8..]);
    let (checksum, place) = (at.u32()?, at.0);
    let (offset, size, list_checksum) = (at.u64()?, at.u64()?, at.u32()?);
    if checksum == 0 && place.iter().all(|byte| *byte == 0) {
        // The place of the list is written last: this archive was never finished.
        return Err(Refusal::Kind(ItemErrorKind::EndsEarly));
    }
    if checksum != crc(place) {
        return Err(Refusal::Kind(ItemErrorKind::Damaged("its beginning fails its checksum".into())));
    }
    let list = part(source, length, offset, size)?;
    if list_checksum != crc(&list) {
        return damaged("fails its checksum");
    }
    let mut at = Bytes(&list);
    match at.u8()? {
        0x01 => members(&mut at),
        0x17 => {
            let list = unpacked(&mut at, source, length, budget)?;
            let mut at = Bytes(&list);
            match at.u8()? {
                0x01 => members(&mut at),
                _ => damaged("is of an unknown kind"),
            }
        }
        _ => damaged("is of an unknown kind"),
    }
}

/// A part of the file, `offset` bytes behind the start.
fn part(source: &mut dyn Archive, length: u64, offset: u64, size: u64) -> Checked<Vec<u8>> {
    seek(source, length, offset, size)?;
    if size > MAX_LIST {
        return Err(Refusal::Kind(ItemErrorKind::TooMuchMemory(MAX_LIST)));
    }
    let mut bytes = Vec::new();
    source.take(size).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Goes to a part of the file, all of which has to be there.
fn seek(source: &mut dyn Archive, length: u64, offset: u64, size: u64) -> Checked<()> {
    let begin = offset.checked_add(START);
    match begin.zip(begin.and_then(|begin| begin.checked_add(size))) {
        Some((begin, end)) if end <= length => {
            source.seek(SeekFrom::Start(begin))?;
            Ok(())
        }
        _ => Err(Refusal::Kind(ItemErrorKind::EndsEarly)),
    }
}

/// The list, where it is packed.
fn unpacked(
    at: &mut Bytes<'_>,
    source: &mut dyn Archive,
    length: u64,
    budget: &Rc<Budget>,
) -> Checked<Vec<u8>> {
    let Streams { position, packed, packer: Some(packer), blocks, .. } = streams(at)? else {
        return damaged("is packed, and does not say how");
    };
    let (Some(packed), Some(block)) = (packed, blocks.first()) else {
        return damaged("is packed, and does not say how");
    };
    if packer.encrypted {
        return Err(Refusal::Kind(ItemErrorKind::Encrypted));
    }
    if block.size > MAX_LIST {
        return Err(Refusal::Kind(ItemErrorKind::TooMuchMemory(MAX_LIST)));
    }
    seek(source, length, position, packed)?;
    let input = source.take(packed);
    // Bounded by `MAX_DICTIONARY`; the decoders make room as they need it.
    let dictionary = packer.dictionary as u32;
    let decoder: Box<dyn Read + '_> = match (packer.method, packer.properties) {
        _ if block.coders > 1 => return damaged("is packed more than once"),
        ([0], _) => Box::new(input),
        ([3, 1, 1], [first, ..]) => {
            Box::new(LzmaReader::new_with_props(input, block.size, *first, dictionary, None)?)
        }
        ([0x21], _) => Box::new(Lzma2Reader::new(input, dictionary, None)),
        _ => return damaged("is packed in an unknown way"),
    };
    let mut list = Vec::new();
    Unpacked::new(decoder, budget.clone()).take(block.size).read_to_end(&mut list)?;
    if (list.len() as u64) < block.size {
        return Err(Refusal::Kind(ItemErrorKind::EndsEarly));
    }
    if block.checksum.is_some_and(|checksum| checksum != crc(&list)) {
        return damaged("fails its checksum");
    }
    Ok(list)
}

/// The list itself.
fn members(at: &mut Bytes<'_>) -> Checked<()> {
    let mut kind = at.u8()?;
    if kind == 0x02 {
        while at.u8()? != 0 {
            let size = at.number()?;
            at.take(size)?;
        }
        kind = at.u8()?;
    }
    let mut contents = 0;
    if kind == 0x04 {
        contents = streams(at)?.members;
        kind = at.u8()?;
    }
    let mut named = 0;
    if kind == 0x05 {
        named = files(at)?;
        kind = at.u8()?;
    }
    if named != contents {
        return damaged(format!("names {named} members with contents and has {contents} contents"));
    }
    if kind != 0 { damaged(format!("has an unknown part, {kind}")) } else { Ok(()) }
}

/// The members' names and times. Gives how many of them have contents.
fn files(at: &mut Bytes<'_>) -> Checked<u64> {
    let count = at.count("members")?;
    let mut empty = None;
    loop {
        let kind = at.u8()?;
        if kind == 0 {
            break;
        }
        let size = at.number()?;
        let mut property = Bytes(at.take(size)?);
        match (kind, empty) {
            (0x0E, _) => empty = Some(property.bits(count)?.ones()),
            (0x0F | 0x10, Some(empty)) => {
                property.bits(empty)?;
            }
            (0x0F | 0x10, None) => return damaged("tells empty files without naming them"),
            (0x11, _) => names(&mut property, count)?,
            (0x12..=0x14, _) => times(&mut property, count, 8)?,
            (0x15, _) => times(&mut property, count, 4)?,
            // What is not known is passed over by its length.
            _ => continue,
        }
        if !property.0.is_empty() {
            return damaged(format!("has a part, {kind}, of another length than it says"));
        }
    }
    Ok(count - empty.unwrap_or(0))
}

fn names(at: &mut Bytes<'_>, count: u64) -> Checked<()> {
    within(at)?;
    let (units, odd) = at.0.as_chunks::<2>();
    let ends = units.iter().filter(|unit| **unit == [0, 0]).count();
    let open = units.last().is_some_and(|unit| *unit != [0, 0]);
    if !odd.is_empty() || (ends + usize::from(open)) as u64 != count {
        return damaged("has another number of names than of members");
    }
    at.0 = &[];
    Ok(())
}

fn times(at: &mut Bytes<'_>, count: u64, width: u64) -> Checked<()> {
    let known = at.bits_or_all(count)?.ones();
    within(at)?;
    at.take(known * width)?;
    Ok(())
}

/// Some parts may lie elsewhere; nothing writes such lists.
pub(super) fn within(at: &mut Bytes<'_>) -> Checked<()> {
    if at.u8()? != 0 { damaged("has a part outside of it") } else { Ok(()) }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// What is left of a list.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'h>(pub(super) &'h [u8]);

impl<'h> Bytes<'h> {
    pub(super) fn take(&mut self, n: u64) -> Checked<&'h [u8]> {
        let split = usize::try_from(n).ok().and_then(|n| self.0.split_at_checked(n));
        let Some((taken, left)) = split else {
            return damaged(format!("claims {n} bytes where {} are left", self.0.len()));
        };
        self.0 = left;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Checked<[u8; N]> {
        let Some((taken, left)) = self.0.split_first_chunk::<N>() else { return damaged("ends early") };
        self.0 = left;
        Ok(*taken)
    }

    pub(super) fn u8(&mut self) -> Checked<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn u32(&mut self) -> Checked<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Checked<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// A number of one to nine bytes: the first one's leading ones say how many follow.
    pub(super) fn number(&mut self) -> Checked<u64> {
        let first = self.u8()?;
        let more = first.leading_ones() as usize;
        let mut bytes = [0; 8];
        bytes[..more].copy_from_slice(self.take(more as u64)?);
        let low = u64::from_le_bytes(bytes);
        // The bits behind the first zero are the highest.
        let high = if more < 7 { u64::from(first & (0x7f >> more)) << (8 * more) } else { 0 };
        Ok(low | high)
    }

    /// How many of something follow, each of which takes a byte at least.
    pub(super) fn count(&mut self, what: &str) -> Checked<u64> {
        let n = self.number()?;
        let left = self.0.len();
        if n > left as u64 {
            return damaged(format!("claims {n} {what} in {left} bytes"));
        }
        bounded(n)?;
        Ok(n)
    }

    /// A bit for each of `n`.
    pub(super) fn bits(&mut self, n: u64) -> Checked<Bits<'h>> {
        Ok(Bits { bits: Some(self.take(n.div_ceil(8))?), n })
    }

    /// A bit for each of `n`, or the word that all are set.
    pub(super) fn bits_or_all(&mut self, n: u64) -> Checked<Bits<'h>> {
        if self.u8()? != 0 { Ok(Bits { bits: None, n }) } else { self.bits(n) }
    }
}

/// No more of anything than we take.
pub(super) fn bounded(n: u64) -> Checked<()> {
    if n > MAX_MEMBERS { damaged(format!("is longer than {MAX_MEMBERS} members")) } else { Ok(()) }
}

/// A bit for each of something; nothing where all are set.
pub(super) struct Bits<'h> {
    bits: Option<&'h [u8]>,
    n: u64,
}

impl Bits<'_> {
    pub(super) fn has(&self, at: usize) -> bool {
        self.bits.is_none_or(|bits| bits.get(at / 8).is_some_and(|byte| byte & (0x80 >> (at % 8)) != 0))
    }

    pub(super) fn ones(&self) -> u64 {
        let Some(bits) = self.bits else { return self.n };
        let whole: u64 = bits.iter().map(|byte| u64::from(byte.count_ones())).sum();
        // The last byte may have bits for nobody.
        let spare = bits.len() * 8 - self.n as usize;
        whole - bits.last().map_or(0, |last| u64::from((last & ((1u16 << spare) - 1) as u8).count_ones()))
    }
}

#[cfg(test)]
mod tests {
    use super::Bytes;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (bytes, number) in [
            (&[0x7f][..], 0x7f),
            (&[0x80, 0xff], 0xff),
            (&[0xbf, 0x01], 0x3f01),
            (&[0xc1, 0x02, 0x03], 0x1_0302),
            (&[0xfe, 1, 2, 3, 4, 5, 6, 7], 0x7_0605_0403_0201),
            (&[0xff, 1, 2, 3, 4, 5, 6, 7, 8], 0x807_0605_0403_0201),
        ] {
            let mut at = Bytes(bytes);
            assert_eq!(at.number().unwrap(), number, "{bytes:x?}");
            assert!(at.0.is_empty(), "{bytes:x?}");
        }
        assert!(Bytes(&[0xff, 1, 2]).number().is_err());
    }

    #[test]
    fn spare_bits_do_not_count() {
        assert_eq!(Bytes(&[0b1010_1111]).bits(4).unwrap().ones(), 2);
        assert_eq!(Bytes(&[0xff, 0xff]).bits(16).unwrap().ones(), 16);
        assert_eq!(Bytes(&[]).bits(0).unwrap().ones(), 0);
    }
}
