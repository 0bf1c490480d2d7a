//! Keeps diplomatic telegrams: originals, catalogue and text index in one folder that cannot lose what it reported.

pub mod words;
