//! What people type.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::query(src));
