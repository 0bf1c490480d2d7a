//! Compressed files and archives, one file each, recognised by their first bytes and nested in any order.

mod compressed;
mod sevenz;
mod sevenz_header;
mod sevenz_streams;
mod tar;
mod zip;

use crate::error::ItemErrorKind;
use crate::limits::{SPOOL_IN_MEMORY, Unpacked};
use crate::panics::caught;
use crate::run::{Flow, Location, Run};
use crate::window::Window;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::resume_unwind;

/// A compressed file or an archive on its way to be opened.
pub(crate) struct Wrapped<'w, 'r> {
    pub(crate) window: Window<'r>,
    /// The file itself, where it is one: some archives are read from their end.
    pub(crate) file: Option<&'w File>,
    pub(crate) location: &'w Location,
}

/// One kind of compressed file or archive.
pub struct Wrapper {
    /// Its usual suffix.
    pub id: &'static str,
    /// Looks at the first bytes.
    pub(crate) sniff: fn(&[u8]) -> bool,
    /// Opens it and reads what is inside.
    pub(crate) open: for<'a> fn(&mut Run<'a>, Wrapped<'_, '_>) -> Flow,
}

impl fmt::Debug for Wrapper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wrapper").field("id", &self.id).finish_non_exhaustive()
    }
}

/// All wrappers.
pub static WRAPPERS: &[&Wrapper] = &[
    &sevenz::WRAPPER,
    &zip::WRAPPER,
    &compressed::GZ,
    &compressed::XZ,
    &compressed::BZ2,
    &compressed::ZST,
    &tar::WRAPPER,
];

/// The wrapper that a file is in, by its first bytes.
pub(crate) fn of(head: &[u8]) -> Option<&'static Wrapper> {
    WRAPPERS.iter().copied().find(|wrapper| (wrapper.sniff)(head))
}

/// An archive that can be read from its end.
pub(crate) trait Archive: Read + Seek {}
impl<T: Read + Seek> Archive for T {}

/// Gives `open` the archive in a form that can be read from its end: the file itself, or a copy of the stream.
fn with_archive(
    run: &mut Run<'_>,
    mut wrapped: Wrapped<'_, '_>,
    what: &'static str,
    open: impl FnOnce(&mut Run<'_>, &mut dyn Archive, &Location) -> Flow,
) -> Flow {
    let location = wrapped.location;
    let opened = |run: &mut Run<'_>, archive: &mut dyn Archive| {
        // A damaged archive must not take the rest of the input along, whatever it does to its reader.
        match caught(|| open(run, archive, location)) {
            Ok(flow) => flow,
            Err(panic) if run.in_sink.get() => resume_unwind(panic),
            Err(_) => run.fail(location.place(None), ItemErrorKind::BrokeDown(what)),
        }
    };
    if let Some(file) = wrapped.file {
        let mut archive = BufReader::with_capacity(64 << 10, file);
        if let Err(e) = archive.seek(SeekFrom::Start(0)) {
            return run.fail(location.place(None), ItemErrorKind::Read(e));
        }
        return opened(run, &mut archive);
    }
    let mut spool = tempfile::SpooledTempFile::new(SPOOL_IN_MEMORY);
    let copied = io::copy(&mut wrapped.window, &mut spool).and_then(|_| spool.seek(SeekFrom::Start(0)));
    match copied {
        Ok(_) => opened(run, &mut BufReader::with_capacity(64 << 10, spool)),
        Err(e) => {
            let kind = run.kind(e, location);
            run.fail(location.place(None), kind)
        }
    }
}

/// Reads one member of an archive, and passes over what its format left unread. What is wrong with it is reported.
fn member(run: &mut Run<'_>, reader: &mut dyn Read, size: Option<u64>, location: &Location) -> Flow {
    let mut reader = Unpacked::new(reader, run.budget.clone());
    run.open(&mut reader, size, location, None)?;
    if run.budget.exceeded().is_some() {
        return Flow::Continue(());
    }
    // What is read here was not worth a telegram; a checksum that fails at its end is reported all the same.
    match io::copy(&mut reader, &mut io::sink()) {
        Ok(_) => Flow::Continue(()),
        Err(e) => {
            let kind = run.kind(e, location);
            run.fail(location.place(None), kind)
        }
    }
}

/// True for members that are not read: folders' own entries, hidden files, what other systems add.
fn passed_over(name: &str) -> bool {
    name.ends_with('/')
        || name.split(['/', '\\']).any(|part| part.starts_with('.') && part.len() > 1 && part != "..")
        || name.starts_with("__MACOSX/")
}
