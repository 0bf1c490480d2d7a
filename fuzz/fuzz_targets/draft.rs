//! Any text as a draft, to every form.
#![no_main]

libfuzzer_sys::fuzz_target!(|src: &[u8]| chancery_properties::draft(src));
