//! Archives whose files are compressed together in blocks: `.7z`. The bulk sets of 1973-79 are one a year.

use super::sevenz_header::{self, Refusal};
use super::{Archive, Wrapped, Wrapper, member, passed_over, with_archive};
use crate::error::ItemErrorKind;
use crate::run::{Flow, Location, Run};
use sevenz_rust2::{ArchiveEntry, BlockDecoder, Error, Password};
use std::cell::Cell;
use std::io::{self, Read};

/// An archive whose files are compressed together in blocks.
pub(super) static WRAPPER: Wrapper = Wrapper {
    id: "7z",
    sniff: |head| head.starts_with(b"7z\xbc\xaf\x27\x1c"),
    open: |run, wrapped: Wrapped<'_, '_>| with_archive(run, wrapped, "a 7z archive", open),
};

fn open(run: &mut Run<'_>, mut source: &mut dyn Archive, location: &Location) -> Flow {
    match sevenz_header::check(source, &run.budget) {
        Ok(()) => {}
        Err(Refusal::Io(e)) => {
            let kind = run.kind(e, &location.inside());
            return run.fail(location.place(None), kind);
        }
        Err(Refusal::Kind(kind)) => return run.fail(location.place(None), kind),
    }
    let password = Password::empty();
    let mut archive = match sevenz_rust2::Archive::read(&mut source, &password) {
        Ok(archive) => archive,
        Err(e) => {
            let kind = kind(run, e, location);
            return run.fail(location.place(None), kind);
        }
    };
    tell_checksums(&mut archive, &mut source);
    for block in 0..archive.blocks.len() {
        let mut flow = Flow::Continue(());
        let mut last = None;
        let broken = Cell::new(false);
        let decoder = BlockDecoder::new(1, block, &archive, &password, &mut source);
        let decoded = decoder.for_each_entries(&mut |entry, reader| {
            last = Some(entry.name().to_owned());
            flow = one(run, entry, &mut Unbroken { reader, broken: &broken }, location);
            Ok(flow.is_continue() && run.budget.exceeded().is_none())
        });
        flow?;
        if run.budget.exceeded().is_some() {
            return Flow::Continue(());
        }
        if let Err(e) = decoded {
            // A block is lost from where it breaks on; the blocks after it are not.
            let kind = kind(run, e, location);
            let place = last.map_or_else(|| location.place(None), |name| location.member(&name).place(None));
            run.fail(place, kind)?;
        }
    }
    Flow::Continue(())
}

/// Gives blocks of one member that member's checksum. Without it the crate looks for it through all blocks before this one, which
/// in an archive of many such blocks takes longer than unpacking them.
fn tell_checksums(archive: &mut sevenz_rust2::Archive, source: &mut &mut dyn Archive) {
    let password = Password::empty();
    for n in 0..archive.blocks.len() {
        if archive.blocks[n].has_crc {
            continue;
        }
        let decoder = BlockDecoder::new(1, n, archive, &password, source);
        if decoder.entry_count() != 1 {
            continue;
        }
        if let Some((true, crc)) = decoder.entries().first().map(|entry| (entry.has_crc, entry.crc)) {
            archive.blocks[n].has_crc = true;
            archive.blocks[n].crc = crc;
        }
    }
}

/// What comes out of a block until it breaks. What unpacks it must not be asked again: it may not come to an end.
struct Unbroken<'b> {
    reader: &'b mut dyn Read,
    broken: &'b Cell<bool>,
}

impl Read for Unbroken<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.broken.get() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "what stands before it is damaged"));
        }
        let read = self.reader.read(buf);
        if let Err(error) = &read {
            // A member with a wrong checksum ends all the same where the next one begins.
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
            let whole = matches!(inner, Some(Error::ChecksumVerificationFailed));
            self.broken.set(!whole && error.kind() != io::ErrorKind::Interrupted);
        }
        read
    }
}

/// One member. In a block a member is found only by reading all of the one before it.
fn one(run: &mut Run<'_>, entry: &ArchiveEntry, reader: &mut dyn Read, location: &Location) -> Flow {
    if entry.is_directory() || passed_over(entry.name()) {
        let _ = io::copy(reader, &mut io::sink());
        return Flow::Continue(());
    }
    member(run, reader, Some(entry.size()), &location.member(entry.name()))
}

fn kind(run: &Run<'_>, error: Error, location: &Location) -> ItemErrorKind {
    match error {
        Error::Io(e, _) => run.kind(e, &location.inside()),
        Error::PasswordRequired | Error::MaybeBadPassword(_) => ItemErrorKind::Encrypted,
        Error::UnsupportedCompressionMethod(method)
            if method.contains("AES") || method.contains("6, 241, 7, 1") =>
        {
            ItemErrorKind::Encrypted
        }
        other => ItemErrorKind::Damaged(other.to_string()),
    }
}
