//! Every reader of a single field, on any text.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::fields(src));
