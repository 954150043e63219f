//! See `jemput_foreign::snapshot`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::snapshot(bytes));
