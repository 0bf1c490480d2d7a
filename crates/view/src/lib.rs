//! What one reader may see of an archive of diplomatic telegrams, and the query language.

pub mod query;
