//! The words of any text.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::words(src));
