//! Archives with a directory at their end: `.zip`.

use super::{Archive, Wrapped, Wrapper, member, passed_over, with_archive};
use crate::error::ItemErrorKind;
use crate::run::{Flow, Location, Run};
use ::zip::ZipArchive;
use ::zip::result::ZipError;

/// An archive with a directory at its end.
pub(super) static WRAPPER: Wrapper = Wrapper {
    id: "zip",
    sniff: |head| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
    open: |run, wrapped: Wrapped<'_, '_>| with_archive(run, wrapped, "a zip archive", open),
};

fn open(run: &mut Run<'_>, archive: &mut dyn Archive, location: &Location) -> Flow {
    let mut archive = match ZipArchive::new(archive) {
        Ok(archive) => archive,
        Err(e) => {
            let kind = kind(run, e, location);
            return run.fail(location.place(None), kind);
        }
    };
    for n in 0..archive.len() {
        let name = match archive.name_for_index(n) {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("member {}", n + 1),
        };
        if passed_over(&name) {
            continue;
        }
        let place = location.member(&name);
        match archive.by_index(n) {
            Ok(mut file) => {
                let size = file.size();
                member(run, &mut file, Some(size), &place)?;
            }
            Err(e) => {
                let kind = kind(run, e, &place);
                run.fail(place.place(None), kind)?;
            }
        }
        if run.budget.exceeded().is_some() {
            return Flow::Continue(());
        }
    }
    Flow::Continue(())
}

fn kind(run: &Run<'_>, error: ZipError, location: &Location) -> ItemErrorKind {
    match error {
        ZipError::Io(e) => run.kind(e, &location.inside()),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ItemErrorKind::Encrypted
        }
        // The directory is at the end: without it, the end is not there.
        ZipError::InvalidArchive(message)
            if ["end of central directory", "find EOCD"].iter().any(|end| message.contains(end)) =>
        {
            ItemErrorKind::EndsEarly
        }
        other => ItemErrorKind::Damaged(other.to_string()),
    }
}
