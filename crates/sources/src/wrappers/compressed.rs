//! Files that are one compressed stream: `.gz`, `.xz`, `.bz2`, `.zst`. Streams put one after the other are read on.

use super::{Wrapped, Wrapper};
use crate::error::ItemErrorKind;
use crate::limits::{MAX_DICTIONARY, MAX_WINDOW, Unpacked};
use crate::run::{Flow, Run};
use std::io::{BufReader, Read};

/// What a decompressor is fed with at once.
const INPUT: usize = 64 << 10;

/// What xz may use, in KiB: its dictionary, and the little that it needs beside it.
const XZ_KIB: u32 = (MAX_DICTIONARY >> 10) as u32 + 1024;

/// A file compressed with gzip, in one or several members.
pub(super) static GZ: Wrapper =
    Wrapper { id: "gz", sniff: |head| head.starts_with(b"\x1f\x8b\x08"), open: open_gz };

/// A file compressed with xz.
pub(super) static XZ: Wrapper =
    Wrapper { id: "xz", sniff: |head| head.starts_with(b"\xfd7zXZ\0"), open: open_xz };

/// A file compressed with bzip2.
pub(super) static BZ2: Wrapper = Wrapper { id: "bz2", sniff: is_bz2, open: open_bz2 };

/// A file compressed with Zstandard.
pub(super) static ZST: Wrapper =
    Wrapper { id: "zst", sniff: |head| head.starts_with(b"\x28\xb5\x2f\xfd"), open: open_zst };

/// `BZh1` to `BZh9`, and the number that a block or the end begins with: text can begin with the letters.
fn is_bz2(head: &[u8]) -> bool {
    head.starts_with(b"BZh")
        && head.get(3).is_some_and(|level| (b'1'..=b'9').contains(level))
        && head.get(4..10).is_some_and(|next| matches!(next, b"1AY&SY" | b"\x17rE8P\x90"))
}

fn read(run: &mut Run<'_>, decoder: impl Read, wrapped_at: &crate::run::Location) -> Flow {
    let mut reader = Unpacked::new(decoder, run.budget.clone());
    run.open(&mut reader, None, &wrapped_at.inside(), None)
}

fn open_gz(run: &mut Run<'_>, wrapped: Wrapped<'_, '_>) -> Flow {
    let input = BufReader::with_capacity(INPUT, wrapped.window);
    read(run, flate2::bufread::MultiGzDecoder::new(input), wrapped.location)
}

fn open_bz2(run: &mut Run<'_>, wrapped: Wrapped<'_, '_>) -> Flow {
    let input = BufReader::with_capacity(INPUT, wrapped.window);
    read(run, bzip2::bufread::MultiBzDecoder::new(input), wrapped.location)
}

fn open_xz(run: &mut Run<'_>, wrapped: Wrapped<'_, '_>) -> Flow {
    let input = BufReader::with_capacity(INPUT, wrapped.window);
    read(run, lzma_rust2::XzReader::new_mem_limit(input, true, XZ_KIB), wrapped.location)
}

fn open_zst(run: &mut Run<'_>, wrapped: Wrapped<'_, '_>) -> Flow {
    let input = BufReader::with_capacity(INPUT, wrapped.window);
    let decoder = zstd::stream::read::Decoder::with_buffer(input).and_then(|mut decoder| {
        decoder.window_log_max(MAX_WINDOW.ilog2())?;
        Ok(decoder)
    });
    match decoder {
        Ok(decoder) => read(run, decoder, wrapped.location),
        Err(e) => run.fail(wrapped.location.place(None), ItemErrorKind::Damaged(e.to_string())),
    }
}
