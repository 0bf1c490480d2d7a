//! What is known of other telegrams.

use chancery_telegram::record::Level;

/// Who knows other telegrams: an archive, as one reader sees it.
pub trait Known {
    /// The level of the telegram with this number (`06STATE30177`), where it is known and the reader may know it.
    fn level(&self, mrn: &str) -> Option<Level>;
}

/// Nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Known for Nothing {
    fn level(&self, _: &str) -> Option<Level> {
        None
    }
}
