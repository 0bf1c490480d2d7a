//! The limits that keep memory bounded and archive bombs out, each with its reason.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The longest telegram, row or line: 64 MiB. The longest real ones have some 300 kB; a damaged stream without any line end
/// of 50 MB is still one telegram.
pub const MAX_ITEM: usize = 64 << 20;

/// How deep archives may be nested. Real ones go two deep (a `.tar` in a `.gz`, a `.zip` of `.gz` files); each level costs a
/// decompressor's window.
pub const MAX_DEPTH: u8 = 4;

/// How many times its size an archive may unpack to. Text compresses 5 to 30 times, blank forms some hundred times.
pub const MAX_RATIO: u64 = 1000;

/// What may be unpacked in any case: a small archive of a long run of blanks is no danger.
pub const FREE_UNPACKED: u64 = 64 << 20;

/// The largest window of a Zstandard stream, which its strongest usual setting takes.
pub const MAX_WINDOW: u64 = 128 << 20;

/// The largest dictionary of an xz stream, and what the dictionaries of one block of a 7z archive may have together. The
/// strongest usual settings take 64 MiB for xz and 256 MiB for 7z; its filter for programs needs two small ones beside that.
pub const MAX_DICTIONARY: u64 = 288 << 20;

/// The longest list of members of a 7z archive, unpacked. The longest real one, of 520,000 members, has some 50 MB.
pub const MAX_LIST: u64 = 256 << 20;

/// How many members, blocks, coders or packed streams an archive with such a list may have: each costs memory as soon as the
/// list is read, some 500 bytes for a member in a block of its own. Four times the longest real list.
pub const MAX_MEMBERS: u64 = 1 << 21;

/// What the headers before one member of a tar archive may have: 1 MiB. Long names and the like are read into memory; a path has
/// some thousand bytes at most.
pub const MAX_TAR_HEADERS: u64 = 1 << 20;

/// What is kept in memory of an archive that has to be read from its end and comes from a pipe or from another archive.
/// Larger ones go to a temporary file.
pub const SPOOL_IN_MEMORY: usize = 4 << 20;

/// Counts what went into and came out of all decompressors of one file.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    exceeded: Cell<bool>,
}

impl Budget {
    /// Says how large the whole file is, where that is known beforehand.
    pub(crate) fn set_packed(&self, size: u64) {
        self.packed.set(self.packed.get().max(size));
    }

    pub(crate) fn exceeded(&self) -> Option<u64> {
        self.exceeded.get().then(|| self.unpacked.get())
    }

    fn count(&self, unpacked: u64) -> io::Result<()> {
        let total = self.unpacked.get().saturating_add(unpacked);
        self.unpacked.set(total);
        if total > FREE_UNPACKED.saturating_add(self.packed.get().saturating_mul(MAX_RATIO)) {
            self.exceeded.set(true);
            return Err(io::Error::other("unpacks to far more than its size"));
        }
        Ok(())
    }
}

/// What a decompressor gives, counted; too much of it is an error. Behind an error nothing comes any more: some decompressors never
/// come to an end when they are asked again.
pub(crate) struct Unpacked<R> {
    inner: R,
    budget: Rc<Budget>,
    broken: bool,
}

impl<R: Read> Unpacked<R> {
    pub(crate) fn new(inner: R, budget: Rc<Budget>) -> Unpacked<R> {
        Unpacked { inner, budget, broken: false }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.budget.exceeded().is_some() {
            return Err(io::Error::other("unpacks to far more than its size"));
        }
        if self.broken {
            return Ok(0);
        }
        let read = self.inner.read(buf);
        self.broken = read.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        let n = read?;
        self.budget.count(n as u64)?;
        Ok(n)
    }
}

/// What is read of a file from a pipe, counted.
pub(crate) struct Packed<R> {
    inner: R,
    budget: Rc<Budget>,
}

impl<R: Read> Packed<R> {
    pub(crate) fn new(inner: R, budget: Rc<Budget>) -> Packed<R> {
        Packed { inner, budget }
    }
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.budget.packed.set(self.budget.packed.get().saturating_add(n as u64));
        Ok(n)
    }
}
