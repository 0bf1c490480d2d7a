//! Any bytes, asked all rules, repaired, and taken back.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::check(src));
