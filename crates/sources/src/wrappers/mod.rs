//! Compressed files and archives, one file each, recognised by their first bytes and nested in any order.

use crate::run::{Flow, Location, Run};
use crate::window::Window;
use std::fs::File;

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

/// All wrappers.
pub static WRAPPERS: &[&Wrapper] = &[];

/// The wrapper that a file is in, by its first bytes.
pub(crate) fn of(head: &[u8]) -> Option<&'static Wrapper> {
    WRAPPERS.iter().copied().find(|wrapper| (wrapper.sniff)(head))
}
