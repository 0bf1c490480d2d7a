//! The wrapper xz, on any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::xz(src));
