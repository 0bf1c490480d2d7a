//! Archives of files one after the other: `.tar`, also the old kind without a magic word.

use super::{Wrapped, Wrapper, member, passed_over};
use crate::limits::MAX_TAR_HEADERS;
use crate::run::{Flow, Run};
use std::cell::Cell;
use std::io::{self, Read};

/// An archive of files one after the other.
pub(super) static WRAPPER: Wrapper = Wrapper { id: "tar", sniff, open };

/// The checksum of the first header settles it: the old kind has no magic word.
fn sniff(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let stored = header[148..156].iter().skip_while(|b| **b == b' ');
    let mut expected = 0u32;
    let mut digits = 0;
    for digit in stored.take_while(|b| (b'0'..=b'7').contains(*b)) {
        expected = expected * 8 + u32::from(digit - b'0');
        digits += 1;
    }
    let sum: u32 = header
        .iter()
        .enumerate()
        .map(|(n, b)| u32::from(if (148..156).contains(&n) { b' ' } else { *b }))
        .sum();
    digits > 0 && header[0] != 0 && sum == expected
}

/// A member that has to have all its bytes: an archive that ends early must not pass its last one off as whole.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        if n == 0 && self.left > 0 && !buf.is_empty() {
            self.left = 0;
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(n as u64);
        Ok(n)
    }
}

/// A stream that gives no more than what is allowed. Before a member its reader takes long names and the like into memory,
/// however long they say that they are; in a member everything is allowed.
struct Allowed<'c, R> {
    inner: R,
    left: &'c Cell<u64>,
}

impl<R: Read> Read for Allowed<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 && !buf.is_empty() {
            return Err(io::Error::other("a member's headers are too long"));
        }
        let most = buf.len().min(usize::try_from(self.left.get()).unwrap_or(usize::MAX));
        let n = self.inner.read(&mut buf[..most])?;
        self.left.set(self.left.get() - n as u64);
        Ok(n)
    }
}

/// How many bytes of the archive a member has that is passed over. For one with holes only its own header says it.
fn stored<R: Read>(entry: &mut ::tar::Entry<'_, R>) -> u64 {
    if !entry.header().entry_type().is_gnu_sparse() {
        return entry.size();
    }
    match entry.pax_extensions() {
        Ok(None) => entry.header().entry_size().unwrap_or(0),
        _ => 0,
    }
}

fn open(run: &mut Run<'_>, wrapped: Wrapped<'_, '_>) -> Flow {
    let location = wrapped.location;
    let left = Cell::new(MAX_TAR_HEADERS);
    let mut archive = ::tar::Archive::new(Allowed { inner: wrapped.window, left: &left });
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(e) => {
            let kind = run.kind(e, &location.inside());
            return run.fail(location.place(None), kind);
        }
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                // Where the next header is, only this one could have told.
                let kind = run.kind(e, &location.inside());
                return run.fail(location.place(None), kind);
            }
        };
        left.set(u64::MAX);
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = name.strip_prefix("./").unwrap_or(&name);
        if !entry.header().entry_type().is_file() || passed_over(name) {
            left.set(stored(&mut entry).saturating_add(MAX_TAR_HEADERS));
            continue;
        }
        let size = entry.size();
        let mut whole = Whole { inner: &mut entry, left: size };
        member(run, &mut whole, Some(size), &location.member(name))?;
        if run.budget.exceeded().is_some() {
            return Flow::Continue(());
        }
        left.set(MAX_TAR_HEADERS);
    }
    Flow::Continue(())
}
