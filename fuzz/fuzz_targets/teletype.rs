//! The format teletype, on any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(init: chancery_properties::spare_caught_panics(), |src: &[u8]| chancery_properties::teletype(src));
