//! See `jemput_foreign::sheet`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_foreign::sheet(bytes));
