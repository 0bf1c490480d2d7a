//! The originals: telegrams as they came, in compressed blocks, in packs that are only ever appended to.
//!
//! A pack begins with [`HEADER`]. A block is 24 bytes of head (below) and its compressed data, which unpacks to entries, one
//! after the other. An entry is what the source said beside the telegram, as JSON, and its bytes; each part has its length
//! before it, as four bytes, least significant first; a part that is not there has [`NONE`]. An entry whose JSON begins with
//! `kind` is a [`Note`]. All that the catalogue knows can be made anew from the packs and the journal.
//!
//! | bytes | head of a block |
//! | --- | --- |
//! | 0..4 | `CHBL` |
//! | 4..8 | length of the compressed data |
//! | 8..12 | length of the entries |
//! | 12..16 | 1 when compressed with the archive's dictionary, else 0 |
//! | 16..20 | CRC-32 of the compressed data |
//! | 20..24 | CRC-32 of the twenty bytes before |

mod block;
mod dictionary;
mod entry;
mod pack;
mod scan;

pub use block::{Block, BlockHead, Builder};
pub use dictionary::Dictionary;
pub use entry::{Kept, Note, Origin, RawEntry, SourceNote};
pub use pack::{Appender, Place, Reader};
pub use scan::{RawBlock, Scan};

/// The first bytes of a pack.
pub const HEADER: &[u8; 16] = b"chancery pack 1\n";

/// The length of a part that is not there.
pub const NONE: u32 = u32::MAX;

/// A block is closed when its entries reach this many bytes: few enough to unpack one telegram in some ten microseconds,
/// enough for telegrams to be alike.
pub const BLOCK: usize = 64 << 10;

/// A new pack is begun when one reaches this many bytes.
pub const PACK: u64 = 1 << 30;
