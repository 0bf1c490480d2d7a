//! Posts, TAGS, captions, levels, executive orders, routing indicators, addressees and offices of the Department of
//! State's telegrams: tables with a source in every row, compiled in, looked up without reading a file.

use std::sync::OnceLock;

/// The tables.
#[derive(Debug, Default)]
pub struct Registry {}

impl Registry {
    /// The tables that are compiled in.
    pub fn builtin() -> &'static Registry {
        static BUILTIN: OnceLock<Registry> = OnceLock::new();
        BUILTIN.get_or_init(Registry::default)
    }
}
