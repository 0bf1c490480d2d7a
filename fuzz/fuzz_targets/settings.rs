//! Any text as a user's settings.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::settings(src));
