//! See `jemput_foreign::seal`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::seal(bytes));
