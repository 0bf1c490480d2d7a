//! Archives of files one after the other: `.tar`, also the old kind without a magic word.

use super::{Wrapped, Wrapper, member, passed_over};
use crate::run::{Flow, Run};
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

fn open(run: &mut Run<'_>, wrapped: Wrapped<'_, '_>) -> Flow {
    let location = wrapped.location;
    let mut archive = ::tar::Archive::new(wrapped.window);
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
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = name.strip_prefix("./").unwrap_or(&name);
        if !entry.header().entry_type().is_file() || passed_over(name) {
            continue;
        }
        let size = entry.size();
        let mut whole = Whole { inner: &mut entry, left: size };
        member(run, &mut whole, Some(size), &location.member(name))?;
        if run.budget.exceeded().is_some() {
            return Flow::Continue(());
        }
    }
    Flow::Continue(())
}
