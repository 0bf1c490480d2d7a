//! What the list of a 7z archive says of its packed streams, looked through without making room for it.

use super::sevenz_header::{Bytes, Checked, Refusal, bounded, damaged, within};
use crate::error::ItemErrorKind;
use crate::limits::MAX_DICTIONARY;

/// How many coders a block may have, and how many streams may go into them. 7-Zip writes four coders and seven streams at most,
/// and its own reader takes no more than this.
const MAX_CODERS: u64 = 32;

/// How many blocks of one member each may be without a checksum: for each of them the reader of the archive looks through all
/// blocks before it. Nothing writes such archives.
const MAX_UNCHECKED: u64 = 1 << 16;

/// What is said of the packed streams.
#[derive(Default)]
pub(super) struct Streams<'h> {
    /// Where the first packed stream begins, counted from the end of the archive's start.
    pub(super) position: u64,
    /// How long the first packed stream is.
    pub(super) packed: Option<u64>,
    /// How the first block is packed.
    pub(super) packer: Option<Packer<'h>>,
    pub(super) blocks: Vec<Block>,
    /// How many members have contents.
    pub(super) members: u64,
}

/// How a block is packed.
#[derive(Default)]
pub(super) struct Packer<'h> {
    /// The first coder's method.
    pub(super) method: &'h [u8],
    pub(super) properties: &'h [u8],
    /// Of all coders together.
    pub(super) dictionary: u64,
    pub(super) encrypted: bool,
}

/// Members that are packed together.
pub(super) struct Block {
    pub(super) coders: u8,
    /// The coder that gives the members' bytes.
    last: u8,
    /// What it unpacks to.
    pub(super) size: u64,
    pub(super) checksum: Option<u32>,
}

pub(super) fn streams<'h>(at: &mut Bytes<'h>) -> Checked<Streams<'h>> {
    let mut found = Streams::default();
    let mut packed = 0;
    let mut kind = at.u8()?;
    if kind == 0x06 {
        packed = pack_info(at, &mut found)?;
        kind = at.u8()?;
    }
    if kind == 0x07 {
        blocks(at, &mut found, packed)?;
        kind = at.u8()?;
    }
    if kind == 0x08 {
        found.members = members(at, &found.blocks)?;
        kind = at.u8()?;
    }
    if kind != 0 { damaged(format!("has an unknown part of streams, {kind}")) } else { Ok(found) }
}

/// How many packed streams there are whose sizes are told.
fn pack_info(at: &mut Bytes<'_>, found: &mut Streams<'_>) -> Checked<u64> {
    found.position = at.number()?;
    let count = at.count("packed streams")?;
    let mut sized = 0;
    let mut end = Some(found.position);
    let mut kind = at.u8()?;
    if kind == 0x09 {
        sized = count;
        for n in 0..count {
            let size = at.number()?;
            end = end.and_then(|end| end.checked_add(size));
            if n == 0 {
                found.packed = Some(size);
            }
        }
        kind = at.u8()?;
    }
    if kind == 0x0A {
        let known = at.bits_or_all(count)?.ones();
        at.take(known * 4)?;
        kind = at.u8()?;
    }
    // The reader adds the archive's start to it.
    if kind != 0 || end.is_none_or(|end| end > i64::MAX as u64) {
        return damaged("has broken sizes of packed streams");
    }
    Ok(sized)
}

fn blocks<'h>(at: &mut Bytes<'h>, found: &mut Streams<'h>, packed: u64) -> Checked<()> {
    if at.u8()? != 0x0B {
        return damaged("has no blocks where they should be");
    }
    let count = at.count("blocks")?;
    within(at)?;
    let (mut coders, mut inputs) = (0, 0);
    for _ in 0..count {
        let (block, packer, streams) = block(at)?;
        coders += u64::from(block.coders);
        inputs += streams;
        bounded(coders)?;
        found.blocks.push(block);
        found.packer.get_or_insert(packer);
    }
    if inputs > packed {
        return damaged(format!("has blocks of {inputs} packed streams, of which there are {packed}"));
    }
    if at.u8()? != 0x0C {
        return damaged("does not say what the blocks unpack to");
    }
    for block in &mut found.blocks {
        for coder in 0..block.coders {
            let size = at.number()?;
            if coder == block.last {
                block.size = size;
            }
        }
    }
    let mut kind = at.u8()?;
    if kind == 0x0A {
        let known = at.bits_or_all(count)?;
        for (n, block) in found.blocks.iter_mut().enumerate() {
            if known.has(n) {
                block.checksum = Some(at.u32()?);
            }
        }
        kind = at.u8()?;
    }
    if kind != 0 { damaged("has an unknown part of blocks") } else { Ok(()) }
}

/// A block, how it is packed, and how many packed streams go into it.
fn block<'h>(at: &mut Bytes<'h>) -> Checked<(Block, Packer<'h>, u64)> {
    let coders = at.number()?;
    if !(1..=MAX_CODERS).contains(&coders) {
        return damaged(format!("has a block of {coders} coders"));
    }
    let mut packer = Packer::default();
    // The coder that each stream goes into.
    let mut owners = Vec::with_capacity(MAX_CODERS as usize);
    for n in 0..coders as u8 {
        let (method, properties, inputs) = coder(at)?;
        packer.encrypted |= method == [6, 0xF1, 7, 1];
        packer.dictionary += dictionary(method, properties)?;
        if packer.dictionary > MAX_DICTIONARY {
            return Err(Refusal::Kind(ItemErrorKind::TooMuchMemory(MAX_DICTIONARY)));
        }
        if n == 0 {
            (packer.method, packer.properties) = (method, properties);
        }
        if owners.len() as u64 + inputs > MAX_CODERS {
            return damaged(format!("has a block of more than {MAX_CODERS} streams"));
        }
        owners.resize(owners.len() + inputs as usize, n);
    }
    let last = bound(at, coders, &owners)?;
    let block = Block { coders: coders as u8, last, size: 0, checksum: None };
    Ok((block, packer, owners.len() as u64 + 1 - coders))
}

/// A coder's method, its properties, and how many streams go into it.
fn coder<'h>(at: &mut Bytes<'h>) -> Checked<(&'h [u8], &'h [u8], u64)> {
    let flags = at.u8()?;
    let method = at.take(u64::from(flags & 0x0F))?;
    let (mut inputs, mut outputs) = (1, 1);
    if flags & 0x10 != 0 {
        inputs = at.number()?;
        outputs = at.number()?;
    }
    let mut properties = &[][..];
    if flags & 0x20 != 0 {
        let size = at.number()?;
        properties = at.take(size)?;
    }
    if flags & 0x80 != 0 || outputs != 1 || !(1..=MAX_CODERS).contains(&inputs) {
        return damaged("has a coder of an unknown kind");
    }
    Ok((method, properties, inputs))
}

/// What a coder needs for its dictionary.
fn dictionary(method: &[u8], properties: &[u8]) -> Checked<u64> {
    match (method, properties) {
        ([3, 1, 1], [_, a, b, c, d, ..]) => Ok(u64::from(u32::from_le_bytes([*a, *b, *c, *d]))),
        ([0x21], [40, ..]) => Ok(u64::from(u32::MAX)),
        ([0x21], [bits @ ..40, ..]) => Ok(u64::from(2 | (bits & 1)) << (bits / 2 + 11)),
        ([3, 1, 1] | [0x21], _) => damaged("does not say what a coder needs"),
        _ => Ok(0),
    }
}

/// The coder whose bytes go into no other. The coders have to form a tree: in a circle their reader would never end.
fn bound(at: &mut Bytes<'_>, coders: u64, owners: &[u8]) -> Checked<u8> {
    let mut taken = 0u32;
    let mut into = [None; MAX_CODERS as usize];
    for _ in 1..coders {
        let (input, output) = (at.number()?, at.number()?);
        let owner = usize::try_from(input).ok().and_then(|input| owners.get(input));
        let (Some(owner), true) = (owner, output < coders) else {
            return damaged("binds coders that are not there");
        };
        if taken & (1 << input) != 0 || into[output as usize].is_some() {
            return damaged("binds a coder twice");
        }
        taken |= 1 << input;
        into[output as usize] = Some(*owner);
    }
    if owners.len() as u64 + 1 - coders > 1 {
        for _ in coders..=owners.len() as u64 {
            let input = at.number()?;
            if input >= owners.len() as u64 || taken & (1 << input) != 0 {
                return damaged("gives a coder two streams for one");
            }
            taken |= 1 << input;
        }
    }
    let Some(last) = (0..coders as u8).find(|coder| into[usize::from(*coder)].is_none()) else {
        return damaged("has coders in a circle");
    };
    for coder in 0..coders as u8 {
        let mut steps = 0;
        let mut next = Some(coder);
        while let Some(coder) = next {
            next = into[usize::from(coder)];
            steps += 1;
            if steps > coders {
                return damaged("has coders in a circle");
            }
        }
    }
    Ok(last)
}

/// How many members the blocks hold.
fn members(at: &mut Bytes<'_>, blocks: &[Block]) -> Checked<u64> {
    let mut kind = at.u8()?;
    let mut counts = Vec::new();
    if kind == 0x0D {
        let mut total = 0u64;
        for _ in blocks {
            let count = at.number()?;
            total = total.saturating_add(count);
            // All but one of a block have a size, of a byte at least.
            let most = blocks.len() as u64 + at.0.len() as u64;
            if total > most {
                return damaged(format!("claims {total} members in {} bytes", at.0.len()));
            }
            bounded(total)?;
            counts.push(count);
        }
        kind = at.u8()?;
    }
    let count = |n: usize| counts.get(n).copied().unwrap_or(1);
    let sized = kind == 0x09;
    let (mut total, mut unchecked, mut lone) = (0, 0, 0);
    for (n, block) in blocks.iter().enumerate() {
        let count = count(n);
        total += count;
        if count != 1 || block.checksum.is_none() {
            unchecked += count;
        }
        lone += u64::from(count == 1 && block.checksum.is_none());
        if count > 1 && !sized {
            return damaged("does not say how long the members of a block are");
        }
        let mut left = block.size;
        for _ in 1..count {
            let Some(rest) = left.checked_sub(at.number()?) else {
                return damaged("has members that are longer than their block");
            };
            left = rest;
        }
    }
    if sized {
        kind = at.u8()?;
    }
    let mut checked = 0;
    if kind == 0x0A {
        checked = at.bits_or_all(unchecked)?.ones();
        at.take(checked * 4)?;
        kind = at.u8()?;
    }
    if checked < unchecked && lone > MAX_UNCHECKED {
        return damaged(format!("has more than {MAX_UNCHECKED} blocks without a checksum"));
    }
    if kind != 0 { damaged("has an unknown part of members") } else { Ok(total) }
}
